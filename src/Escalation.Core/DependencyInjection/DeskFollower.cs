using Escalation.Handoff.Lifecycle;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.DependencyInjection;

/// <summary>Passes on what happens at a policy's desk to the policy's runtime, which nobody may have asked for yet: a process that only sweeps records all the same.</summary>
internal sealed class DeskFollower(IServiceProvider provider, object name) : IEscalationObserver
{
    /// <inheritdoc/>
    public ValueTask OnEventAsync(EscalationCase after, EscalationEvent happened) =>
        provider.GetKeyedService<RuntimeHolder>(name)?.Recorder.OnEventAsync(after, happened) ?? ValueTask.CompletedTask;
}
