using System.Runtime.CompilerServices;

namespace Escalation.Probes.Kernels;

/// <summary>Some rows against some probes over a run of whole blocks: each load of a row serves all probes of the tile, each load of weights all its rows.</summary>
/// <typeparam name="TLanes">The arithmetic.</typeparam>
internal static unsafe class TileKernel<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    private const int Lanes = ScoreOrder.Lanes;

    /// <summary>The largest number of probes of a tile.</summary>
    internal static int Probes => TLanes.ProbesPerTile;

    /// <summary>Adds a run of blocks to the sums of two rows and as many probes as the registers hold.</summary>
    /// <param name="x">The floats of the first row.</param>
    /// <param name="y">The floats of the second row.</param>
    /// <param name="w">The weights of the first probe.</param>
    /// <param name="probeStep">The number of floats from a probe's weights to the next one's.</param>
    /// <param name="probes">The number of probes, 1 to <see cref="Probes"/>.</param>
    /// <param name="blocks">The number of blocks.</param>
    /// <param name="sums">The sums of the first row, a block of lanes for each probe; those of the second row lie <paramref name="rowStep"/> floats behind.</param>
    /// <param name="rowStep">The number of floats from a row's sums to the next one's.</param>
    /// <param name="ahead">What to ask for, in step with the blocks.</param>
    internal static void Two<TPrefetch>(float* x, float* y, float* w, nint probeStep, int probes, int blocks, float* sums, nint rowStep, Lookahead ahead)
        where TPrefetch : IPrefetch
    {
        switch (probes)
        {
            case 1:
                Two<TPrefetch, One>(x, y, w, probeStep, blocks, sums, rowStep, ahead);
                break;
            case 2:
                Two<TPrefetch, Pair>(x, y, w, probeStep, blocks, sums, rowStep, ahead);
                break;
            default:
                Two<TPrefetch, Triple>(x, y, w, probeStep, blocks, sums, rowStep, ahead);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Two<TPrefetch, TProbes>(float* x, float* y, float* w, nint probeStep, int blocks, float* sums, nint rowStep, Lookahead ahead)
        where TPrefetch : IPrefetch
        where TProbes : ICount
    {
        TLanes x0 = Sum(sums), x1 = TLanes.Zero, x2 = TLanes.Zero;
        TLanes y0 = Sum(sums + rowStep), y1 = TLanes.Zero, y2 = TLanes.Zero;
        if (TProbes.Value > 1)
        {
            x1 = Sum(sums + Lanes);
            y1 = Sum(sums + rowStep + Lanes);
        }

        if (TProbes.Value > 2)
        {
            x2 = Sum(sums + (2 * Lanes));
            y2 = Sum(sums + rowStep + (2 * Lanes));
        }

        byte* next = ahead.Start;
        for (int block = 0; block < blocks; block++)
        {
            TPrefetch.Line(next);
            TPrefetch.Line(next + ahead.RowStep);
            next += ahead.BytesPerBlock;
            TLanes xs = Sum(x);
            TLanes ys = Sum(y);
            TLanes weights = Sum(w);
            x0 = TLanes.MultiplyAdd(xs, weights, x0);
            y0 = TLanes.MultiplyAdd(ys, weights, y0);
            if (TProbes.Value > 1)
            {
                weights = Sum(w + probeStep);
                x1 = TLanes.MultiplyAdd(xs, weights, x1);
                y1 = TLanes.MultiplyAdd(ys, weights, y1);
            }

            if (TProbes.Value > 2)
            {
                weights = Sum(w + (2 * probeStep));
                x2 = TLanes.MultiplyAdd(xs, weights, x2);
                y2 = TLanes.MultiplyAdd(ys, weights, y2);
            }

            x += Lanes;
            y += Lanes;
            w += Lanes;
        }

        TLanes.Store(x0, sums);
        TLanes.Store(y0, sums + rowStep);
        if (TProbes.Value > 1)
        {
            TLanes.Store(x1, sums + Lanes);
            TLanes.Store(y1, sums + rowStep + Lanes);
        }

        if (TProbes.Value > 2)
        {
            TLanes.Store(x2, sums + (2 * Lanes));
            TLanes.Store(y2, sums + rowStep + (2 * Lanes));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Sum(float* lanes) => TLanes.LoadSingles((byte*)lanes);
}
