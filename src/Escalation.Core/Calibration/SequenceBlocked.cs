using System.Globalization;

namespace Escalation.Calibration;

/// <summary>Every sequence failed at its first hypothesis, although thresholds would have passed on their own.</summary>
/// <remarks>
/// Passing over a failure would void the error control. What helps is another start or another procedure, chosen before fresh labels are read: several starts, or Holm where confident items are wrong.
/// Immutable and safe to share between threads.
/// </remarks>
public sealed class SequenceBlocked : CalibrationResult
{
    internal SequenceBlocked(long n, double alpha, double delta, IReadOnlyList<Hypothesis> stops, int passingAlone, IReadOnlyList<Hypothesis> hypotheses)
        : base(n, alpha, delta, hypotheses)
    {
        Stops = stops;
        PassingAlone = passingAlone;
    }

    /// <inheritdoc/>
    public override string Status => CalibrationStatus.SequenceBlocked;

    /// <inheritdoc/>
    public override string Message => string.Create(CultureInfo.InvariantCulture, $"Not certifiable: {Which} stopped at its first threshold, {At.Threshold:R}, with {Losses()} among {At.Trials} {(At.Trials == At.Acted ? "acted " : "")}items (p = {At.PValue:R} > {LevelText}){Others()}; {PassingAlone} other thresholds would pass on their own. Choose another start or procedure before reading fresh labels.");

    private string Losses() => At.LossSum is { } sum
        ? string.Create(CultureInfo.InvariantCulture, $"losses of {sum:R} in all")
        : string.Create(CultureInfo.InvariantCulture, $"{At.Errors} errors");

    /// <summary>The hypothesis that failed, of several starts the strictest one.</summary>
    public Hypothesis At => Stops[0];

    /// <summary>The hypothesis at which each sequence failed, the strictest first; one for a fixed sequence.</summary>
    public IReadOnlyList<Hypothesis> Stops { get; }

    /// <summary>How many thresholds of the grid have p-values of at most the level taken alone; at least 1.</summary>
    public int PassingAlone { get; }

    private string Which => Stops.Count == 1 ? "the sequence" : string.Create(CultureInfo.InvariantCulture, $"each of {Stops.Count} sequences failed at once: the strictest");

    private string Others()
    {
        string[] thresholds = [.. Stops.Skip(1).Select(static stop => string.Create(CultureInfo.InvariantCulture, $"{stop.Threshold:R}"))];
        return thresholds.Length == 0 ? "" : $", the others at {string.Join(", ", thresholds)}";
    }
}
