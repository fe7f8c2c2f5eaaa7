using Escalation.Decisions;
using Escalation.Uncertainty.Attribution;

namespace Escalation.Triggers.Ambiguity.Attribution;

/// <summary>From where on a signal supports a cause, and how strong a cause must be to escalate.</summary>
public class AttributionOptions
{
    /// <summary>The strength of a cause above which the trigger fires, in [0, 1]: <c>strength &gt; Above</c>. At 1 it never fires and only explains.</summary>
    public double Above { get; set; } = 0.5;

    /// <summary>The margin of readings below which the input counts as ambiguous; in (0, 1].</summary>
    public double ReadingMargin { get; set; } = 0.1;

    /// <summary>The confident disagreement of samples above which the input counts as ambiguous; in [0, 1).</summary>
    public double ConfidentDisagreement { get; set; } = 0.2;

    /// <summary>The relevance of the best passage below which context counts as missing; in (0, 1]. Null leaves it out.</summary>
    public double? RetrievalScore { get; set; }

    /// <summary>How far beyond its threshold an out-of-scope score has full strength; finite and above 0. Null gives full strength to whatever lies beyond.</summary>
    public double? OutOfScopeSpan { get; set; }

    /// <summary>The stated severity above which an indicator counts; in [0, 1).</summary>
    public double Indicator { get; set; }

    /// <summary>How many samples there must be before their disagreement counts, from 2 to 256.</summary>
    public int MinimumSamples { get; set; } = 5;

    /// <summary>What to propose.</summary>
    public DecisionOutcome Outcome { get; set; } = DecisionOutcome.EscalateToPerson;

    internal AttributionLevels ToLevels(Threshold? outOfScope) => new()
    {
        ReadingMargin = ReadingMargin,
        ConfidentDisagreement = ConfidentDisagreement,
        RetrievalScore = RetrievalScore,
        OutOfScope = outOfScope,
        OutOfScopeSpan = OutOfScopeSpan,
        Indicator = Indicator,
    };
}
