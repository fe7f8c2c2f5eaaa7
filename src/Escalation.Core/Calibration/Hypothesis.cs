using Escalation.Statistics;

namespace Escalation.Calibration;

/// <summary>One threshold of a risk calibration: the null hypothesis "the error rate among items with score &gt;= threshold exceeds alpha" and what became of it.</summary>
/// <remarks>Immutable. The p-value is computed when it is read.</remarks>
public readonly struct Hypothesis
{
    private readonly double _alpha;

    internal Hypothesis(double threshold, long acted, long errors, double alpha, bool tested, bool certified)
    {
        Threshold = threshold;
        Acted = acted;
        Errors = errors;
        Tested = tested;
        Certified = certified;
        _alpha = alpha;
    }

    /// <summary>The threshold: items with score &gt;= threshold are acted on.</summary>
    public double Threshold { get; }

    /// <summary>How many calibration items the threshold acts on.</summary>
    public long Acted { get; }

    /// <summary>How many of them were errors.</summary>
    public long Errors { get; }

    /// <summary>Whether the sequence reached it; the others were skipped by their count of acted items, or lie beyond the first failure.</summary>
    public bool Tested { get; }

    /// <summary>Whether it was rejected, so that the threshold is certified.</summary>
    public bool Certified { get; }

    /// <summary>The exact binomial p-value <c>P(Bin(Acted, alpha) &lt;= Errors)</c>, 1 without acted items; on its own it says nothing about error control, the sequence does.</summary>
    public double PValue => Acted == 0 ? 1.0 : BinomialTail.Lower(Errors, Acted, _alpha);
}
