using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Escalation.Benchmarks.Ratios.Probes;

/// <summary>Reads memory as fast as one thread can, in several patterns; the fastest of them is the limit of this machine.</summary>
internal static unsafe class MemoryReader
{
    private const int Line = 128;
    private const int Ahead = 1024;

    /// <summary>All patterns over the same bytes.</summary>
    public static RatioBody[] Patterns(AlignedActivations memory) =>
    [
        RatioBody.Long("read, 1 stream", () => Read(memory.Address, memory.ByteCount, 1, ahead: false)),
        RatioBody.Long("read, 4 streams", () => Read(memory.Address, memory.ByteCount, 4, ahead: false)),
        RatioBody.Long("read, 4 streams, prefetched", () => Read(memory.Address, memory.ByteCount, 4, ahead: true)),
        .. Vector512.IsHardwareAccelerated ? Wide(memory) : [],
    ];

    private static RatioBody[] Wide(AlignedActivations memory) =>
    [
        RatioBody.Long("read, 512 bits", () => ReadWide(memory.Address, memory.ByteCount, 1, ahead: false)),
        RatioBody.Long("read, 512 bits, 4 streams, prefetched", () => ReadWide(memory.Address, memory.ByteCount, 4, ahead: true)),
    ];

    /// <summary>Reads everything, cut in so many parts that are read side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Read(byte* start, long bytes, int streams, bool ahead)
    {
        long part = bytes / streams / Line * Line;
        Vector256<long> a = Vector256<long>.Zero;
        Vector256<long> b = a;
        Vector256<long> c = a;
        Vector256<long> d = a;
        for (long at = 0; at < part; at += Line)
        {
            byte* place = start + at;
            for (int stream = 0; stream < streams; stream++)
            {
                if (ahead && Sse.IsSupported)
                {
                    Sse.Prefetch0(place + Ahead);
                    Sse.Prefetch0(place + Ahead + 64);
                }

                a ^= Vector256.Load((long*)place);
                b ^= Vector256.Load((long*)(place + 32));
                c ^= Vector256.Load((long*)(place + 64));
                d ^= Vector256.Load((long*)(place + 96));
                place += part;
            }
        }

        return (a ^ b ^ c ^ d)[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double ReadWide(byte* start, long bytes, int streams, bool ahead)
    {
        const int Lines = 2 * Line;
        long part = bytes / streams / Lines * Lines;
        Vector512<long> a = Vector512<long>.Zero;
        Vector512<long> b = a;
        Vector512<long> c = a;
        Vector512<long> d = a;
        for (long at = 0; at < part; at += Lines)
        {
            byte* place = start + at;
            for (int stream = 0; stream < streams; stream++)
            {
                if (ahead)
                {
                    for (int line = 0; line < Lines; line += 64)
                    {
                        Sse.Prefetch0(place + Ahead + line);
                    }
                }

                a ^= Vector512.Load((long*)place);
                b ^= Vector512.Load((long*)(place + 64));
                c ^= Vector512.Load((long*)(place + 128));
                d ^= Vector512.Load((long*)(place + 192));
                place += part;
            }
        }

        return (a ^ b ^ c ^ d)[0];
    }
}
