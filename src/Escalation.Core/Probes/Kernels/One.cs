namespace Escalation.Probes.Kernels;

/// <summary>The number 1.</summary>
internal readonly struct One : ICount
{
    /// <inheritdoc/>
    public static int Value => 1;
}
