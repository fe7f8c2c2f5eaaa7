using Escalation.Decisions;

namespace Escalation.Triggers;

/// <summary>An asynchronous trigger written as a function.</summary>
internal sealed class AsyncDelegateTrigger(string name, Func<AgentTurn, CancellationToken, ValueTask<Signal>> evaluate) : IAsyncTrigger
{
    public string Name { get; } = Guard.NotBlank(name);

    public ValueTask<Signal> EvaluateAsync(AgentTurn turn, CancellationToken cancellationToken) => evaluate(turn, cancellationToken);
}
