namespace Escalation.Probes.Kernels;

/// <summary>The number 4.</summary>
internal readonly struct Quad : ICount
{
    /// <inheritdoc/>
    public static int Value => 4;
}
