namespace Escalation.Uncertainty.Attribution;

/// <summary>The names of the signals that attribution rests on.</summary>
public static class AttributionSignal
{
    /// <summary>The margin between the two best scored readings.</summary>
    public const string ReadingMargin = "reading-margin";

    /// <summary>The number of readings that nobody scored.</summary>
    public const string Readings = "readings";

    /// <summary>Disagreement among samples that are each confident.</summary>
    public const string ConfidentDisagreement = "confident-disagreement";

    /// <summary>The number of goals in the request.</summary>
    public const string Goals = "goals";

    /// <summary>The number of required slots without a usable value.</summary>
    public const string MissingSlots = "missing-slots";

    /// <summary>The number of passages that retrieval found.</summary>
    public const string RetrievedPassages = "retrieved-passages";

    /// <summary>The relevance of the best passage that retrieval found.</summary>
    public const string RetrievalScore = "retrieval-score";

    /// <summary>The number of rules that apply to the request.</summary>
    public const string ApplicableRules = "applicable-rules";

    /// <summary>The number of rules or sources that contradict another one.</summary>
    public const string Contradictions = "contradictions";

    /// <summary>The out-of-scope score.</summary>
    public const string OutOfScope = "out-of-scope";

    /// <summary>A severity that a model or a check has stated for the cause itself.</summary>
    public const string Indicator = "indicator";
}
