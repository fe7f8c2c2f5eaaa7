using Escalation.Decisions;

namespace Escalation.Runtime;

/// <summary>Counts what a runtime does.</summary>
internal sealed class RuntimeTally
{
    internal long Decisions;
    internal long Acts;
    internal long ActFaults;
    internal long Faults;
    internal long Repetitions;
    internal long Conflicts;
    internal long Cancellations;
    internal long HandoffsDelivered;
    internal long HandoffFailures;
    internal long ObserverFaults;
    internal long FallbackFaults;
    internal long AuditFailures;

    private readonly long[] _outcomes = new long[DecisionOutcome.SafeStop - DecisionOutcome.Act + 1];

    internal static void Add(ref long counter) => Interlocked.Increment(ref counter);

    internal void Decided(in EscalationDecision decision, bool failed)
    {
        Add(ref Decisions);
        Add(ref _outcomes[decision.Outcome - DecisionOutcome.Act]);
        if (failed)
        {
            Add(ref Faults);
        }
    }

    internal RuntimeCounters Snapshot() => new()
    {
        Decisions = Interlocked.Read(ref Decisions),
        Acts = Interlocked.Read(ref Acts),
        ActFaults = Interlocked.Read(ref ActFaults),
        Nudges = Outcomes(DecisionOutcome.Nudge),
        ApprovalRequests = Outcomes(DecisionOutcome.RequestApproval),
        EscalationsToModel = Outcomes(DecisionOutcome.EscalateToModel),
        EscalationsToPerson = Outcomes(DecisionOutcome.EscalateToPerson),
        SafeStops = Outcomes(DecisionOutcome.SafeStop),
        Faults = Interlocked.Read(ref Faults),
        Repetitions = Interlocked.Read(ref Repetitions),
        Conflicts = Interlocked.Read(ref Conflicts),
        Cancellations = Interlocked.Read(ref Cancellations),
        HandoffsDelivered = Interlocked.Read(ref HandoffsDelivered),
        HandoffFailures = Interlocked.Read(ref HandoffFailures),
        ObserverFaults = Interlocked.Read(ref ObserverFaults),
        FallbackFaults = Interlocked.Read(ref FallbackFaults),
        AuditFailures = Interlocked.Read(ref AuditFailures),
    };

    private long Outcomes(DecisionOutcome outcome) => Interlocked.Read(ref _outcomes[outcome - DecisionOutcome.Act]);
}
