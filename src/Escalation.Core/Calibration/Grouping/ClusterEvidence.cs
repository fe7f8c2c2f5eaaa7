using System.Buffers;
using Escalation.Calibration.Grids;
using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Calibration.Grouping;

/// <summary>Mean losses of clusters: betting or Hoeffding-Bentkus over the clusters that act. Counts of items stay counts of items; draws are clusters.</summary>
/// <remarks>Each p-value reads all the data.</remarks>
internal sealed class ClusterEvidence(ThresholdGrid grid, GridCounts counts, double alpha, ClusterLosses clusters, CertificateMethod method, double level) : GridEvidence(grid, counts, alpha)
{
    internal override CertificateMethod Method => method;

    internal override long Trials(int index) => clusters.Acting(index);

    internal override double? LossSum(int index) => OnMeans(index, static means => Statistics.LossSum.Of(means).Value);

    internal override double PValue(int index, double risk)
    {
        if (!(risk < 1.0))
        {
            return LossSum(index) < Trials(index) ? 0.0 : 1.0;
        }

        return OnMeans(index, means => method == CertificateMethod.Betting
            ? BettingTest.PValue(means, risk, level)
            : HoeffdingBentkus.PValue(Statistics.LossSum.Of(means).Value, means.Length, risk));
    }

    internal override double UpperBound(int index, double level) => OnMeans(index, means => method == CertificateMethod.Betting
        ? BettingTest.Upper(means, level)
        : HoeffdingBentkus.Upper(Statistics.LossSum.Of(means).Value, means.Length, level));

    private double OnMeans(int index, Func<ReadOnlySpan<double>, double> statistic)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(Math.Max(clusters.Count, 1));
        try
        {
            return statistic(rented.AsSpan(0, clusters.Means(index, rented)));
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }
}
