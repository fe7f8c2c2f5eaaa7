using Escalation.Statistics;

namespace Escalation.Calibration;

/// <summary>One threshold of a risk calibration: the null hypothesis "the risk exceeds alpha" at this threshold and what became of it.</summary>
/// <remarks>Immutable. The p-value is computed when it is read.</remarks>
public readonly struct Hypothesis
{
    private readonly double _alpha;

    internal Hypothesis(double threshold, long acted, long errors, double alpha, bool tested, bool certified)
        : this(threshold, acted, acted, errors, alpha, tested, certified)
    {
    }

    internal Hypothesis(double threshold, long acted, long trials, long errors, double alpha, bool tested, bool certified)
    {
        Threshold = threshold;
        Acted = acted;
        Trials = trials;
        Errors = errors;
        Tested = tested;
        Certified = certified;
        _alpha = alpha;
    }

    /// <summary>The threshold. A selective risk acts on items with score &gt;= threshold, a joint calibration on those with score &lt;= threshold.</summary>
    public double Threshold { get; }

    /// <summary>How many calibration items the threshold acts on.</summary>
    public long Acted { get; }

    /// <summary>How many items the risk is an error rate of: the acted ones, or all of them where the risk is one of all items.</summary>
    public long Trials { get; }

    /// <summary>How many of the <see cref="Trials"/> were errors.</summary>
    public long Errors { get; }

    /// <summary>Whether the sequence reached it; the others were skipped by their count of acted items, or lie beyond the first failure.</summary>
    public bool Tested { get; }

    /// <summary>Whether it was rejected, so that the threshold is certified.</summary>
    public bool Certified { get; }

    /// <summary>The exact binomial p-value <c>P(Bin(Trials, alpha) &lt;= Errors)</c>, 1 without trials; on its own it says nothing about error control, the sequence does.</summary>
    public double PValue => Trials == 0 ? 1.0 : BinomialTail.Lower(Errors, Trials, _alpha);
}
