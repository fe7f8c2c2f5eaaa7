namespace Escalation.Monitoring;

/// <summary>What is promised about false alarms.</summary>
public enum AlarmPromise
{
    /// <summary>The probability that a false alarm is ever raised, however long the monitor runs and whenever somebody looks, is at most the level.</summary>
    FalseAlarmProbability = 0,

    /// <summary>False alarms come, but the first comes after at least 1/level steps on average. Finds a late change sooner; a level of 1E-6 is a false alarm in a million decisions.</summary>
    AverageRunLength,
}
