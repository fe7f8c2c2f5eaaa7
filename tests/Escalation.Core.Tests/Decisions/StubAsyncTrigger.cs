using Escalation.Decisions;

namespace Escalation.Core.Tests.Decisions;

/// <summary>An asynchronous trigger whose behaviour the test gives.</summary>
internal sealed class StubAsyncTrigger(string name, Func<CancellationToken, ValueTask<Signal>> evaluate) : IAsyncTrigger
{
    public int Calls { get; private set; }

    public string Name => name;

    public ValueTask<Signal> EvaluateAsync(AgentTurn turn, CancellationToken cancellationToken)
    {
        Calls++;
        return evaluate(cancellationToken);
    }
}
