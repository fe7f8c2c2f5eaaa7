using Escalation.Decisions;

namespace Escalation.Triggers;

/// <summary>A synchronous trigger where an asynchronous one is wanted. It keeps the name and stands for the trigger, so it is no level of its own.</summary>
internal class AsyncAdapter : IAsyncTrigger, IStatefulTrigger, ITriggerAdapter
{
    private readonly ITrigger _inner;

    private AsyncAdapter(ITrigger inner) => _inner = inner;

    public string Name => _inner.Name;

    public ITrigger Inner => _inner;

    public IReadOnlyList<ConversationSlot> Slots => _inner is IStatefulTrigger stateful ? stateful.Slots : [];

    public ValueTask<Signal> EvaluateAsync(AgentTurn turn, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(SafeEvaluation.Evaluate(_inner, turn));
    }

    public string? Explain(AgentTurn turn, in Signal signal) => _inner.Explain(turn, signal);

    internal static IAsyncTrigger Of(ITrigger inner) => inner is ICompositeTrigger composite ? new OfComposite(inner, composite) : new AsyncAdapter(inner);

    private sealed class OfComposite(ITrigger inner, ICompositeTrigger composite) : AsyncAdapter(inner), ICompositeTrigger
    {
        public IReadOnlyList<object> Children => composite.Children;
    }
}
