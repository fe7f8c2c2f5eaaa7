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
        float* tails = stackalloc float[Rows * Lanes];
        bool holds = true;
        for (int row = 0; row < Rows && rest != 0; row++)
        {
            holds &= RowKernel<TLanes, TFormat>.Pad(x + ((nint)full * BlockBytes) + (row * step), rest, tails + (row * Lanes));
        }

        int segment = ScoreOrder.BlocksPerSegment(length);
        nint half = 2 * (nint)segment;
        TLanes seen = TLanes.Zero;
        Two(x, step, w, full, segment, tails, rest, out TLanes a, out TLanes b, out TLanes c, out TLanes d, ref seen);
        Two(x + (half * BlockBytes), step, w + (half * Lanes), full - (int)half, segment, tails, rest, out TLanes e, out TLanes f, out TLanes g, out TLanes h, ref seen);
        TLanes.StoreSums(TLanes.Add(a, e), TLanes.Add(b, f), TLanes.Add(c, g), TLanes.Add(d, h), sums);
        return holds && !(TFormat.FiniteOnly && TLanes.FoundNotFinite(seen));
    }

    // The sum of two neighbouring segments of each row, of which so many blocks are left that are full.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Two(byte* x, nint step, float* w, int left, int segment, float* tails, int rest, out TLanes a, out TLanes b, out TLanes c, out TLanes d, ref TLanes seen)
    {
        TLanes a0 = TLanes.Zero, b0 = TLanes.Zero, c0 = TLanes.Zero, d0 = TLanes.Zero;
        TLanes a1 = TLanes.Zero, b1 = TLanes.Zero, c1 = TLanes.Zero, d1 = TLanes.Zero;
        nint apart = (nint)segment * BlockBytes;
        nint weightsApart = (nint)segment * Lanes;
        byte* y = x + (2 * step);
        int both = Math.Max(Math.Min(left - segment, segment), 0);
        int alone = Math.Min(left, segment) - both;
        float* tailWeights = w + ((nint)left * Lanes);
        for (int i = both; i > 0; i--)
        {
            Add(ref a0, ref b0, ref c0, ref d0, x, y, step, w, ref seen);
            Add(ref a1, ref b1, ref c1, ref d1, x + apart, y + apart, step, w + weightsApart, ref seen);
            x += BlockBytes;
            y += BlockBytes;
            w += Lanes;
        }

        for (; alone > 0; alone--)
        {
            Add(ref a0, ref b0, ref c0, ref d0, x, y, step, w, ref seen);
            x += BlockBytes;
            y += BlockBytes;
            w += Lanes;
        }

        if (rest != 0 && left >= 0 && left < segment)
        {
            AddTails(ref a0, ref b0, ref c0, ref d0, tails, tailWeights);
        }
        else if (rest != 0 && left >= segment && left < 2 * segment)
        {
            AddTails(ref a1, ref b1, ref c1, ref d1, tails, tailWeights);
        }

        a = TLanes.Add(a0, a1);
        b = TLanes.Add(b0, b1);
        c = TLanes.Add(c0, c1);
        d = TLanes.Add(d0, d1);
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
    private static void AddTails(ref TLanes a, ref TLanes b, ref TLanes c, ref TLanes d, float* tails, float* w)
    {
        TLanes weights = TLanes.LoadSingles((byte*)w);
        TLanes.AddProduct(ref a, weights, tails);
        TLanes.AddProduct(ref b, weights, tails + Lanes);
        TLanes.AddProduct(ref c, weights, tails + (2 * Lanes));
        TLanes.AddProduct(ref d, weights, tails + (3 * Lanes));
    }
}
