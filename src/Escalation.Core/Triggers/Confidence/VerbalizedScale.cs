namespace Escalation.Triggers.Confidence;

/// <summary>The scale on which the agent was asked to state its confidence. A percent sign, <c>/10</c> or <c>/100</c> behind a number says its own scale.</summary>
public enum VerbalizedScale
{
    /// <summary>From 0 to 1.</summary>
    Unit = 0,

    /// <summary>From 0 to 10.</summary>
    Ten,

    /// <summary>From 0 to 100.</summary>
    Percent,
}
