using System.Buffers;
using Escalation.Decisions;

namespace Escalation.Uncertainty;

/// <summary>Features of the chosen log-probabilities of one answer, in nats. A missing value is NaN, with the reason beside it.</summary>
/// <remarks>Immutable. What needs only one pass is in <see cref="Moments"/>, which the triggers use.</remarks>
public readonly record struct TokenSequenceFeatures
{
    private static readonly double LogHalf = Math.Log(0.5);

    /// <summary>Count, sum, mean, extremes; and why there are no features, when there are none.</summary>
    public TokenMoments Moments { get; private init; }

    /// <summary>Population standard deviation.</summary>
    public double StandardDeviation { get; private init; }

    /// <summary>The median.</summary>
    public double Median { get; private init; }

    /// <summary>The lower decile, interpolated linearly between order statistics.</summary>
    public double LowerDecile { get; private init; }

    /// <summary>How many tokens are less likely than one half.</summary>
    public int CountBelowHalf { get; private init; }

    /// <summary>The longest run of tokens that are each less likely than one half.</summary>
    public int LongestRunBelowHalf { get; private init; }

    /// <summary><c>exp(-mean)</c>; infinite below a mean of -709.</summary>
    public double Perplexity => Math.Exp(-Moments.Mean);

    /// <summary><c>exp(sum)</c>; underflows to 0 early, so prefer the sum itself.</summary>
    public double SequenceProbability => Moments.Fault is null ? Math.Exp(Moments.Sum) : double.NaN;

    /// <summary>The geometric mean of the token probabilities, <c>exp(mean)</c>.</summary>
    public double NormalizedProbability => Math.Exp(Moments.Mean);

    /// <summary>The probability of the least likely token, <c>exp(min)</c>.</summary>
    public double MinimumProbability => Moments.Fault is null ? Math.Exp(Moments.Minimum) : double.NaN;

    /// <summary>Computes the features. <c>O(T log T)</c>; scratch memory comes from the shared pool.</summary>
    /// <param name="logProbs">The chosen log-probabilities; empty, NaN, +infinity and values above 0 give no features.</param>
    public static TokenSequenceFeatures Of(ReadOnlySpan<double> logProbs)
    {
        var moments = TokenMoments.Of(logProbs);
        if (moments.Fault is not null)
        {
            return new TokenSequenceFeatures { Moments = moments, StandardDeviation = double.NaN, Median = double.NaN, LowerDecile = double.NaN };
        }

        double[] rented = ArrayPool<double>.Shared.Rent(logProbs.Length);
        Span<double> sorted = rented.AsSpan(0, logProbs.Length);
        double squares = 0.0;
        int below = 0, run = 0, longest = 0;
        for (int i = 0; i < logProbs.Length; i++)
        {
            double l = logProbs[i] > 0.0 ? 0.0 : logProbs[i];
            sorted[i] = l;
            squares += (l - moments.Mean) * (l - moments.Mean);
            run = l < LogHalf ? run + 1 : 0;
            below += l < LogHalf ? 1 : 0;
            longest = Math.Max(longest, run);
        }

        sorted.Sort();
        var features = new TokenSequenceFeatures
        {
            Moments = moments,
            StandardDeviation = Math.Sqrt(squares / logProbs.Length),
            Median = Quantile(sorted, 0.5),
            LowerDecile = Quantile(sorted, 0.1),
            CountBelowHalf = below,
            LongestRunBelowHalf = longest,
        };
        ArrayPool<double>.Shared.Return(rented);
        return features;
    }

    private static double Quantile(ReadOnlySpan<double> sorted, double level)
    {
        double position = level * (sorted.Length - 1);
        int lower = (int)Math.Floor(position);
        double weight = position - lower;
        return weight == 0.0 || double.IsNegativeInfinity(sorted[lower]) ? sorted[lower] : sorted[lower] + (weight * (sorted[lower + 1] - sorted[lower]));
    }
}
