using Escalation.Decisions;

namespace Escalation.Uncertainty.Attribution;

/// <summary>From where on a signal supports a cause. Equality does not support.</summary>
public sealed record AttributionLevels
{
    /// <summary>The margin of readings below which the input counts as ambiguous; in (0, 1], 0.1 unless given.</summary>
    public double ReadingMargin { get; init; } = 0.1;

    /// <summary>The confident disagreement above which the input counts as ambiguous; in [0, 1), 0.2 unless given, which one stray sample among ten sure ones just reaches.</summary>
    public double ConfidentDisagreement { get; init; } = 0.2;

    /// <summary>The relevance of the best passage below which context counts as missing; in (0, 1]. Null, the default, reads no meaning into the scale of a retriever nobody has looked at.</summary>
    public double? RetrievalScore { get; init; }

    /// <summary>The threshold of the out-of-scope score; null leaves it out.</summary>
    public Threshold? OutOfScope { get; init; }

    /// <summary>How far beyond its threshold an out-of-scope score has full strength, on the score's scale; finite and above 0. Null gives full strength to whatever lies beyond, since such scores have no natural end.</summary>
    public double? OutOfScopeSpan { get; init; }

    /// <summary>The stated severity above which an indicator counts; in [0, 1), 0 unless given.</summary>
    public double Indicator { get; init; }

    internal void Check()
    {
        Guard.Positive(Guard.Probability(ReadingMargin));
        RequireBelowOne(ConfidentDisagreement, nameof(ConfidentDisagreement));
        RequireBelowOne(Indicator, nameof(Indicator));
        if (RetrievalScore is { } relevance)
        {
            Guard.Positive(Guard.Probability(relevance, nameof(RetrievalScore)), nameof(RetrievalScore));
        }

        if (OutOfScopeSpan is { } span)
        {
            Guard.Positive(span, nameof(OutOfScopeSpan));
        }
    }

    private static void RequireBelowOne(double level, string name)
    {
        if (!(level >= 0.0 && level < 1.0))
        {
            Guard.OutOfRange(name, "at least 0 and below 1", level);
        }
    }
}
