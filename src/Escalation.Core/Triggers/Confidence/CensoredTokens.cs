namespace Escalation.Triggers.Confidence;

/// <summary>What to do about a chosen token whose log-probability the provider did not report.</summary>
public enum CensoredTokens
{
    /// <summary>There is no confidence, which escalates. The default.</summary>
    Escalate = 0,

    /// <summary>Take the upper bound that the listed alternatives give. The confidence then is an upper bound too.</summary>
    UpperBound,
}
