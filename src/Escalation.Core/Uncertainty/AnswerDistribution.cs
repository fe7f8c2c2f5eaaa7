using Escalation.Decisions;

namespace Escalation.Uncertainty;

/// <summary>Averages of <see cref="TopKDistribution"/> over the positions of an answer. In nats.</summary>
/// <remarks>
/// Positions without listed alternatives are counted and skipped; they do not poison the means. Without any position to read every value is NaN and
/// <see cref="Fault"/> says <see cref="Reason.NoSignal"/>; a position that holds no distribution makes the whole answer faulty. Immutable; reading is linear in the
/// alternatives and allocates nothing.
/// </remarks>
public readonly record struct AnswerDistribution
{
    /// <summary>A tail that is no more than this is rounding of the listed probabilities, and the list counts as whole.</summary>
    public const double TruncationTolerance = 1e-6;

    private readonly double _truncated;
    private readonly double _renormalized;
    private readonly double _lower;
    private readonly double _upper;
    private readonly double _largest;
    private readonly double _tail;
    private readonly double _margin;

    private AnswerDistribution(IReadOnlyList<TokenLogProb> tokens, int vocabulary)
    {
        Tokens = tokens.Count;
        for (int i = 0; i < tokens.Count; i++)
        {
            var position = TopKDistribution.Of(tokens[i], vocabulary);
            if (position.Fault is { } fault)
            {
                if (fault != Reason.NoSignal)
                {
                    Fault = fault;
                    return;
                }

                continue;
            }

            _largest = Positions == 0 ? position.EntropyLowerBound : Math.Max(_largest, position.EntropyLowerBound);
            Positions++;
            ChosenUnlisted += position.IsChosenListed ? 0 : 1;
            MassAboveOne += position.ListedMass > 1.0 ? 1 : 0;
            TiedPositions += position.IsTied ? 1 : 0;
            TruncatedPositions += position.TailMass > TruncationTolerance ? 1 : 0;
            _truncated += position.TruncatedEntropy;
            _renormalized += position.RenormalizedEntropy;
            _lower += position.EntropyLowerBound;
            _upper += position.EntropyUpperBound;
            _tail += position.TailMass;
            _margin += position.Margin;
        }

        Fault = Positions == 0 ? Reason.NoSignal : null;
    }

    /// <summary>Why there are no values, or null.</summary>
    public Reason? Fault { get; }

    /// <summary>The number of tokens, those without alternatives included.</summary>
    public int Tokens { get; }

    /// <summary>The number of positions read, those with listed alternatives.</summary>
    public int Positions { get; }

    /// <summary>At how many positions the chosen token is not listed.</summary>
    public int ChosenUnlisted { get; }

    /// <summary>At how many positions the listed mass exceeds 1 by rounding.</summary>
    public int MassAboveOne { get; }

    /// <summary>At how many positions the two most likely tokens are equally likely.</summary>
    public int TiedPositions { get; }

    /// <summary>At how many positions tokens are missing from the list that carry more than <see cref="TruncationTolerance"/>.</summary>
    public int TruncatedPositions { get; }

    /// <summary>Whether the lists leave out part of the distribution, so that an entropy is only known between its bounds.</summary>
    public bool IsTruncated => TruncatedPositions > 0;

    /// <summary>The mean of <see cref="TopKDistribution.TruncatedEntropy"/>.</summary>
    public double MeanTruncatedEntropy => Mean(_truncated);

    /// <summary>The mean of <see cref="TopKDistribution.RenormalizedEntropy"/>.</summary>
    public double MeanRenormalizedEntropy => Mean(_renormalized);

    /// <summary>The mean lower bound of the entropy.</summary>
    public double MeanEntropyLowerBound => Mean(_lower);

    /// <summary>The mean upper bound of the entropy.</summary>
    public double MeanEntropyUpperBound => Mean(_upper);

    /// <summary>The largest lower bound of the entropy: the least certain position.</summary>
    public double MaximumEntropyLowerBound => Fault is null ? _largest : double.NaN;

    /// <summary>The mean probability of what is not listed.</summary>
    public double MeanTailMass => Mean(_tail);

    /// <summary>The mean difference between the two most likely probabilities.</summary>
    public double MeanMargin => Mean(_margin);

    /// <summary>Reads an answer.</summary>
    /// <param name="tokens">The tokens with their alternatives; null or empty is <see cref="Reason.NoSignal"/>.</param>
    /// <param name="vocabulary">V, the number of tokens that the model knows, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="vocabulary"/> is below 1.</exception>
    public static AnswerDistribution Of(IReadOnlyList<TokenLogProb>? tokens, int vocabulary = TopKDistribution.DefaultVocabulary)
    {
        Guard.AtLeast(vocabulary, 1);
        return new AnswerDistribution(tokens ?? [], vocabulary);
    }

    /// <summary>The share of the positions read whose entropy is surely above a level. Linear; allocates nothing.</summary>
    /// <param name="tokens">The tokens with their alternatives.</param>
    /// <param name="level">The level in nats, at least 0.</param>
    /// <param name="vocabulary">V, the number of tokens that the model knows, at least 1.</param>
    /// <returns>In [0, 1]; NaN where <see cref="Of"/> has a fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="level"/> is negative or not finite, or <paramref name="vocabulary"/> is below 1.</exception>
    public static double ShareAbove(IReadOnlyList<TokenLogProb>? tokens, double level, int vocabulary = TopKDistribution.DefaultVocabulary)
    {
        if (!(level >= 0.0 && double.IsFinite(level)))
        {
            Guard.OutOfRange(nameof(level), "a finite number of at least 0", level);
        }

        var whole = Of(tokens, vocabulary);
        if (whole.Fault is not null)
        {
            return double.NaN;
        }

        int above = 0;
        for (int i = 0; i < tokens!.Count; i++)
        {
            above += TopKDistribution.Of(tokens[i], vocabulary).EntropyLowerBound > level ? 1 : 0;
        }

        return (double)above / whole.Positions;
    }

    private double Mean(double sum) => Fault is null && Positions > 0 ? sum / Positions : double.NaN;
}
