namespace Escalation.Probes.Kernels;

/// <summary>The number 3.</summary>
internal readonly struct Triple : ICount
{
    /// <inheritdoc/>
    public static int Value => 3;
}
