namespace Escalation.Calibration;

/// <summary>The answer of a calibration: <see cref="Certified"/>, or why not: <see cref="InsufficientSamples"/>, <see cref="RiskTooHigh"/>, <see cref="SequenceBlocked"/>. There is never a threshold without a certificate.</summary>
/// <remarks>A closed hierarchy, immutable and safe to share between threads.</remarks>
public abstract class CalibrationResult
{
    private protected CalibrationResult(int n, double alpha, double delta, IReadOnlyList<Hypothesis> hypotheses)
    {
        N = n;
        Alpha = alpha;
        Delta = delta;
        Hypotheses = hypotheses;
    }

    /// <summary>One word for the answer, as the tool prints it: <c>certified</c>, <c>insufficientSamples</c>, <c>riskTooHigh</c> or <c>sequenceBlocked</c>.</summary>
    public abstract string Status { get; }

    /// <summary>The answer in a sentence.</summary>
    public abstract string Message { get; }

    /// <summary>How many calibration items there were.</summary>
    public int N { get; }

    /// <summary>The level that was asked for.</summary>
    public double Alpha { get; }

    /// <summary>The error level that was asked for.</summary>
    public double Delta { get; }

    /// <summary>Every threshold of the grid with its counts, ascending; empty for a delegation budget, which tests a single order statistic, and when there was no item to take a range from.</summary>
    public IReadOnlyList<Hypothesis> Hypotheses { get; }

    /// <inheritdoc/>
    public sealed override string ToString() => Message;
}
