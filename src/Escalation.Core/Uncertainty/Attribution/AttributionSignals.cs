namespace Escalation.Uncertainty.Attribution;

/// <summary>The numbers about one turn that attribution reads. Whatever nobody measured stays null and supports nothing.</summary>
public readonly record struct AttributionSignals
{
    /// <summary>The margin between the two best scored readings, in [0, 1].</summary>
    public double? ReadingMargin { get; init; }

    /// <summary>The number of readings that nobody scored, at least 1.</summary>
    public int? Readings { get; init; }

    /// <summary><see cref="Uncertainty.ConfidentDisagreement.Confident"/>, in [0, 1].</summary>
    public double? ConfidentDisagreement { get; init; }

    /// <summary>The number of goals in the request, at least 1.</summary>
    public int? Goals { get; init; }

    /// <summary>The number of required slots without a usable value, at least 0.</summary>
    public int? MissingSlots { get; init; }

    /// <summary>The number of required slots, at least <see cref="MissingSlots"/>.</summary>
    public int? RequiredSlots { get; init; }

    /// <summary>The number of passages that retrieval found, at least 0.</summary>
    public int? RetrievedPassages { get; init; }

    /// <summary>The relevance of the best passage, in [0, 1].</summary>
    public double? RetrievalScore { get; init; }

    /// <summary>The number of rules that apply to the request, at least 0.</summary>
    public int? ApplicableRules { get; init; }

    /// <summary>The number of rules or sources that contradict another one, at least 0.</summary>
    public int? Contradictions { get; init; }

    /// <summary>The out-of-scope score, on its own scale; finite.</summary>
    public double? OutOfScope { get; init; }

    /// <summary>The stated severity of an ambiguous input, in [0, 1].</summary>
    public double? AmbiguousInputIndicator { get; init; }

    /// <summary>The stated severity of missing context, in [0, 1].</summary>
    public double? MissingContextIndicator { get; init; }

    /// <summary>The stated severity of a policy gap, in [0, 1].</summary>
    public double? PolicyGapIndicator { get; init; }

    /// <summary>The stated severity of a conflict, in [0, 1].</summary>
    public double? ConflictIndicator { get; init; }

    /// <summary>The stated severity of an input out of distribution, in [0, 1].</summary>
    public double? OutOfDistributionIndicator { get; init; }
}
