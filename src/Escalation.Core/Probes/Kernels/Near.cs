using System.Runtime.CompilerServices;

namespace Escalation.Probes.Kernels;

/// <summary>Rows in a cache: asking ahead would only cost.</summary>
internal readonly unsafe struct Near : IPrefetch
{
    /// <inheritdoc/>
    public static bool Ahead => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Line(byte* address)
    {
    }
}
