using Escalation.Statistics;

namespace Escalation.Calibration.Grids;

/// <summary>Losses of 0 and 1: the errors among the acted items are binomial, and the tail is exact.</summary>
internal sealed class ExactEvidence(ThresholdGrid grid, GridCounts counts, double alpha) : GridEvidence(grid, counts, alpha)
{
    private const int MostAtOnce = 1 << 20;

    internal override CertificateMethod Method => CertificateMethod.Exact;

    internal override double PValue(int index, double risk) => BinomialTail.Lower(Errors(index), Acted(index), risk);

    internal override bool Passes(int index, double risk, double level) => Passes(index, index, risk, level);

    /// <summary>Many thresholds at a time, as long as that succeeds: along the grid both counts only grow, and the tail falls with the one and rises with the other, so that all of a stretch pass when the fewest acted items of it would pass with its most errors.</summary>
    internal override int FirstFailure(int from, double risk, double level)
    {
        int next = from;
        int stride = 1;
        while (next >= 0)
        {
            int last = Math.Max(0, next - stride + 1);
            if (Passes(next, last, risk, level))
            {
                next = last - 1;
                stride = (int)Math.Min(2L * stride, MostAtOnce);
            }
            else if (stride == 1)
            {
                return next;
            }
            else
            {
                stride /= 2;
            }
        }

        return next;
    }

    internal override double UpperBound(int index, double level) => ClopperPearson.Upper(Errors(index), Acted(index), level);

    /// <summary>Whether the acted items of one threshold would pass with the errors of another. The reported tail is the least double that is not below the true one, so it is monotone in both counts as the true one is.</summary>
    private bool Passes(int ofActed, int ofErrors, double risk, double level)
    {
        long acted = Acted(ofActed);
        long errors = Errors(ofErrors);
        return errors <= acted && acted > 0 && (PassesByFar(errors, acted, risk, level) || BinomialTail.Lower(errors, acted, risk) <= level);
    }

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
