using System.Runtime.CompilerServices;

namespace Escalation.Probes.Kernels;

/// <summary>Four rows in cache against one vector of weights, in <see cref="ScoreOrder"/>, for hardware with 32 registers.</summary>
/// <typeparam name="TLanes">The arithmetic.</typeparam>
/// <typeparam name="TFormat">How the rows are stored.</typeparam>
/// <remarks>
/// Two segments of each row run side by side: half as many loops as with one, and each of them twice as long between the ends that a processor guesses wrong.
/// Rows out of cache gain nothing by it and stay with <see cref="RowKernel{TLanes, TFormat}"/>, whose four streams are enough for the memory.
/// </remarks>
internal static unsafe class WideRowKernel<TLanes, TFormat>
    where TLanes : unmanaged, ILanes<TLanes>
    where TFormat : IActivationFormat
{
    private const int Lanes = ScoreOrder.Lanes;
    private const int Rows = 4;

    private static int BlockBytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Lanes * TFormat.Size;
    }

    /// <summary>Four rows.</summary>
    /// <param name="x">The first row; none is read past its end.</param>
    /// <param name="step">The number of bytes from a row to the next of the four.</param>
    /// <param name="w">The weights, padded with +0 to whole blocks.</param>
    /// <param name="length">The number of activations in a row.</param>
    /// <param name="sums">Receives the four sums.</param>
    /// <returns>False when the sums do not hold, because the format is for finite activations only and there are others.</returns>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool Four(byte* x, nint step, float* w, int length, float* sums)
    {
        int full = (int)((uint)length / Lanes);
        int rest = (int)((uint)length % Lanes);
        int segment = ScoreOrder.BlocksPerSegment(length);
        int owner = rest == 0 ? ScoreOrder.Segments : full / segment;
        float* lastWeights = w + ((nint)full * Lanes);
        float* tails = stackalloc float[Rows * Lanes];
        float* front = stackalloc float[Rows * Lanes];
        bool holds = true;
        for (int row = 0; row < Rows && rest != 0; row++)
        {
            holds &= RowKernel<TLanes, TFormat>.Pad(x + ((nint)full * BlockBytes) + (row * step), rest, tails + (row * Lanes));
        }

        nint apart = (nint)segment * BlockBytes;
        nint weightsApart = (nint)segment * Lanes;
        TLanes seen = TLanes.Zero;
        for (int first = 0; ; first += 2)
        {
            TLanes a0 = TLanes.Zero, a1 = TLanes.Zero, a2 = TLanes.Zero, a3 = TLanes.Zero;
            TLanes b0 = TLanes.Zero, b1 = TLanes.Zero, b2 = TLanes.Zero, b3 = TLanes.Zero;
            int both = Math.Min(full - ((first + 1) * segment), segment);
            int alone = Math.Min(full - (first * segment), segment) - Math.Max(both, 0);
            byte* y = x + (2 * step);
            for (; both > 0; both--)
            {
                Add(ref a0, ref a1, ref a2, ref a3, x, y, step, w, ref seen);
                Add(ref b0, ref b1, ref b2, ref b3, x + apart, y + apart, step, w + weightsApart, ref seen);
                x += BlockBytes;
                y += BlockBytes;
                w += Lanes;
            }

            for (; alone > 0; alone--)
            {
                Add(ref a0, ref a1, ref a2, ref a3, x, y, step, w, ref seen);
                x += BlockBytes;
                y += BlockBytes;
                w += Lanes;
            }

            if (owner == first)
            {
                AddTails(ref a0, ref a1, ref a2, ref a3, tails, lastWeights);
            }
            else if (owner == first + 1)
            {
                AddTails(ref b0, ref b1, ref b2, ref b3, tails, lastWeights);
            }

            a0 = TLanes.Add(a0, b0);
            a1 = TLanes.Add(a1, b1);
            a2 = TLanes.Add(a2, b2);
            a3 = TLanes.Add(a3, b3);
            if (first != 0)
            {
                TLanes.StoreSums(Total(front, a0), Total(front + Lanes, a1), Total(front + (2 * Lanes), a2), Total(front + (3 * Lanes), a3), sums);
                return holds && !(TFormat.FiniteOnly && TLanes.FoundNotFinite(seen));
            }

            TLanes.Store(a0, front);
            TLanes.Store(a1, front + Lanes);
            TLanes.Store(a2, front + (2 * Lanes));
            TLanes.Store(a3, front + (3 * Lanes));
            x += apart;
            w += weightsApart;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Total(float* front, TLanes back) => TLanes.Add(TLanes.LoadSingles((byte*)front), back);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref TLanes a, ref TLanes b, ref TLanes c, ref TLanes d, byte* x, byte* y, nint step, float* w, ref TLanes seen)
    {
        if (TFormat.FiniteOnly)
        {
            seen = TLanes.Screen(TLanes.Screen(TLanes.Screen(TLanes.Screen(seen, x), x + step), y), y + step);
        }

        TLanes weights = TLanes.LoadSingles((byte*)w);
        TFormat.AddProduct(ref a, x, weights);
        TFormat.AddProduct(ref b, x + step, weights);
        TFormat.AddProduct(ref c, y, weights);
        TFormat.AddProduct(ref d, y + step, weights);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTails(ref TLanes a, ref TLanes b, ref TLanes c, ref TLanes d, float* tails, float* w)
    {
        TLanes weights = TLanes.LoadSingles((byte*)w);
        TLanes.AddProduct(ref a, weights, tails);
        TLanes.AddProduct(ref b, weights, tails + Lanes);
        TLanes.AddProduct(ref c, weights, tails + (2 * Lanes));
        TLanes.AddProduct(ref d, weights, tails + (3 * Lanes));
    }
}
