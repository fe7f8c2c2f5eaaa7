namespace Escalation.Statistics.Sequential;

/// <summary>From which step on evidence counts.</summary>
public enum EvidenceStart
{
    /// <summary>Every capital starts before the first step: strongest when the hypothesis was never true, but the longer it was true before it broke, the more capital is gone.</summary>
    FirstStep = 0,

    /// <summary>Half of the capital starts before the first step, the other half is spread over all steps as starting times: a break late in life is found as well, at the price of the logarithm of about
    /// <c>3 j ln(j)^2</c> for a break at step j, and of a factor of at most two for a hypothesis that was never true.</summary>
    AnyStep,
}
