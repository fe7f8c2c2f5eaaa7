using Escalation.Calibration.Grids;
using Escalation.Statistics;

namespace Escalation.Calibration;

/// <summary>One threshold of a risk calibration: the null hypothesis "the risk exceeds alpha" at this threshold and what became of it.</summary>
/// <remarks>Immutable. The p-value is computed when it is read.</remarks>
public readonly struct Hypothesis
{
    private readonly GridEvidence? _evidence;
    private readonly int _index;
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

    internal Hypothesis(GridEvidence evidence, GridOutcome outcome, int index)
    {
        _evidence = evidence;
        _index = index;
        Threshold = evidence.Threshold(index);
        Acted = evidence.Acted(index);
        Trials = Acted;
        Errors = evidence.Errors(index);
        Tested = outcome.IsTested(index);
        Certified = outcome.IsCertified(index);
        Level = outcome.Level(index);
    }

    /// <summary>The threshold. A selective risk acts on items with score &gt;= threshold, a joint calibration on those with score &lt;= threshold.</summary>
    public double Threshold { get; }

    /// <summary>How many calibration items the threshold acts on.</summary>
    public long Acted { get; }

    /// <summary>How many items the risk is the mean loss of: the acted ones, or all of them where the risk is one of all items.</summary>
    public long Trials { get; }

    /// <summary>How many of the <see cref="Trials"/> were errors, or had any loss at all.</summary>
    public long Errors { get; }

    /// <summary>The sum of their losses, never below the true one; null for losses of 0 and 1, whose sum is <see cref="Errors"/>.</summary>
    public double? LossSum => _evidence?.LossSum(_index);

    /// <summary>Whether the threshold was tested; a sequence goes past those that act on too little, and ends at its first failure.</summary>
    public bool Tested { get; }

    /// <summary>Whether it was rejected, so that the threshold is certified.</summary>
    public bool Certified { get; }

    /// <summary>The local error level at which it was tested: rejected when the p-value is at most this; null when it was not tested, or where one level serves all, which the result names.</summary>
    public double? Level { get; }

    /// <summary>The p-value by the calibration's method, 1 without trials: <c>P(Bin(Trials, alpha) &lt;= Errors)</c> for losses of 0 and 1. On its own it says nothing about error control, the procedure does.</summary>
    /// <remarks>Linear in the number of items where the method is <see cref="CertificateMethod.Betting"/>.</remarks>
    public double PValue => _evidence is { } evidence ? evidence.PValue(_index)
        : Trials == 0 ? 1.0
        : BinomialTail.Lower(Errors, Trials, _alpha);
}
