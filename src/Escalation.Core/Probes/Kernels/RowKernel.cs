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

    /// <summary>One row, its segments side by side.</summary>
    /// <param name="x">The row; not read past its end.</param>
    /// <param name="w">The weights, padded with +0 to whole blocks.</param>
    /// <param name="length">The number of activations.</param>
    /// <param name="sum">Receives the sum.</param>
    /// <returns>False when the sum does not hold, because the format is for finite activations only and there are others.</returns>
    [SkipLocalsInit]
    internal static bool One(byte* x, float* w, int length, out float sum)
    {
        int full = length / Lanes;
        int rest = length % Lanes;

        // A call with accumulators alive would send them to memory in every block, so the last block is padded before there are any.
        float* tail = stackalloc float[Lanes];
        bool tailIsOff = rest != 0 && !Pad(x + ((nint)full * Lanes * TFormat.Size), rest, tail);

        int segment = ScoreOrder.BlocksPerSegment(length);
        nint stepX = (nint)segment * Lanes * TFormat.Size;
        nint stepW = (nint)segment * Lanes;
        int first = Math.Min(full, segment);
        int second = Math.Clamp(full - segment, 0, segment);
        int third = Math.Clamp(full - (2 * segment), 0, segment);
        int fourth = Math.Max(full - (3 * segment), 0);
        TLanes a = TLanes.Zero;
        TLanes b = TLanes.Zero;
        TLanes c = TLanes.Zero;
        TLanes d = TLanes.Zero;
        TLanes seen = TLanes.Zero;
        int block = 0;
        for (; block < fourth; block++)
        {
            a = Step(x, w, a, ref seen);
            b = Step(x + stepX, w + stepW, b, ref seen);
            c = Step(x + (2 * stepX), w + (2 * stepW), c, ref seen);
            d = Step(x + (3 * stepX), w + (3 * stepW), d, ref seen);
            x += Lanes * TFormat.Size;
            w += Lanes;
        }

        for (; block < third; block++)
        {
            a = Step(x, w, a, ref seen);
            b = Step(x + stepX, w + stepW, b, ref seen);
            c = Step(x + (2 * stepX), w + (2 * stepW), c, ref seen);
            x += Lanes * TFormat.Size;
            w += Lanes;
        }

        for (; block < second; block++)
        {
            a = Step(x, w, a, ref seen);
            b = Step(x + stepX, w + stepW, b, ref seen);
            x += Lanes * TFormat.Size;
            w += Lanes;
        }

        for (; block < first; block++)
        {
            a = Step(x, w, a, ref seen);
            x += Lanes * TFormat.Size;
            w += Lanes;
        }

        if (rest != 0)
        {
            int owner = full / segment;
            TLanes values = TLanes.LoadSingles((byte*)tail);
            TLanes weights = TLanes.LoadSingles((byte*)(w + ((nint)(full - block) * Lanes)));
            switch (owner)
            {
                case 0:
                    a = TLanes.MultiplyAdd(values, weights, a);
                    break;
                case 1:
                    b = TLanes.MultiplyAdd(values, weights, b);
                    break;
                case 2:
                    c = TLanes.MultiplyAdd(values, weights, c);
                    break;
                default:
                    d = TLanes.MultiplyAdd(values, weights, d);
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
        int full = length / Lanes;
        int perSegment = ScoreOrder.BlocksPerSegment(length);
        byte* y = x + (2 * step);
        int rest = length % Lanes;
        int owner = rest == 0 ? ScoreOrder.Segments : full / perSegment;
        float* tails = stackalloc float[4 * Row];
        bool holds = true;
        for (int row = 0; row < 4 && rest != 0; row++)
        {
            holds &= Pad(x + ((nint)full * Lanes * TFormat.Size) + (row * step), rest, tails + (row * Row));
        }

        TLanes seen = TLanes.Zero;
        for (int segment = 0; segment < ScoreOrder.Segments; segment++)
        {
            TLanes a = TLanes.Zero;
            TLanes b = TLanes.Zero;
            TLanes c = TLanes.Zero;
            TLanes d = TLanes.Zero;
            int blocks = Math.Clamp(full - (segment * perSegment), 0, perSegment);
            for (int block = 0; block < blocks; block++)
            {
                TPrefetch.Line(x + Distant.Distance);
                TPrefetch.Line(x + step + Distant.Distance);
                TPrefetch.Line(y + Distant.Distance);
                TPrefetch.Line(y + step + Distant.Distance);
                if (TFormat.FiniteOnly)
                {
                    seen = TLanes.Screen(TLanes.Screen(TLanes.Screen(TLanes.Screen(seen, x), x + step), y), y + step);
                }

                TLanes weights = TLanes.LoadSingles((byte*)w);
                a = TLanes.MultiplyAdd(TFormat.Load<TLanes>(x), weights, a);
                b = TLanes.MultiplyAdd(TFormat.Load<TLanes>(x + step), weights, b);
                c = TLanes.MultiplyAdd(TFormat.Load<TLanes>(y), weights, c);
                d = TLanes.MultiplyAdd(TFormat.Load<TLanes>(y + step), weights, d);
                x += Lanes * TFormat.Size;
                y += Lanes * TFormat.Size;
                w += Lanes;
            }

            if (segment == owner)
            {
                TLanes weights = TLanes.LoadSingles((byte*)w);
                a = TLanes.MultiplyAdd(TLanes.LoadSingles((byte*)tails), weights, a);
                b = TLanes.MultiplyAdd(TLanes.LoadSingles((byte*)(tails + Row)), weights, b);
                c = TLanes.MultiplyAdd(TLanes.LoadSingles((byte*)(tails + (2 * Row))), weights, c);
                d = TLanes.MultiplyAdd(TLanes.LoadSingles((byte*)(tails + (3 * Row))), weights, d);
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
    private static TLanes Step(byte* x, float* w, TLanes sum, ref TLanes seen)
    {
        if (TFormat.FiniteOnly)
        {
            seen = TLanes.Screen(seen, x);
        }

        return TLanes.MultiplyAdd(TFormat.Load<TLanes>(x), TLanes.LoadSingles((byte*)w), sum);
    }
}
