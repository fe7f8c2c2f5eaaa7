using Escalation.Calibration.Grids;

namespace Escalation.Calibration;

/// <summary>One threshold of a risk calibration: the null hypothesis "the risk among items with score &gt;= threshold exceeds alpha" and what became of it.</summary>
/// <remarks>Immutable. The p-value is computed when it is read.</remarks>
public readonly struct Hypothesis
{
    private readonly GridEvidence? _evidence;
    private readonly int _index;

    internal Hypothesis(GridEvidence evidence, GridOutcome outcome, int index)
    {
        _evidence = evidence;
        _index = index;
        Threshold = evidence.Threshold(index);
        Acted = evidence.Acted(index);
        Errors = evidence.Errors(index);
        Tested = outcome.IsTested(index);
        Certified = outcome.IsCertified(index);
        Level = outcome.Level(index);
    }

    /// <summary>The threshold: items with score &gt;= threshold are acted on.</summary>
    public double Threshold { get; }

    /// <summary>How many calibration items the threshold acts on.</summary>
    public long Acted { get; }

    /// <summary>How many of them were errors, or had any loss at all.</summary>
    public long Errors { get; }

    /// <summary>The sum of their losses, never below the true one; null for losses of 0 and 1, whose sum is <see cref="Errors"/>.</summary>
    public double? LossSum => _evidence?.LossSum(_index);

    /// <summary>Whether the threshold was tested; a sequence goes past those that act on too little, and ends at its first failure.</summary>
    public bool Tested { get; }

    /// <summary>Whether it was rejected, so that the threshold is certified.</summary>
    public bool Certified { get; }

    /// <summary>The local error level at which it was tested: rejected when the p-value is at most this; null when it was not tested.</summary>
    public double? Level { get; }

    /// <summary>The p-value by the calibration's method, 1 without acted items: <c>P(Bin(Acted, alpha) &lt;= Errors)</c> for losses of 0 and 1. On its own it says nothing about error control, the procedure does.</summary>
    /// <remarks>Linear in the number of items where the method is <see cref="CertificateMethod.Betting"/>.</remarks>
    public double PValue => _evidence?.PValue(_index) ?? 1.0;
}
