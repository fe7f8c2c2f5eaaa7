namespace Escalation.Probes.Files;

/// <summary>One hold on a mapping; giving it back twice counts once.</summary>
internal sealed class ActivationHold : IDisposable
{
    private MappedBytes? _mapping;

    internal ActivationHold(MappedBytes? mapping)
    {
        mapping?.AddHold();
        _mapping = mapping;
    }

    public void Dispose() => Interlocked.Exchange(ref _mapping, null)?.ReleaseHold();
}
