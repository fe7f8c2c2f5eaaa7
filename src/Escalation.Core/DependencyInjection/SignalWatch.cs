using System.Globalization;
using Escalation.Decisions;
using Escalation.Triggers.Confidence;

namespace Escalation.DependencyInjection;

/// <summary>Holds the degenerate-signal monitors of one policy beyond its reloads, and passes on what the runtime tells.</summary>
internal sealed class SignalWatch : IOutcomeObserver
{
    /// <summary>The latest few are told, for a policy that is refused at a reload leaves the one before in force, and its alarm must go on.</summary>
    private const int Kept = 4;

    private (string Configured, DegenerateSignalMonitor Monitor)[] _monitors = [];

    public void OnDecided(AgentTurn turn, in EscalationDecision decision)
    {
        foreach ((_, DegenerateSignalMonitor monitor) in Volatile.Read(ref _monitors))
        {
            monitor.OnDecided(turn, decision);
        }
    }

    public void OnOutcome(string id, bool wasRight)
    {
        foreach ((_, DegenerateSignalMonitor monitor) in Volatile.Read(ref _monitors))
        {
            monitor.OnOutcome(id, wasRight);
        }
    }

    /// <summary>The monitor for these options: the one that watches by them already, or a new one. Called while a policy is built, one at a time.</summary>
    internal DegenerateSignalMonitor For(DegenerateSignalSettings settings, IPredictor score)
    {
        string configured = string.Create(
            CultureInfo.InvariantCulture,
            $"{settings.Window};{settings.MaximumShare:R};{settings.MinimumDeviation:R};{settings.MinimumAuroc:R};{settings.AurocDelta:R};{score.Name};{(score as IConfigured)?.Configuration}");
        (string Configured, DegenerateSignalMonitor Monitor) known = Array.Find(_monitors, entry => string.Equals(entry.Configured, configured, StringComparison.Ordinal));
        DegenerateSignalMonitor monitor = known.Monitor ?? new DegenerateSignalMonitor(score, settings);
        Volatile.Write(ref _monitors, [(configured, monitor), .. _monitors.Where(entry => !ReferenceEquals(entry.Monitor, monitor)).Take(Kept - 1)]);
        return monitor;
    }
}
