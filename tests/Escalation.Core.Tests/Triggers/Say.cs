using Escalation.Decisions;
using Escalation.Triggers;

namespace Escalation.Core.Tests.Triggers;

/// <summary>Triggers that say a fixed thing, and the ways to say it.</summary>
internal static class Say
{
    internal static readonly Reason Why = new("why");

    internal static readonly (string Name, Func<Signal> Signal)[] Everything =
    [
        ("quiet", Signal.Quiet),
        ("nudge", () => Signal.Fire(Why, DecisionOutcome.Nudge)),
        ("person", () => Signal.Fire(Why)),
        ("stop", () => Signal.Fire(Why, DecisionOutcome.SafeStop)),
        ("absent", Signal.NotApplicable),
        ("missing", () => Signal.Missing(Reason.NoSignal)),
        ("fault", () => Signal.Fault(Reason.Timeout)),
        ("default", () => default),
        ("throws", () => throw new InvalidOperationException("private text")),
    ];

    internal static ITrigger That(string name, Func<Signal> signal) => Trigger.Create(name, _ => signal());

    internal static Signal Evaluate(ITrigger trigger) => trigger.Evaluate(new AgentTurn());

    internal static Signal Evaluate(IAsyncTrigger trigger)
    {
        Task<Signal> task = trigger.EvaluateAsync(new AgentTurn(), CancellationToken.None).AsTask();
        Assert.True(task.IsCompleted);
        return task.Result;
    }

    /// <summary>The signal as data. Throwing is allowed for a bare trigger only, so it is folded into what a policy makes of it.</summary>
    internal static Signal Of(Func<Signal> signal)
    {
        try
        {
            return signal();
        }
        catch (InvalidOperationException fault)
        {
            return Signal.Fault(Reason.EvaluatorFault, fault.GetType().FullName);
        }
    }

    internal static (SignalKind Kind, DecisionOutcome Proposal, string Reason, string? Detail) Key(in Signal signal) =>
        (signal.Kind, signal.Proposal, signal.Reason.Code, signal.Detail);
}
