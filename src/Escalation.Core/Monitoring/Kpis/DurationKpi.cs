namespace Escalation.Monitoring.Kpis;

/// <summary>How long something takes from the decision on, in seconds by the writer's clock.</summary>
/// <param name="Name">Its name, for example <c>timeToAccept</c>.</param>
/// <param name="Total">How many handoffs it is about.</param>
/// <param name="Ended">How many have got there.</param>
/// <param name="Open">How many are still under way when the log ends.</param>
/// <param name="Never">How many were given up and never will; they count as endless times.</param>
/// <param name="Median">The median.</param>
/// <param name="NinetyPercent">The time within which nine in ten get there.</param>
/// <param name="InTime">Those that got there within <paramref name="Target"/>, out of those that did or have had that long; in the period in which it was known.</param>
/// <param name="Target">The time that it should take at most.</param>
/// <param name="Reason">Why there is no estimate; null when there is one.</param>
public sealed record DurationKpi(string Name, long Total, long Ended, long Open, long Never, DurationQuantile Median, DurationQuantile NinetyPercent, Kpi InTime, TimeSpan Target, string? Reason);
