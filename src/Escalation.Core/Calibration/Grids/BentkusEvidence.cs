using Escalation.Statistics;

namespace Escalation.Calibration.Grids;

/// <summary>Losses between 0 and 1: the Hoeffding-Bentkus bound on the tail of their sum.</summary>
internal sealed class BentkusEvidence(ThresholdGrid grid, GridCounts counts, double alpha) : GridEvidence(grid, counts, alpha)
{
    internal override CertificateMethod Method => CertificateMethod.HoeffdingBentkus;

    /// <summary>Every bound below one is rejected unless each loss is one, and one itself is no bound.</summary>
    internal override double PValue(int index, double risk) => risk < 1.0 ? HoeffdingBentkus.PValue(Sum(index), Acted(index), risk)
        : Sum(index) < Acted(index) ? 0.0
        : 1.0;

    internal override double UpperBound(int index, double level) => HoeffdingBentkus.Upper(Sum(index), Acted(index), level);

    private double Sum(int index) => LossSum(index) ?? Errors(index);
}
