namespace Escalation.Experiments.FinitePopulation;

/// <summary>All probabilities of a binomial count that matter: those below 1e-40 count as zero.</summary>
/// <remarks>By ratios of neighbours from the mode, normalised by their sum, so that the relative error of each stays below 1e-12 for up to 10^5 trials. Immutable.</remarks>
internal sealed class BinomialMass
{
    private const double Negligible = 1e-40;

    private readonly double[] _values;

    private BinomialMass(int first, double[] values)
    {
        First = first;
        _values = values;
    }

    /// <summary>The smallest count whose probability is not negligible.</summary>
    internal int First { get; }

    /// <summary>The probabilities of <see cref="First"/> and the counts after it.</summary>
    internal ReadOnlySpan<double> Values => _values;

    /// <summary>The probability of a count; 0 outside the range.</summary>
    internal double this[long count] => count >= First && count - First < _values.Length ? _values[count - First] : 0.0;

    /// <summary>The probabilities of <c>Bin(trials, probability)</c>.</summary>
    /// <param name="trials">At least 0.</param>
    /// <param name="probability">0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or NaN.</exception>
    internal static BinomialMass Of(int trials, double probability)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        if (!(probability is >= 0.0 and <= 1.0))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability is 0 to 1.");
        }

        int mode = (int)Math.Min(trials, Math.Floor((trials + 1.0) * probability));
        double odds = probability / (1.0 - probability);
        double[] values = new double[trials + 1];
        values[mode] = 1.0;
        double sum = 1.0;
        int first = mode;
        for (; first > 0 && values[first] >= Negligible && odds > 0.0; first--)
        {
            values[first - 1] = values[first] * first / ((trials - first + 1) * odds);
            sum += values[first - 1];
        }

        int last = mode;
        for (; last < trials && values[last] >= Negligible && double.IsFinite(odds); last++)
        {
            values[last + 1] = values[last] * (trials - last) * odds / (last + 1);
            sum += values[last + 1];
        }

        double[] kept = values[first..(last + 1)];
        for (int i = 0; i < kept.Length; i++)
        {
            kept[i] /= sum;
        }

        return new BinomialMass(first, kept);
    }
}
