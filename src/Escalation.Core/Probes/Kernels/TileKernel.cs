using System.Runtime.CompilerServices;

namespace Escalation.Probes.Kernels;

/// <summary>Four rows against up to four probes: each load of a row serves all probes of the tile, each load of weights all its rows, and the registers hold it.</summary>
/// <typeparam name="TStrip">The arithmetic.</typeparam>
internal static unsafe class TileKernel<TStrip>
    where TStrip : unmanaged, IStrip<TStrip>
{
    private const int Lanes = ScoreOrder.Lanes;

    /// <summary>Adds a tile's products to its sums.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="probes">The number of probes, 1 to <see cref="IStrip{TSelf}.Probes"/>.</param>
    internal static void Add<TPrefetch>(in Tile tile, int probes)
        where TPrefetch : IPrefetch
    {
        switch (probes)
        {
            case 1:
                Add<TPrefetch, One>(tile);
                break;
            case 2:
                Add<TPrefetch, Pair>(tile);
                break;
            case 3:
                Add<TPrefetch, Triple>(tile);
                break;
            default:
                Add<TPrefetch, Quad>(tile);
                break;
        }
    }

    // Several passes over the same blocks share the requests for the next ones: even passes ask for two of the rows, odd ones for the other two.
    private static void Add<TPrefetch, TProbes>(in Tile tile)
        where TPrefetch : IPrefetch
        where TProbes : ICount
    {
        int strips = Lanes / TStrip.Width;
        int passes = strips * tile.Count;
        nint ahead = tile.NextBytes / (Math.Max(passes / 2, 1) * tile.Blocks);
        for (int strip = 0; strip < strips; strip++)
        {
            int pass = (tile.Index * strips) + strip;
            int lane = strip * TStrip.Width;
            float* x = tile.Values + lane;
            float* w = tile.Weights + lane;
            float* sums = tile.Sums + lane;
            if (passes == 1)
            {
                Add<TPrefetch, Quad, TProbes>(x, tile.ValueStep, w, tile.WeightStep, tile.Blocks, sums, tile.SumStep, tile.Starts, tile.Next, tile.NextStep, ahead);
            }
            else
            {
                byte* next = tile.Next + ((nint)(pass / 2) * tile.Blocks * ahead) + (pass % 2 * 2 * tile.NextStep);
                Add<TPrefetch, Pair, TProbes>(x, tile.ValueStep, w, tile.WeightStep, tile.Blocks, sums, tile.SumStep, tile.Starts, next, tile.NextStep, ahead);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<TPrefetch, TNext, TProbes>(float* x, nint step, float* w, nint weightStep, int blocks, float* sums, nint sumStep, bool starts, byte* next, nint nextStep, nint ahead)
        where TPrefetch : IPrefetch
        where TNext : ICount
        where TProbes : ICount
    {
        float* y = x + (2 * step);
        float* backSums = sums + (2 * sumStep);
        float* w2 = w + (2 * weightStep);
        TStrip a0 = default, a1 = default, a2 = default, a3 = default;
        TStrip b0 = default, b1 = default, b2 = default, b3 = default;
        TStrip c0 = default, c1 = default, c2 = default, c3 = default;
        TStrip d0 = default, d1 = default, d2 = default, d3 = default;
        if (!starts)
        {
            Load<TProbes>(sums, out a0, out a1, out a2, out a3);
            Load<TProbes>(sums + sumStep, out b0, out b1, out b2, out b3);
            Load<TProbes>(backSums, out c0, out c1, out c2, out c3);
            Load<TProbes>(backSums + sumStep, out d0, out d1, out d2, out d3);
        }

        for (; blocks > 0; blocks--)
        {
            if (TPrefetch.Ahead)
            {
                TPrefetch.Line(next);
                TPrefetch.Line(next + nextStep);
                if (TNext.Value > 2)
                {
                    TPrefetch.Line(next + (2 * nextStep));
                    TPrefetch.Line(next + (3 * nextStep));
                }

                next += ahead;
            }

            TStrip p = TStrip.Load(w);
            TStrip q = TProbes.Value > 1 ? TStrip.Load(w + weightStep) : default;
            TStrip r = TProbes.Value > 2 ? TStrip.Load(w2) : default;
            TStrip s = TProbes.Value > 3 ? TStrip.Load(w2 + weightStep) : default;
            Step<TProbes>(TStrip.LoadActivations(x), p, q, r, s, ref a0, ref a1, ref a2, ref a3);
            Step<TProbes>(TStrip.LoadActivations(x + step), p, q, r, s, ref b0, ref b1, ref b2, ref b3);
            Step<TProbes>(TStrip.LoadActivations(y), p, q, r, s, ref c0, ref c1, ref c2, ref c3);
            Step<TProbes>(TStrip.LoadActivations(y + step), p, q, r, s, ref d0, ref d1, ref d2, ref d3);
            x += Lanes;
            y += Lanes;
            w += Lanes;
            w2 += Lanes;
        }

        Store<TProbes>(sums, a0, a1, a2, a3);
        Store<TProbes>(sums + sumStep, b0, b1, b2, b3);
        Store<TProbes>(backSums, c0, c1, c2, c3);
        Store<TProbes>(backSums + sumStep, d0, d1, d2, d3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TProbes>(TStrip x, TStrip w0, TStrip w1, TStrip w2, TStrip w3, ref TStrip sum0, ref TStrip sum1, ref TStrip sum2, ref TStrip sum3)
        where TProbes : ICount
    {
        TStrip.AddProduct(ref sum0, x, w0);
        if (TProbes.Value > 1)
        {
            TStrip.AddProduct(ref sum1, x, w1);
        }

        if (TProbes.Value > 2)
        {
            TStrip.AddProduct(ref sum2, x, w2);
        }

        if (TProbes.Value > 3)
        {
            TStrip.AddProduct(ref sum3, x, w3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load<TProbes>(float* sums, out TStrip sum0, out TStrip sum1, out TStrip sum2, out TStrip sum3)
        where TProbes : ICount
    {
        sum0 = TStrip.Load(sums);
        sum1 = TProbes.Value > 1 ? TStrip.Load(sums + Lanes) : default;
        sum2 = TProbes.Value > 2 ? TStrip.Load(sums + (2 * Lanes)) : default;
        sum3 = TProbes.Value > 3 ? TStrip.Load(sums + (3 * Lanes)) : default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TProbes>(float* sums, TStrip sum0, TStrip sum1, TStrip sum2, TStrip sum3)
        where TProbes : ICount
    {
        TStrip.Store(sum0, sums);
        if (TProbes.Value > 1)
        {
            TStrip.Store(sum1, sums + Lanes);
        }

        if (TProbes.Value > 2)
        {
            TStrip.Store(sum2, sums + (2 * Lanes));
        }

        if (TProbes.Value > 3)
        {
            TStrip.Store(sum3, sums + (3 * Lanes));
        }
    }
}
