namespace Escalation.Core.StatisticalTests;

/// <summary>A distribution of scores with atoms, as a map from uniform numbers and as cells for the exact law.</summary>
/// <param name="Masses">Masses of the cells, strictest first, as <see cref="TiedLaw"/> wants them.</param>
/// <param name="Score">An increasing map from a uniform number to a score.</param>
/// <param name="RateAbove">The probability that a score is strictly above a threshold.</param>
internal sealed record TiedScores(double[] Masses, Func<double, double> Score, Func<double, double> RateAbove)
{
    private const int EqualAtoms = 20;
    private const int AtomsAtBudget = 8;

    /// <summary>A rate a quarter of a standard error above the budget: an atom that ends there is noticed as one that breaks the budget in many samples and not in many others.</summary>
    internal static double JustAbove(double alpha, int n) => alpha + (0.25 * Math.Sqrt(alpha * (1.0 - alpha) / n));

    /// <summary>One atom from a tenth of the budget to just above it; continuous above and below.</summary>
    internal static TiedScores HeavyAtom(double alpha, int n)
    {
        double over = JustAbove(alpha, n);
        return WithAtom(0.1 * alpha, over, [0.1 * alpha, over - (0.1 * alpha), 1.0 - over]);
    }

    /// <summary>An atom from 2 % to 40 %, far wider than any of the budgets.</summary>
    internal static TiedScores WideAtom(double alpha) => alpha < 0.02
        ? WithAtom(0.02, 0.4, [Math.BitIncrement(alpha), 0.02 - alpha, 0.38, 0.6])
        : WithAtom(0.02, 0.4, [0.02, 0.38, 0.6]);

    /// <summary>Twenty equal atoms of which eight reach just above the budget, and one for the rest.</summary>
    internal static TiedScores TwentyOneAtoms(double alpha, int n)
    {
        double step = JustAbove(alpha, n) / AtomsAtBudget;
        double[] masses = [.. Enumerable.Repeat(step, EqualAtoms), 1.0 - (EqualAtoms * step)];
        return new TiedScores(masses, u => -Math.Min(EqualAtoms, Math.Floor((1.0 - u) / step)), threshold => -threshold * step);
    }

    /// <summary>A single-precision sigmoid of evenly spread logits, which is exactly 1 for a little more than the budget.</summary>
    internal static TiedScores Saturated(double alpha, int n)
    {
        const double Spread = 50.0;
        double full = FirstAbove(logit => Sigmoid(logit), below: 1.0 - 1e-9, low: 10.0, high: 20.0);
        double highest = full + (Spread * JustAbove(alpha, n));
        double top = 1.0 - FirstAbove(Score, below: 1.0 - 1e-9, low: 0.0, high: 1.0);
        return new TiedScores([top, 1.0 - top], Score, RateAbove);

        double Score(double u) => Sigmoid(highest - (Spread * (1.0 - u)));

        double RateAbove(double threshold) => threshold >= 1.0 ? 0.0 : 1.0 - FirstAbove(Score, threshold, low: 0.0, high: 1.0);
    }

    private static TiedScores WithAtom(double above, double atOrAbove, double[] masses) => new(
        masses,
        u => 1.0 - u < above || 1.0 - u > atOrAbove ? u : 1.0 - atOrAbove,
        threshold => threshold == 1.0 - atOrAbove ? above : 1.0 - threshold);

    private static double Sigmoid(double logit) => 1.0f / (1.0f + MathF.Exp(-(float)logit));

    /// <summary>Where an increasing step function first rises above a value.</summary>
    private static double FirstAbove(Func<double, double> map, double below, double low, double high)
    {
        while (high - low > 1e-13 * high)
        {
            double middle = (low + high) / 2;
            (low, high) = map(middle) > below ? (low, middle) : (middle, high);
        }

        return high;
    }
}
