using Escalation.Triggers.Loops;

namespace Escalation.Experiments.Loops;

/// <summary>Runs under one policy.</summary>
/// <param name="Policy">The policy's name.</param>
/// <param name="Alarms">What the detector says of each run.</param>
internal sealed record LoopTable(string Policy, IReadOnlyList<LoopAlarm> Alarms)
{
    /// <summary>The runs that fire.</summary>
    public IReadOnlyList<LoopAlarm> Fired => [.. Alarms.Where(static alarm => alarm.Fires)];

    /// <summary>Runs that fire, and of these those that failed.</summary>
    public (int Runs, int Failed) Firing => Count(static alarm => alarm.Fires);

    /// <summary>Runs that do not fire, and of these those that failed.</summary>
    public (int Runs, int Failed) Rest => Count(static alarm => !alarm.Fires);

    /// <summary>Runs in which a rule named a loop, and of these those that failed.</summary>
    public (int Runs, int Failed) Of(LoopKind kind) => Count(alarm => alarm.Kinds.Contains(kind));

    /// <summary>Whether runs that fire fail more often than the rest; not when none fires.</summary>
    public bool FiringFailsMoreOften => Firing.Runs > 0 && (long)Firing.Failed * Rest.Runs > (long)Rest.Failed * Firing.Runs;

    private (int Runs, int Failed) Count(Func<LoopAlarm, bool> which) => (Alarms.Count(which), Alarms.Count(alarm => which(alarm) && alarm.Run.Failed == true));
}
