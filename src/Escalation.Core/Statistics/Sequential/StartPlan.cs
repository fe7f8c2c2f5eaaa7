namespace Escalation.Statistics.Sequential;

/// <summary>How capital begins to bet over time.</summary>
internal enum StartPlan
{
    /// <summary>All of it at step 1.</summary>
    First = 0,

    /// <summary>A total of one, spread over all steps.</summary>
    Spread,

    /// <summary>A fresh unit at every step: no longer a fair game, but one whose expectation grows by one a step.</summary>
    Every,
}
