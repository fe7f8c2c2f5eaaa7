namespace Escalation.Statistics.Sequential;

/// <summary>Constant bets on a mean, each the best one for an alternative that losses of two values could have.</summary>
/// <remarks>
/// A loss that is either l or H and has mean alpha is best played against a mean p by <c>lam = (p - alpha) / ((H - alpha)(alpha - l))</c>: the factor <c>1 + lam (x - alpha)</c> is then the likelihood ratio of p to alpha.
/// It is positive on all of [l, H] as long as p lies strictly inside, so it is fair for every loss with these bounds. One formula serves both hypotheses: p below alpha speaks against "at least", p above it against "at most".
/// </remarks>
internal sealed class MeanBets
{
    // Odds of the alternatives beside the odds of alpha: from a shift that takes thousands of losses to see to one that is plain after a few.
    private static readonly double[] OddsRatios = [1.15, 1.35, 1.75, 2.5, 4.0, 8.0, 20.0, 80.0];

    private readonly double[] _leads;

    internal MeanBets(MeanHypothesis hypothesis, double alpha, ReadOnlySpan<double> alternatives)
    {
        Check.Hypothesis(hypothesis);
        Check.OpenProbability(alpha);
        Hypothesis = hypothesis;
        Alpha = alpha;
        double[] means = alternatives.IsEmpty ? Default(hypothesis, alpha) : alternatives.ToArray();
        if (means.Length > StartedCapitals.MostAlternatives)
        {
            throw new ArgumentException($"alternatives must hold at most {StartedCapitals.MostAlternatives} means, but holds {means.Length}.", nameof(alternatives));
        }

        _leads = new double[means.Length];
        for (int i = 0; i < means.Length; i++)
        {
            bool speaksAgainst = hypothesis == MeanHypothesis.AtLeast ? means[i] > 0.0 && means[i] < alpha : means[i] > alpha && means[i] < 1.0;
            if (!speaksAgainst)
            {
                Check.Throw(nameof(alternatives), means[i], hypothesis == MeanHypothesis.AtLeast ? "means strictly between 0 and alpha" : "means strictly between alpha and 1");
            }

            _leads[i] = means[i] - alpha;
        }

        Alternatives = means;
    }

    internal MeanHypothesis Hypothesis { get; }

    internal double Alpha { get; }

    internal IReadOnlyList<double> Alternatives { get; }

    internal int Count => _leads.Length;

    /// <summary>The logarithm of each bet's factor.</summary>
    /// <returns>A bound on the rounding errors.</returns>
    internal double LogFactors(in WeightedLoss loss, Span<double> factors)
    {
        WeightedLoss.RequireAround(loss, Alpha);
        double variance = (loss.Highest - Alpha) * (Alpha - loss.Lowest);
        double scaled = (loss.Value - Alpha) / variance;
        double width = (loss.Highest - loss.Lowest) / variance;
        double rounding = 0.0;
        for (int i = 0; i < _leads.Length; i++)
        {
            double gain = _leads[i] * scaled;
            factors[i] = Elementary.LogOnePlus(gain);
            rounding = Math.Max(rounding, FactorRounding.OfFactor(gain, Math.Abs(_leads[i]) * width));
        }

        return rounding;
    }

    /// <summary>Whether the other one tests the same; the sign of a lead tells the hypothesis.</summary>
    internal bool IsSameAs(MeanBets other) => Alpha == other.Alpha && _leads.AsSpan().SequenceEqual(other._leads);

    private static double[] Default(MeanHypothesis hypothesis, double alpha)
    {
        double[] means = new double[OddsRatios.Length];
        for (int i = 0; i < means.Length; i++)
        {
            // With odds r alpha/(1 - alpha) the mean is r alpha/(1 - alpha + r alpha).
            double ratio = hypothesis == MeanHypothesis.AtLeast ? 1.0 / OddsRatios[i] : OddsRatios[i];
            means[i] = ratio * alpha / (1.0 - alpha + (ratio * alpha));
        }

        return means;
    }
}
