namespace Escalation.Monitoring;

/// <summary>What the streams of several monitors say together about one watch.</summary>
/// <param name="Watch">The name of the watch.</param>
/// <param name="Streams">How many streams there are.</param>
/// <param name="Steps">How many observations they hold together.</param>
/// <param name="LogEvidence">The natural logarithm of their joint evidence.</param>
/// <param name="LogThreshold">What it must reach for an alarm: <c>ln(1/level)</c> for the watch's share of the level.</param>
/// <param name="LeadingStream">The stream with the most evidence of its own.</param>
public sealed record MergedWatch(string Watch, int Streams, long Steps, double LogEvidence, double LogThreshold, string LeadingStream)
{
    /// <summary>Whether the joint evidence suffices for an alarm.</summary>
    public bool Alarms => LogEvidence >= LogThreshold;
}
