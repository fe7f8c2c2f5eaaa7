using System.Runtime.CompilerServices;

namespace Escalation.Probes.Kernels;

/// <summary>Rows against one vector of weights, in <see cref="ScoreOrder"/>.</summary>
/// <typeparam name="TLanes">The arithmetic.</typeparam>
/// <typeparam name="TFormat">How the rows are stored.</typeparam>
internal static unsafe class RowKernel<TLanes, TFormat>
    where TLanes : unmanaged, ILanes<TLanes>
    where TFormat : IActivationFormat
{
    private const int Lanes = ScoreOrder.Lanes;
    private const int Line = 64;

    private static int BlockBytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Lanes * TFormat.Size;
    }

    // With 16 registers, what widens two blocks of 16-bit numbers at once would wander between them and memory.
    private static bool InPairs
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => BlockBytes == Line || TLanes.Registers > 16;
    }

    /// <summary>One row, its segments side by side.</summary>
    /// <param name="x">The row; not read past its end.</param>
    /// <param name="w">The weights, padded with +0 to whole blocks.</param>
    /// <param name="length">The number of activations.</param>
    /// <param name="sum">Receives the sum.</param>
    /// <returns>False when the sum does not hold, because the format is for finite activations only and there are others.</returns>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool One(byte* x, float* w, int length, out float sum)
    {
        int full = (int)((uint)length / Lanes);
        int rest = (int)((uint)length % Lanes);

        // A call with accumulators alive would send them to memory in every block, so the last block is padded before there are any.
        Unsafe.SkipInit(out TLanes tail);
        bool tailIsOff = rest != 0 && !Pad(x + ((nint)full * BlockBytes), rest, (float*)&tail);

        int segment = ScoreOrder.BlocksPerSegment(length);
        int third = full - (2 * segment);
        int fourth = third - segment;
        nint step = (nint)segment * BlockBytes;
        nint weightStep = (nint)segment * Lanes;
        byte* y = x + (2 * step);
        float* v = w + (2 * weightStep);
        TLanes a = TLanes.Zero;
        TLanes b = TLanes.Zero;
        TLanes c = TLanes.Zero;
        TLanes d = TLanes.Zero;
        TLanes seen = TLanes.Zero;
        int block = 0;
        for (; block < fourth - 1; block += 2)
        {
            TFormat.AddProduct(ref a, x, w, ref seen);
            TFormat.AddProduct(ref b, x + step, w + weightStep, ref seen);
            TFormat.AddProduct(ref c, y, v, ref seen);
            TFormat.AddProduct(ref d, y + step, v + weightStep, ref seen);
            TFormat.AddProduct(ref a, x + BlockBytes, w + Lanes, ref seen);
            TFormat.AddProduct(ref b, x + step + BlockBytes, w + weightStep + Lanes, ref seen);
            TFormat.AddProduct(ref c, y + BlockBytes, v + Lanes, ref seen);
            TFormat.AddProduct(ref d, y + step + BlockBytes, v + weightStep + Lanes, ref seen);
            x += 2 * BlockBytes;
            y += 2 * BlockBytes;
            w += 2 * Lanes;
            v += 2 * Lanes;
        }

        if (block < fourth)
        {
            TFormat.AddProduct(ref a, x, w, ref seen);
            TFormat.AddProduct(ref b, x + step, w + weightStep, ref seen);
            TFormat.AddProduct(ref c, y, v, ref seen);
            TFormat.AddProduct(ref d, y + step, v + weightStep, ref seen);
            x += BlockBytes;
            y += BlockBytes;
            w += Lanes;
            v += Lanes;
            block++;
        }

        // The last segment is shorter than the others; in a short row more of them are.
        int end = Math.Min(third, segment);
        for (; block < end; block++)
        {
            TFormat.AddProduct(ref a, x, w, ref seen);
            TFormat.AddProduct(ref b, x + step, w + weightStep, ref seen);
            TFormat.AddProduct(ref c, y, v, ref seen);
            x += BlockBytes;
            y += BlockBytes;
            w += Lanes;
            v += Lanes;
        }

        end = Math.Min(full, segment);
        for (; block < end; block++)
        {
            TFormat.AddProduct(ref a, x, w, ref seen);
            if (block < full - segment)
            {
                TFormat.AddProduct(ref b, x + step, w + weightStep, ref seen);
            }

            x += BlockBytes;
            w += Lanes;
        }

        if (rest != 0)
        {
            float* weights = w + ((nint)(full - block) * Lanes);
            switch (full / segment)
            {
                case 0:
                    TLanes.AddProduct(ref a, tail, weights);
                    break;
                case 1:
                    TLanes.AddProduct(ref b, tail, weights);
                    break;
                case 2:
                    TLanes.AddProduct(ref c, tail, weights);
                    break;
                default:
                    TLanes.AddProduct(ref d, tail, weights);
                    break;
            }
        }

        sum = TLanes.Sum(TLanes.Add(TLanes.Add(a, b), TLanes.Add(c, d)));
        return !TFormat.FiniteOnly || !(tailIsOff || TLanes.FoundNotFinite(seen));
    }

    /// <summary>Four rows, a segment after the other.</summary>
    /// <param name="x">The first row; none is read past its end.</param>
    /// <param name="step">The number of bytes from a row to the next of the four.</param>
    /// <param name="w">The weights, padded with +0 to whole blocks.</param>
    /// <param name="length">The number of activations in a row.</param>
    /// <param name="sums">Receives the four sums.</param>
    /// <returns>False when the sums do not hold, because the format is for finite activations only and there are others.</returns>
    [SkipLocalsInit]
    internal static bool Four<TPrefetch>(byte* x, nint step, float* w, int length, float* sums)
        where TPrefetch : IPrefetch
    {
        const int Row = Lanes;
        const int Segment = 4 * Lanes;
        float* partials = stackalloc float[ScoreOrder.Segments * Segment];
        int full = (int)((uint)length / Lanes);
        int perSegment = ScoreOrder.BlocksPerSegment(length);
        byte* y = x + (2 * step);
        int rest = (int)((uint)length % Lanes);
        int owner = rest == 0 ? ScoreOrder.Segments : full / perSegment;
        float* tails = stackalloc float[4 * Row];
        bool holds = true;
        for (int row = 0; row < 4 && rest != 0; row++)
        {
            holds &= Pad(x + ((nint)full * BlockBytes) + (row * step), rest, tails + (row * Row));
        }

        TLanes seen = TLanes.Zero;
        for (int segment = 0; segment < ScoreOrder.Segments; segment++)
        {
            TLanes a = TLanes.Zero;
            TLanes b = TLanes.Zero;
            TLanes c = TLanes.Zero;
            TLanes d = TLanes.Zero;
            int blocks = Math.Min(full - (segment * perSegment), perSegment);
            for (; blocks > 1 && InPairs; blocks -= 2)
            {
                // Two blocks of 16-bit numbers make a line of the cache, two of 32-bit numbers two lines.
                Ask<TPrefetch>(x, y, step);
                Add(ref a, ref b, ref c, ref d, x, y, step, w, ref seen);
                if (BlockBytes == Line)
                {
                    Ask<TPrefetch>(x + Line, y + Line, step);
                }

                Add(ref a, ref b, ref c, ref d, x + BlockBytes, y + BlockBytes, step, w + Lanes, ref seen);
                x += 2 * BlockBytes;
                y += 2 * BlockBytes;
                w += 2 * Lanes;
            }

            for (; blocks > 0; blocks--)
            {
                Ask<TPrefetch>(x, y, step);
                Add(ref a, ref b, ref c, ref d, x, y, step, w, ref seen);
                x += BlockBytes;
                y += BlockBytes;
                w += Lanes;
            }

            if (segment == owner)
            {
                TLanes weights = TLanes.LoadSingles((byte*)w);
                TLanes.AddProduct(ref a, weights, tails);
                TLanes.AddProduct(ref b, weights, tails + Row);
                TLanes.AddProduct(ref c, weights, tails + (2 * Row));
                TLanes.AddProduct(ref d, weights, tails + (3 * Row));
            }

            float* target = partials + (segment * Segment);
            TLanes.Store(a, target);
            TLanes.Store(b, target + Row);
            TLanes.Store(c, target + (2 * Row));
            TLanes.Store(d, target + (3 * Row));
        }

        for (int row = 0; row < 4; row++)
        {
            float* from = partials + (row * Row);
            TLanes front = TLanes.Add(TLanes.LoadSingles((byte*)from), TLanes.LoadSingles((byte*)(from + Segment)));
            TLanes back = TLanes.Add(TLanes.LoadSingles((byte*)(from + (2 * Segment))), TLanes.LoadSingles((byte*)(from + (3 * Segment))));
            sums[row] = TLanes.Sum(TLanes.Add(front, back));
        }

        return holds && !(TFormat.FiniteOnly && TLanes.FoundNotFinite(seen));
    }

    /// <summary>Widens the last, incomplete block and pads it with +0, so that nothing past the row is read.</summary>
    /// <returns>False when the format is for finite activations only and there is another.</returns>
    [SkipLocalsInit]
    internal static bool Pad(byte* x, int count, float* block)
    {
        byte* stored = stackalloc byte[Lanes * sizeof(float)];
        Unsafe.InitBlockUnaligned(stored, 0, Lanes * sizeof(float));
        Unsafe.CopyBlockUnaligned(stored, x, (uint)(count * TFormat.Size));
        TLanes.Store(TFormat.Load<TLanes>(stored), block);
        return !(TFormat.FiniteOnly && TLanes.FoundNotFinite(TLanes.Screen(TLanes.Zero, stored)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref TLanes a, ref TLanes b, ref TLanes c, ref TLanes d, byte* x, byte* y, nint step, float* w, ref TLanes seen)
    {
        TLanes weights = TLanes.LoadSingles((byte*)w);
        TFormat.AddProduct(ref a, x, weights, ref seen);
        TFormat.AddProduct(ref b, x + step, weights, ref seen);
        TFormat.AddProduct(ref c, y, weights, ref seen);
        TFormat.AddProduct(ref d, y + step, weights, ref seen);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Ask<TPrefetch>(byte* x, byte* y, nint step)
        where TPrefetch : IPrefetch
    {
        TPrefetch.Line(x + Distant.Distance);
        TPrefetch.Line(x + step + Distant.Distance);
        TPrefetch.Line(y + Distant.Distance);
        TPrefetch.Line(y + step + Distant.Distance);
    }
}
