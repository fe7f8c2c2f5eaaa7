using System.Globalization;

namespace Escalation.Calibration;

/// <summary>The fixed sequence failed at its first hypothesis, although other thresholds would have passed on their own.</summary>
/// <remarks>
/// Passing over the failure would void the error control. What helps is another start or another procedure, chosen before fresh labels are read.
/// Immutable and safe to share between threads.
/// </remarks>
public sealed class SequenceBlocked : CalibrationResult
{
    internal SequenceBlocked(long n, double alpha, double delta, Hypothesis at, int passingAlone, IReadOnlyList<Hypothesis> hypotheses)
        : base(n, alpha, delta, hypotheses)
    {
        At = at;
        PassingAlone = passingAlone;
    }

    /// <inheritdoc/>
    public override string Status => CalibrationStatus.SequenceBlocked;

    /// <inheritdoc/>
    public override string Message => string.Create(CultureInfo.InvariantCulture, $"Not certifiable: the sequence stopped at its first threshold, {At.Threshold:R}, with {At.Errors} errors among {At.Acted} acted items (p = {At.PValue:R} > {LevelText}); {PassingAlone} other thresholds would pass on their own. Choose another start or procedure before reading fresh labels.");

    /// <summary>The hypothesis that failed.</summary>
    public Hypothesis At { get; }

    /// <summary>How many thresholds of the grid have p-values of at most the level taken alone; at least 1.</summary>
    public int PassingAlone { get; }
}
