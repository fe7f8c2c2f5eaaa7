using System.Runtime.CompilerServices;

namespace Escalation.Probes.Kernels;

/// <summary>Four rows against up to three probes: each load of a row serves all probes of the tile, each load of weights all its rows, and 16 registers hold it.</summary>
/// <typeparam name="TStrip">The arithmetic.</typeparam>
internal static unsafe class TileKernel<TStrip>
    where TStrip : unmanaged, IStrip<TStrip>
{
    /// <summary>The largest number of probes of a tile.</summary>
    internal const int Probes = 3;

    private const int Lanes = ScoreOrder.Lanes;

    /// <summary>Adds a tile's products to its sums.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="probes">The number of probes, 1 to <see cref="Probes"/>.</param>
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
            default:
                Add<TPrefetch, Triple>(tile);
                break;
        }
    }

    private static void Add<TPrefetch, TProbes>(in Tile tile)
        where TPrefetch : IPrefetch
        where TProbes : ICount
    {
        int strips = Lanes / TStrip.Width;
        int bytesPerStep = tile.NextBytes / (strips * tile.Blocks);
        byte* next = tile.Next;
        for (int lane = 0; lane < Lanes; lane += TStrip.Width)
        {
            Add<TPrefetch, TProbes>(
                tile.Values + lane, tile.ValueStep, tile.Weights + lane, tile.WeightStep, tile.Blocks, tile.Sums + lane, tile.SumStep, next, tile.NextStep, bytesPerStep);
            next += tile.Blocks * bytesPerStep;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<TPrefetch, TProbes>(float* x, nint step, float* w, nint weightStep, int blocks, float* sums, nint sumStep, byte* next, nint nextStep, int bytesPerStep)
        where TPrefetch : IPrefetch
        where TProbes : ICount
    {
        float* y = x + (2 * step);
        float* backSums = sums + (2 * sumStep);
        byte* nextBack = next + (2 * nextStep);
        TStrip a0 = TStrip.Load(sums), b0 = TStrip.Load(sums + sumStep), c0 = TStrip.Load(backSums), d0 = TStrip.Load(backSums + sumStep);
        TStrip a1 = default, b1 = default, c1 = default, d1 = default;
        TStrip a2 = default, b2 = default, c2 = default, d2 = default;
        if (TProbes.Value > 1)
        {
            a1 = TStrip.Load(sums + Lanes);
            b1 = TStrip.Load(sums + sumStep + Lanes);
            c1 = TStrip.Load(backSums + Lanes);
            d1 = TStrip.Load(backSums + sumStep + Lanes);
        }

        if (TProbes.Value > 2)
        {
            a2 = TStrip.Load(sums + (2 * Lanes));
            b2 = TStrip.Load(sums + sumStep + (2 * Lanes));
            c2 = TStrip.Load(backSums + (2 * Lanes));
            d2 = TStrip.Load(backSums + sumStep + (2 * Lanes));
        }

        for (; blocks > 0; blocks--)
        {
            if (TPrefetch.Ahead)
            {
                TPrefetch.Line(next);
                TPrefetch.Line(next + nextStep);
                TPrefetch.Line(nextBack);
                TPrefetch.Line(nextBack + nextStep);
                next += bytesPerStep;
                nextBack += bytesPerStep;
            }

            TStrip w0 = TStrip.Load(w);
            TStrip w1 = TProbes.Value > 1 ? TStrip.Load(w + weightStep) : default;
            TStrip w2 = TProbes.Value > 2 ? TStrip.Load(w + (2 * weightStep)) : default;
            Step<TProbes>(TStrip.Load(x), w0, w1, w2, ref a0, ref a1, ref a2);
            Step<TProbes>(TStrip.Load(x + step), w0, w1, w2, ref b0, ref b1, ref b2);
            Step<TProbes>(TStrip.Load(y), w0, w1, w2, ref c0, ref c1, ref c2);
            Step<TProbes>(TStrip.Load(y + step), w0, w1, w2, ref d0, ref d1, ref d2);
            x += Lanes;
            y += Lanes;
            w += Lanes;
        }

        Store<TProbes>(sums, a0, a1, a2);
        Store<TProbes>(sums + sumStep, b0, b1, b2);
        Store<TProbes>(backSums, c0, c1, c2);
        Store<TProbes>(backSums + sumStep, d0, d1, d2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TProbes>(TStrip x, TStrip w0, TStrip w1, TStrip w2, ref TStrip sum0, ref TStrip sum1, ref TStrip sum2)
        where TProbes : ICount
    {
        sum0 = TStrip.MultiplyAdd(x, w0, sum0);
        if (TProbes.Value > 1)
        {
            sum1 = TStrip.MultiplyAdd(x, w1, sum1);
        }

        if (TProbes.Value > 2)
        {
            sum2 = TStrip.MultiplyAdd(x, w2, sum2);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TProbes>(float* sums, TStrip sum0, TStrip sum1, TStrip sum2)
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
    }
}
