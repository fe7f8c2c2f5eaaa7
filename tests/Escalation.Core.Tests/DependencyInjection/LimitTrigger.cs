using Escalation.Decisions;

namespace Escalation.Core.Tests.DependencyInjection;

/// <summary>A trigger with dependencies of its own.</summary>
internal sealed class LimitTrigger(Limit limit) : ITrigger, IDisposable
{
    public string Name => "limit";

    public bool IsDisposed { get; private set; }

    public Signal Evaluate(AgentTurn turn) => turn.Request.Length > limit.Length ? Signal.Fire(new Reason("limit")) : Signal.Quiet();

    public void Dispose() => IsDisposed = true;
}
