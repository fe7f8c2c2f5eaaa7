using System.Buffers;
using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Calibration.Grids;

/// <summary>Losses between 0 and 1: a betting martingale over the losses of the acted items in a seeded order.</summary>
/// <remarks>One order serves all thresholds: the acted items of each come in the order in which they stand in it. Each p-value reads all the data.</remarks>
internal sealed class BettingEvidence : GridEvidence
{
    private readonly int[] _strictest;
    private readonly double[] _losses;
    private readonly double _level;

    /// <param name="grid">The thresholds.</param>
    /// <param name="counts">Their counts.</param>
    /// <param name="alpha">The risk to certify.</param>
    /// <param name="scores">The scores.</param>
    /// <param name="losses">The losses.</param>
    /// <param name="level">The level that the bets are tuned for, fixed before the data.</param>
    /// <param name="seed">The seed of the order.</param>
    internal BettingEvidence(ThresholdGrid grid, GridCounts counts, double alpha, ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, double level, long seed)
        : base(grid, counts, alpha)
    {
        int[] order = SeededShuffle.Permutation(scores.Length, (ulong)seed);
        _strictest = new int[order.Length];
        _losses = new double[order.Length];
        _level = level;
        for (int i = 0; i < order.Length; i++)
        {
            _strictest[i] = GridCounts.CountActing(grid.Thresholds, scores[order[i]]) - 1;
            _losses[i] = losses[order[i]];
        }
    }

    internal override CertificateMethod Method => CertificateMethod.Betting;

    internal override double PValue(int index, double risk)
    {
        if (!(risk < 1.0))
        {
            return (LossSum(index) ?? Errors(index)) < Acted(index) ? 0.0 : 1.0;
        }

        return OnActed(index, losses => BettingTest.PValue(losses, risk, _level));
    }

    internal override double UpperBound(int index, double level) => OnActed(index, losses => BettingTest.Upper(losses, level));

    private double OnActed(int index, Func<ReadOnlySpan<double>, double> statistic)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(Math.Max(_losses.Length, 1));
        try
        {
            int acted = 0;
            for (int i = 0; i < _losses.Length; i++)
            {
                rented[acted] = _losses[i];
                acted += _strictest[i] >= index ? 1 : 0;
            }

            return statistic(rented.AsSpan(0, acted));
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }
}
