using System.Runtime.CompilerServices;

namespace Escalation.Probes.Kernels;

/// <summary>Rows of bytes against 16-bit weights: exact sums.</summary>
/// <typeparam name="TLanes">The arithmetic.</typeparam>
internal static unsafe class ByteKernel<TLanes>
    where TLanes : unmanaged, IIntegerLanes<TLanes>
{
    /// <summary>One row.</summary>
    /// <param name="x">The row; not read past its end.</param>
    /// <param name="w">The weights, padded with 0 to whole blocks.</param>
    /// <param name="length">The number of activations.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static long One(sbyte* x, short* w, int length)
    {
        long sum = 0;
        int blocks = length / ByteOrder.Block;
        while (blocks > 0)
        {
            int run = Math.Min(blocks, ByteOrder.BlocksPerCarry);
            blocks -= run;
            TLanes a = TLanes.Zero;
            for (; run > 0; run--)
            {
                a = TLanes.MultiplyAdd(a, x, w);
                x += ByteOrder.Block;
                w += ByteOrder.Block;
            }

            sum += TLanes.Total(a);
        }

        return sum + Rest(x, w, length % ByteOrder.Block);
    }

    /// <summary>Four rows.</summary>
    /// <param name="x">The first row; none is read past its end.</param>
    /// <param name="step">The number of bytes from a row to the next of the four.</param>
    /// <param name="w">The weights, padded with 0 to whole blocks.</param>
    /// <param name="length">The number of activations in a row.</param>
    /// <param name="sums">Receives the four sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Four<TPrefetch>(sbyte* x, nint step, short* w, int length, long* sums)
        where TPrefetch : IPrefetch
    {
        new Span<long>(sums, 4).Clear();
        sbyte* y = x + (2 * step);
        int blocks = length / ByteOrder.Block;
        while (blocks > 0)
        {
            int run = Math.Min(blocks, ByteOrder.BlocksPerCarry);
            blocks -= run;
            TLanes a = TLanes.Zero;
            TLanes b = TLanes.Zero;
            TLanes c = TLanes.Zero;
            TLanes d = TLanes.Zero;
            for (; run > 0; run -= 2)
            {
                // Two blocks make a line of the cache.
                TPrefetch.Line((byte*)x + Distant.Distance);
                TPrefetch.Line((byte*)x + step + Distant.Distance);
                TPrefetch.Line((byte*)y + Distant.Distance);
                TPrefetch.Line((byte*)y + step + Distant.Distance);
                Add(ref a, ref b, ref c, ref d, x, y, step, w);
                x += ByteOrder.Block;
                y += ByteOrder.Block;
                w += ByteOrder.Block;
                if (run > 1)
                {
                    Add(ref a, ref b, ref c, ref d, x, y, step, w);
                    x += ByteOrder.Block;
                    y += ByteOrder.Block;
                    w += ByteOrder.Block;
                }
            }

            sums[0] += TLanes.Total(a);
            sums[1] += TLanes.Total(b);
            sums[2] += TLanes.Total(c);
            sums[3] += TLanes.Total(d);
        }

        int rest = length % ByteOrder.Block;
        sums[0] += Rest(x, w, rest);
        sums[1] += Rest(x + step, w, rest);
        sums[2] += Rest(y, w, rest);
        sums[3] += Rest(y + step, w, rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref TLanes a, ref TLanes b, ref TLanes c, ref TLanes d, sbyte* x, sbyte* y, nint step, short* w)
    {
        a = TLanes.MultiplyAdd(a, x, w);
        b = TLanes.MultiplyAdd(b, x + step, w);
        c = TLanes.MultiplyAdd(c, y, w);
        d = TLanes.MultiplyAdd(d, y + step, w);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Rest(sbyte* x, short* w, int count)
    {
        if (count == 0)
        {
            return 0;
        }

        sbyte* block = stackalloc sbyte[ByteOrder.Block];
        Unsafe.InitBlockUnaligned(block, 0, ByteOrder.Block);
        Unsafe.CopyBlockUnaligned(block, x, (uint)count);
        return TLanes.Total(TLanes.MultiplyAdd(TLanes.Zero, block, w));
    }
}
