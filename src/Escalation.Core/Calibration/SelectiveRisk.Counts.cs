using System.Globalization;
using Escalation.Calibration.Counting;
using Escalation.Calibration.Grids;
using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Calibration;

/// <content>Calibration over every candidate, and from counts alone.</content>
public static partial class SelectiveRisk
{
    /// <summary>Calibrates over every threshold that makes a difference on the scores: what <see cref="Calibrate(ReadOnlySpan{double}, ReadOnlySpan{double}, SelectiveRiskOptions)"/> does with <see cref="ThresholdGrid.Observed(ReadOnlySpan{double})"/>, sorting once instead of twice.</summary>
    /// <param name="scores">Finite scores, at least one; a higher score acts.</param>
    /// <param name="losses">One loss for each score, in [0, 1].</param>
    /// <param name="options">Risk, error level and start; a fixed sequence, and no grid.</param>
    /// <returns>The same as with that grid.</returns>
    /// <exception cref="ArgumentException">Thrown when there is no score, one is not finite, a loss is outside [0, 1] or, for the exact method, neither 0 nor 1, or the lengths differ (the message names the index); when the options name a grid or another procedure.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="options"/> is null.</exception>
    /// <remarks>Linear time for losses of 0 and 1: one radix sort, faster where single precision holds the scores. The fingerprint of the data takes longer than everything else unless the options give it; that of the grid is computed when somebody reads it. Safe to call from several threads.</remarks>
    public static CalibrationResult CalibrateObserved(ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, SelectiveRiskOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Grid is not null)
        {
            throw new ArgumentException($"{nameof(options)} must name no grid: the scores make it.", nameof(options));
        }

        CalibrationData.RequireScores(scores);
        CalibrationData.RequireLosses(scores, losses);
        CertificateMethod method = EvidenceFactory.Resolve(options.Method, losses);
        if (method != CertificateMethod.Exact || scores.IsEmpty)
        {
            return Calibrate(scores, losses, options.With(ThresholdGrid.Observed(scores)));
        }

        CandidateCounts counts = Candidates.Of(scores, LossColumn.Of(losses), options.MaxWorkers, out double[] thresholds);
        var grid = ThresholdGrid.OfCandidates(thresholds);
        RequireFit(grid, options);
        var evidence = new ExactEvidence(grid, counts, options.Alpha);
        return Conclude(scores, losses, options, GridPlan.Of(options, grid.Count), evidence);
    }

    /// <summary>Calibrates from counts, which may have been streamed and merged, so that the number of items is not bounded by memory.</summary>
    /// <param name="counts">Counts over the grid to choose from: scores at or above a threshold act, and losses were counted.</param>
    /// <param name="options">Risk, error level, procedure and start; the grid is that of the counts.</param>
    /// <returns>What the data themselves would have given, to the last bit of the certificate when counts or options carry the fingerprint of the data. Without one the certificate carries <see cref="ThresholdCounts.CountsSha256"/> and says so among its assumptions.</returns>
    /// <exception cref="ArgumentException">Thrown when the counts are of scores without losses or of a direction in which lower scores act, hold more than <see cref="BinomialTail.MaxTrials"/> items, or are of losses between 0 and 1 and the options do not ask for <see cref="CertificateMethod.HoeffdingBentkus"/>, since betting needs each loss; when the options name another grid, or another procedure than a fixed sequence for a grid of observed scores.</exception>
    /// <exception cref="ArgumentNullException">Thrown when an argument is null.</exception>
    /// <remarks>That a pool or split which placed the grid shares no item with the counted ones cannot be checked here. Time grows with the grid, not with the number of items. Safe to call from several threads.</remarks>
    public static CalibrationResult Calibrate(ThresholdCounts counts, SelectiveRiskOptions options)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(options);
        RequireSide(counts);
        counts.RequireTestable(nameof(counts));
        if (options.Grid is { } other && other.Summary != counts.Grid.Summary)
        {
            throw new ArgumentException($"{nameof(options)} must name the grid of the counts or none.", nameof(options));
        }

        RequireFit(counts.Grid, options);
        GridPlan plan = GridPlan.Of(options, counts.Grid.Count);
        var gridCounts = GridCounts.Of(counts, withSums: !counts.AreZeroOrOne);
        GridEvidence evidence = Method(counts, options) == CertificateMethod.Exact
            ? new ExactEvidence(counts.Grid, gridCounts, options.Alpha)
            : new BentkusEvidence(counts.Grid, gridCounts, options.Alpha);
        var table = new HypothesisTable(evidence, GridTest.Run(evidence, plan));
        if (table.Outcome.LowestCertified < 0)
        {
            return GridFailure.Explain(counts.N, options.Delta, plan, table);
        }

        string? sha256 = options.DataSha256 ?? counts.DataSha256;
        Certificate certificate = Certify(counts.N, sha256 ?? counts.CountsSha256, options, plan, table);
        return new Certified(sha256 is null ? CountsFingerprint.State(certificate) : certificate, table);
    }

    private static void RequireSide(ThresholdCounts counts)
    {
        if (counts.Losses == CountedLosses.None)
        {
            throw new ArgumentException("counts must have losses: a risk cannot be read off scores alone.", nameof(counts));
        }

        if (counts.Direction == ScoreDirection.HigherDelegates)
        {
            throw new ArgumentException($"counts must be of a direction in which scores at or above a threshold act, but are of {counts.Direction}.", nameof(counts));
        }
    }

    /// <summary>What the direct route would take, where the counts allow it.</summary>
    private static CertificateMethod Method(ThresholdCounts counts, SelectiveRiskOptions options)
    {
        bool binary = counts.AreZeroOrOne;
        CertificateMethod method = options.Method ?? (binary ? CertificateMethod.Exact : CertificateMethod.Betting);
        return method switch
        {
            CertificateMethod.Exact when !binary => throw new ArgumentException("counts must be of losses of 0 and 1 for the exact method.", nameof(counts)),
            CertificateMethod.Betting => throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Betting needs each loss and its place, which counts do not have: set {nameof(SelectiveRiskOptions.Method)} to {nameof(CertificateMethod.HoeffdingBentkus)}."), nameof(options)),
            _ => method,
        };
    }
}
