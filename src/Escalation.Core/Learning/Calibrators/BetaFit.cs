namespace Escalation.Learning.Calibrators;

/// <summary>The maximum-likelihood fit of a beta map under <c>a, b &gt;= 0</c>: the free optimum where it is allowed, else the best one with a slope of 0.</summary>
internal sealed class BetaFit
{
    private const int MaximumIterations = 100;
    private const double GradientTolerance = 1e-12;

    private readonly double[] _logs;
    private readonly double[] _targets;

    internal BetaFit(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> labels)
    {
        _logs = new double[2 * confidences.Length];
        _targets = new double[confidences.Length];
        double highestWrong = double.NegativeInfinity;
        double lowestRight = double.PositiveInfinity;
        for (int i = 0; i < confidences.Length; i++)
        {
            double held = LogOddsCalibration.Hold(confidences[i]);
            _logs[2 * i] = Math.Log(held);
            _logs[(2 * i) + 1] = -Math.Log(1.0 - held);
            (highestWrong, lowestRight) = labels[i] ? (highestWrong, Math.Min(lowestRight, held)) : (Math.Max(highestWrong, held), lowestRight);
        }

        bool separated = highestWrong <= lowestRight;
        double right = separated ? 1.0 - (1.0 / (labels.Count(true) + 2.0)) : 1.0;
        double wrong = separated ? 1.0 / (labels.Count(false) + 2.0) : 0.0;
        for (int i = 0; i < _targets.Length; i++)
        {
            _targets[i] = labels[i] ? right : wrong;
        }
    }

    internal (double A, double B, double C, bool Converged) Solve()
    {
        Candidate free = Fit(_logs, 2, static slopes => (slopes[0], slopes[1]));
        if (free.Converged && free.A >= 0.0 && free.B >= 0.0)
        {
            return (free.A, free.B, free.C, true);
        }

        // The loss is convex: an optimum outside the quadrant, or none, means that the best allowed one lies on its edge.
        Candidate low = Fit(Column(0), 1, static slopes => (slopes[0], 0.0));
        Candidate high = Fit(Column(1), 1, static slopes => (0.0, slopes[0]));
        Candidate best = Allowed(low) && (!Allowed(high) || low.Loss <= high.Loss) ? low : high;
        return Allowed(best) ? (best.A, best.B, best.C, best.Converged) : (0.0, 0.0, Constant(), true);
    }

    private static bool Allowed(Candidate candidate) => candidate.A >= 0.0 && candidate.B >= 0.0 && candidate.A + candidate.B > 0.0;

    private double[] Column(int column)
    {
        double[] values = new double[_targets.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = _logs[(2 * i) + column];
        }

        return values;
    }

    private Candidate Fit(double[] features, int columns, Func<double[], (double A, double B)> place)
    {
        var standardisation = Standardisation.Fit(features, _targets.Length, columns);
        double[] standardised = new double[features.Length];
        bool spread = false;
        for (int i = 0; i < features.Length; i++)
        {
            standardised[i] = standardisation.Apply(i % columns, features[i]);
            spread |= standardised[i] != standardised[i % columns];
        }

        if (!spread)
        {
            return default;
        }

        LogisticFit fit = new NewtonSolver(standardised, columns, _targets, [], 0.0).Solve(standardisation, MaximumIterations, GradientTolerance);
        double[] slopes = new double[columns];
        double offset = fit.Model.Intercept;
        for (int j = 0; j < columns; j++)
        {
            slopes[j] = fit.Model.Coefficients[j] / standardisation.Scales[j];
            offset -= slopes[j] * standardisation.Means[j];
        }

        (double a, double b) = place(slopes);
        return new Candidate(a, b, offset, fit.Objective, fit.Converged);
    }

    /// <summary>The log-odds of the mean target. Without separation both classes are there, and with it the targets lie inside (0, 1).</summary>
    private double Constant()
    {
        double sum = 0.0;
        foreach (double target in _targets)
        {
            sum += target;
        }

        return Math.Log(sum / (_targets.Length - sum));
    }

    private readonly record struct Candidate(double A, double B, double C, double Loss, bool Converged);
}
