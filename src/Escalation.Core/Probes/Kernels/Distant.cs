using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Escalation.Probes.Kernels;

/// <summary>Rows out of cache.</summary>
internal readonly unsafe struct Distant : IPrefetch
{
    /// <summary>How far ahead, in bytes.</summary>
    internal const int Distance = 1024;

    /// <inheritdoc/>
    public static bool Ahead => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Line(byte* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(address);
        }
    }
}
