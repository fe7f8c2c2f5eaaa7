using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Escalation.Calibration.Counting;

/// <summary>Asks for memory that is soon to be read, so that it arrives while something else is computed. Changes no result.</summary>
internal static class Prefetch
{
    private const int LineBytes = 64;

    /// <summary>Asks for every line of a span.</summary>
    internal static unsafe void Lines<T>(ReadOnlySpan<T> span)
        where T : unmanaged
    {
        if (!Sse.IsSupported)
        {
            return;
        }

        // An address is all that a prefetch takes; should the collector move the data, it has asked for the wrong lines and nothing else.
        byte* first = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(span));
        nint bytes = (nint)span.Length * sizeof(T);
        for (nint at = 0; at < bytes; at += LineBytes)
        {
            Sse.Prefetch0(first + at);
        }
    }
}
