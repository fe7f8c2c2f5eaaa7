namespace Escalation.Probes.Kernels;

/// <summary>The number 2.</summary>
internal readonly struct Pair : ICount
{
    /// <inheritdoc/>
    public static int Value => 2;
}
