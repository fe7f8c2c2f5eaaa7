namespace Escalation.Learning.Calibrators;

/// <summary>The log loss of scaled log-odds as a function of the inverse temperature. It is convex, so its slope has one root at most.</summary>
internal sealed class TemperatureLoss
{
    private const int MaximumDoublings = 200;
    private const int MaximumSteps = 200;

    private readonly double[] _scores;
    private readonly double[] _targets;

    internal TemperatureLoss(ReadOnlySpan<double> logOdds, ReadOnlySpan<bool> labels, double unit)
    {
        _scores = new double[logOdds.Length];
        _targets = new double[logOdds.Length];
        bool contradicted = false;
        for (int i = 0; i < _scores.Length; i++)
        {
            _scores[i] = logOdds[i] / unit;
            contradicted |= labels[i] ? _scores[i] < 0.0 : _scores[i] > 0.0;
        }

        double right = contradicted ? 1.0 : 1.0 - (1.0 / (labels.Count(true) + 2.0));
        double wrong = contradicted ? 0.0 : 1.0 / (labels.Count(false) + 2.0);
        for (int i = 0; i < _targets.Length; i++)
        {
            _targets[i] = labels[i] ? right : wrong;
        }
    }

    /// <summary>Newton's method inside a bracket that halves whenever a step would leave it.</summary>
    internal (double Inverse, bool Converged) Minimise()
    {
        if (Slope(0.0, out _) >= 0.0)
        {
            return (0.0, true);
        }

        double low = 0.0;
        double high = 1.0;
        for (int doubling = 0; Slope(high, out _) < 0.0; doubling++)
        {
            if (doubling == MaximumDoublings)
            {
                return (high, false);
            }

            (low, high) = (high, 2.0 * high);
        }

        double at = 0.5 * (low + high);
        for (int step = 0; step < MaximumSteps; step++)
        {
            double slope = Slope(at, out double curvature);
            (low, high) = slope < 0.0 ? (at, high) : (low, at);
            double next = at - (slope / curvature);
            next = next > low && next < high ? next : 0.5 * (low + high);
            if (slope == 0.0 || next == at || !(next > low && next < high))
            {
                return (at, true);
            }

            at = next;
        }

        return (at, false);
    }

    private double Slope(double inverse, out double curvature)
    {
        double slope = 0.0;
        curvature = 0.0;
        for (int i = 0; i < _scores.Length; i++)
        {
            double z = inverse * _scores[i];
            slope += _scores[i] * (Logistic.Probability(z) - _targets[i]);
            curvature += _scores[i] * _scores[i] * Logistic.Variance(z);
        }

        return slope;
    }
}
