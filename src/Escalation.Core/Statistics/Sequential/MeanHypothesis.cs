namespace Escalation.Statistics.Sequential;

/// <summary>What an e-process holds about the mean of a stream until the losses speak against it.</summary>
public enum MeanHypothesis
{
    /// <summary>The mean is at least alpha. Low losses speak against it; evidence certifies that the risk is below alpha.</summary>
    AtLeast = 0,

    /// <summary>The mean is at most alpha. High losses speak against it; evidence is an alarm that the risk is above alpha.</summary>
    AtMost,
}
