using System.Globalization;

namespace Escalation.Calibration;

/// <summary>The answer of a calibration: <see cref="Certified"/>, or why not: <see cref="InsufficientSamples"/>, <see cref="RiskTooHigh"/>, <see cref="SequenceBlocked"/>, <see cref="BudgetInfeasible"/>. There is never a threshold without a certificate.</summary>
/// <remarks>A closed hierarchy, immutable and safe to share between threads.</remarks>
public abstract class CalibrationResult
{
    private protected CalibrationResult(long n, double alpha, double delta, IReadOnlyList<Hypothesis> hypotheses)
    {
        N = n;
        Alpha = alpha;
        Delta = delta;
        Hypotheses = hypotheses;
    }

    /// <summary>One word for the answer, as the tool prints it: <c>certified</c>, <c>insufficientSamples</c>, <c>riskTooHigh</c>, <c>sequenceBlocked</c> or <c>budgetInfeasible</c>.</summary>
    public abstract string Status { get; }

    /// <summary>The answer in a sentence.</summary>
    public abstract string Message { get; }

    /// <summary>How many calibration items there were.</summary>
    public long N { get; }

    /// <summary>The level that was asked for.</summary>
    public double Alpha { get; }

    /// <summary>The error level that was asked for.</summary>
    public double Delta { get; }

    /// <summary>The level that a single hypothesis had to meet: <see cref="Delta"/>, or the share of it that the procedure, groups or a second promise leave to one.</summary>
    public double Level { get => field > 0.0 ? field : Delta; internal init; }

    /// <summary>Every threshold of the grid with its counts, ascending; empty for a delegation budget, which tests a single order statistic, and when there was no item to take a range from.</summary>
    public IReadOnlyList<Hypothesis> Hypotheses { get; }

    /// <summary>The level in words, with delta where it is a share of it.</summary>
    private protected string LevelText => Level == Delta
        ? string.Create(CultureInfo.InvariantCulture, $"delta {Delta:R}")
        : string.Create(CultureInfo.InvariantCulture, $"level {Level:R} of delta {Delta:R}");

    /// <inheritdoc/>
    public sealed override string ToString() => Message;
}
