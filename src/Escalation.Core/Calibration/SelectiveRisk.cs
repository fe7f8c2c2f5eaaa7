using Escalation.Calibration.Grids;
using Escalation.Decisions;

namespace Escalation.Calibration;

/// <summary>Certifies a threshold that bounds the mean loss among the items acted on (those with score &gt;= threshold), acting on as much as it can.</summary>
/// <remarks>
/// <para>For a fixed threshold the errors among acted items are Bin(acted, risk), so <c>p = P(Bin(acted, alpha) &lt;= errors)</c> is an exact p-value (Geifman and El-Yaniv 2017; Jung et al. 2024); for losses between 0 and 1 a betting or a Hoeffding-Bentkus p-value takes its place.
/// The thresholds of a grid are tested together so that the family-wise error rate is at most delta for any true risk curve (Angelopoulos et al. 2021, Learn then Test), and of the certified ones the threshold that acts the most is reported.</para>
/// <para><see cref="CertificateProcedure.FixedSequence"/>, the default, tests from strict to permissive, each threshold at the full level, until the first <c>p &gt; delta</c>. It begins at the strictest threshold that acts on at least c items, c fixed in advance: that choice reads counts alone. It recovers almost everything where risk falls with the score, and nothing where the most confident items are wrong.</para>
/// <para><see cref="CertificateProcedure.MultiStart"/> begins J such sequences at equal spacing on the grid, each at delta / J, so that a failure at the strict end stops one of them only.
/// <see cref="CertificateProcedure.Graphical"/> lets those sequences inherit: the grid is cut into J chains, the chain from one start to the next; each holds delta / J at its first threshold, a rejected threshold passes its whole level on to the next of its chain, and the last of a chain to the first threshold left of the next chain, after the most permissive chain to that of the strictest. It certifies whatever the multi-start test does, and more where a chain was rejected to its end.</para>
/// <para><see cref="CertificateProcedure.Holm"/> and <see cref="CertificateProcedure.Bonferroni"/> need no order and pay for each of the m thresholds of the grid: they stand against any shape of the risk, best on a coarse grid. Holm is never the weaker of the two.</para>
/// <para>Floors and starts go by the local level, delta / J or delta / m. Thresholds that act on nothing have p = 1, never pass and never block.</para>
/// </remarks>
public static partial class SelectiveRisk
{
    /// <summary>Calibrates the threshold.</summary>
    /// <param name="scores">Finite scores of a calibration set that neither trained nor tuned the score; a higher score acts.</param>
    /// <param name="losses">The loss of acting on each item, in [0, 1]: 1 where it would have been an error and 0 elsewhere, or a degree between.</param>
    /// <param name="options">Risk, error level, procedure, grid and start.</param>
    /// <returns><see cref="Certified"/>, <see cref="InsufficientSamples"/>, <see cref="SequenceBlocked"/> or <see cref="RiskTooHigh"/>.</returns>
    /// <exception cref="ArgumentException">Thrown when a score is not finite, a loss is outside [0, 1] or, for the exact method, neither 0 nor 1, or the lengths differ (the message names the index); when a grid of observed scores is to be tested otherwise than as a fixed sequence; or when the grid was placed by a pool or split that is this very calibration set.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="options"/> is null.</exception>
    /// <remarks><c>O(n log m)</c> for n items and m thresholds, without sorting or copying the data, <c>O(m log m)</c> more for Holm. A betting test takes <c>O(n)</c> for each threshold that it gets to, and keeps a copy of the data as long as the result lives. Safe to call from several threads.</remarks>
    public static CalibrationResult Calibrate(ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, SelectiveRiskOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        CalibrationData.RequireScores(scores);
        CalibrationData.RequireLosses(scores, losses);
        CertificateMethod method = EvidenceFactory.Resolve(options.Method, losses);
        if (options.Grid is null && scores.IsEmpty)
        {
            return GridFailure.WithoutItems(options, method);
        }

        ThresholdGrid grid = options.Grid ?? ThresholdGrid.OverRange(scores);
        RequireFit(grid, options);
        grid.RequireOtherThan(scores);
        GridPlan plan = GridPlan.Of(options, grid.Count);
        GridEvidence evidence = EvidenceFactory.Create(method, grid, scores, losses, plan.PlannedLevel, options);
        return Conclude(scores, losses, options, plan, evidence);
    }

    private static CalibrationResult Conclude(ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, SelectiveRiskOptions options, GridPlan plan, GridEvidence evidence)
    {
        var table = new HypothesisTable(evidence, GridTest.Run(evidence, plan));
        return table.Outcome.LowestCertified < 0
            ? GridFailure.Explain(scores.Length, options.Delta, plan, table)
            : new Certified(Certify(scores.Length, options.DataSha256 ?? CalibrationData.HashLines(scores, losses, options.MaxWorkers), options, plan, table), table);
    }

    private static void RequireFit(ThresholdGrid grid, SelectiveRiskOptions options)
    {
        if (grid.Origin == ThresholdGridOrigin.Observed && options.Procedure != CertificateProcedure.FixedSequence)
        {
            throw new ArgumentException($"A grid of observed scores can only be tested as a fixed sequence, but the procedure is {options.Procedure}: the others need thresholds that are fixed beforehand.", nameof(options));
        }
    }

    private static Certificate Certify(long n, string sha256, SelectiveRiskOptions options, GridPlan plan, HypothesisTable table)
    {
        GridEvidence evidence = table.Evidence;
        int index = table.Outcome.LowestCertified;
        double threshold = evidence.Threshold(index);
        long acted = evidence.Acted(index);
        double? lossSum = evidence.LossSum(index);
        return new Certificate
        {
            Group = options.Group,
            Threshold = threshold,
            Direction = ScoreDirection.HigherActs,
            Comparison = ScoreComparison.Symbol(ScoreDirection.HigherActs),
            Rule = CertificateText.Rule(ScoreDirection.HigherActs, threshold),
            ScoreId = options.ScoreId,
            RiskOf = RiskSubject.Acted,
            Alpha = options.Alpha,
            Delta = options.Delta,
            N = n,
            K = evidence.Errors(index),
            ActedCount = acted,
            LossSum = lossSum,
            PValue = evidence.PValue(index),
            Method = evidence.Method,
            Procedure = plan.Procedure,
            Start = plan.IsSequential ? plan.Start : null,
            Starts = plan.Procedure is CertificateProcedure.MultiStart or CertificateProcedure.Graphical ? plan.Starts : null,
            Level = table.Outcome.Level(index)!.Value,
            Grid = evidence.Grid.Summary,
            HypothesesTested = table.Outcome.Tested,
            EmpiricalRate = (double)(n - acted) / n,
            EmpiricalRisk = (lossSum ?? evidence.Errors(index)) / acted,
            UpperBound = evidence.Method == CertificateMethod.Betting ? Math.Min(options.Alpha, evidence.UpperBound(index, plan.Level)) : double.NaN,
            Seed = evidence.Method == CertificateMethod.Betting ? options.Seed : null,
            DataSha256 = sha256,
            Assumptions = CertificateAssumptions.SelectiveRisk(evidence.Grid.Origin, plan.IsSequential, evidence.Method, lossSum is null, options.Group),
            Expires = options.Expires,
            Library = LibraryIdentity.Text,
        };
    }
}
