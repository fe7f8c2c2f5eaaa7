using Escalation.Statistics;

namespace Escalation.Calibration.Grids;

/// <summary>Losses of 0 and 1: the errors among the acted items are binomial, and the tail is exact.</summary>
internal sealed class ExactEvidence(ThresholdGrid grid, GridCounts counts, double alpha) : GridEvidence(grid, counts, alpha)
{
    internal override CertificateMethod Method => CertificateMethod.Exact;

    internal override double PValue(int index, double risk) => Acted(index) == 0 ? 1.0 : BinomialTail.Lower(Errors(index), Acted(index), risk);

    internal override bool Passes(int index, double risk, double level) =>
        Acted(index) > 0 && (PassesByFar(Errors(index), Acted(index), risk, level) || PValue(index, risk) <= level);

    internal override double UpperBound(int index, double level) => ClopperPearson.Upper(Errors(index), Acted(index), level);

    /// <summary>Whether even the Chernoff bound on the tail, <c>exp(-n KL(k/n || risk))</c>, is below the level by a margin that dwarfs rounding. It never decides otherwise than the exact tail, which costs a hundred times as much.</summary>
    private static bool PassesByFar(long errors, long acted, double risk, double level)
    {
        const double Margin = 1.001;
        double rate = (double)errors / acted;
        if (!(rate < risk))
        {
            return false;
        }

        double right = errors == 0 ? 0.0 : errors * Math.Log(rate / risk);
        double wrong = (acted - errors) * (Elementary.LogOnePlus(-rate) - Elementary.LogOnePlus(-risk));
        return right + wrong > Margin * -Math.Log(level);
    }
}
