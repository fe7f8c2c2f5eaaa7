using Escalation.Decisions;

namespace Escalation.Triggers.Ambiguity.Attribution;

/// <summary>The names in <see cref="AgentTurn.Attributes"/> that attribution reads. Numbers are invariant; what is absent supports nothing.</summary>
public static class AttributionAttributes
{
    /// <summary>The number of passages that retrieval found; a whole number of at least 0.</summary>
    public const string RetrievedPassages = "retrieved-passages";

    /// <summary>The relevance of the best passage, in [0, 1].</summary>
    public const string RetrievalScore = "retrieval-score";

    /// <summary>The number of rules that apply to the request; a whole number of at least 0.</summary>
    public const string ApplicableRules = "applicable-rules";

    /// <summary>The number of rules or sources that contradict another one; a whole number of at least 0.</summary>
    public const string Contradictions = "contradictions";

    /// <summary>The stated severity of an ambiguous input, in [0, 1].</summary>
    public const string AmbiguousInput = "indicates-ambiguous-input";

    /// <summary>The stated severity of missing context, in [0, 1].</summary>
    public const string MissingContext = "indicates-missing-context";

    /// <summary>The stated severity of a policy gap, in [0, 1].</summary>
    public const string PolicyGap = "indicates-policy-gap";

    /// <summary>The stated severity of a conflict, in [0, 1].</summary>
    public const string Conflict = "indicates-conflict";

    /// <summary>The stated severity of an input out of distribution, in [0, 1].</summary>
    public const string OutOfDistribution = "indicates-out-of-distribution";
}
