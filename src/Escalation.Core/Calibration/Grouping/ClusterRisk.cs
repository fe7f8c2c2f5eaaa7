using Escalation.Calibration.Grids;
using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Calibration.Grouping;

/// <summary>Selective risk by the mean losses of clusters.</summary>
internal static class ClusterRisk
{
    /// <summary>One cluster in so many is a pilot.</summary>
    private const int PilotShare = 10;

    internal static CalibrationResult Calibrate(ItemPartition parts, ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, SelectiveRiskOptions options, double? startAt)
    {
        CertificateMethod method = Require(options);
        if (options.Grid is null && scores.IsEmpty)
        {
            return GridFailure.WithoutItems(options, method);
        }

        ThresholdGrid grid = options.Grid ?? ThresholdGrid.OverRange(scores);
        grid.RequireOtherThan(scores);
        GridPlan plan = GridPlan.Of(options, grid.Count);
        bool sequence = plan.Procedure == CertificateProcedure.FixedSequence;
        ReadOnlySpan<int> order = SeededShuffle.Permutation(parts.Count, (ulong)options.Seed);
        bool pilots = sequence && startAt is null;
        int pilot = pilots ? Math.Min(Math.Max(order.Length / PilotShare, 1), order.Length) : 0;
        var tested = new ClusterLosses(parts, order[pilot..], scores, losses, grid);
        ClusterEvidence evidence = Evidence(tested, scores, losses, options, grid, method, plan);
        GridOutcome outcome;
        if (sequence)
        {
            int first = startAt is { } start
                ? Math.Max(GridCounts.CountActing(grid.Thresholds, start) - 1, 0)
                : Start(new ClusterLosses(parts, order[..pilot], scores, losses, grid), tested.Count, plan.Required(method, options.Alpha), grid);
            outcome = Sequence(evidence, first, plan.Level);
        }
        else
        {
            outcome = GridTest.Run(evidence, plan);
        }

        var table = new HypothesisTable(evidence, outcome);
        return outcome.LowestCertified < 0
            ? GridFailure.Explain(tested.Rows.Length, options.Delta, plan, table)
            : new Certified(Certify(parts, scores, losses, options, plan, table, tested.Rows.Length, pilots, startAt), table);
    }

    private static CertificateMethod Require(SelectiveRiskOptions options)
    {
        if (options.Method == CertificateMethod.Exact)
        {
            throw new ArgumentException("Method must be betting or Hoeffding-Bentkus for cluster means, which are not counts, but was Exact.", nameof(options));
        }

        if (options.Procedure is CertificateProcedure.MultiStart or CertificateProcedure.Graphical)
        {
            throw new ArgumentException($"Procedure must be a fixed sequence, Holm or Bonferroni for cluster means, but was {options.Procedure}: further starts by counts are not valid for them.", nameof(options));
        }

        if (options.Grid?.Origin == ThresholdGridOrigin.Observed)
        {
            throw new ArgumentException("The grid must not be one of observed scores for cluster means, whose items are not independent draws.", nameof(options));
        }

        return options.Method ?? CertificateMethod.Betting;
    }

    private static ClusterEvidence Evidence(ClusterLosses tested, ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, SelectiveRiskOptions options, ThresholdGrid grid, CertificateMethod method, GridPlan plan)
    {
        double[] testedScores = new double[tested.Rows.Length];
        double[] testedLosses = new double[tested.Rows.Length];
        for (int i = 0; i < testedScores.Length; i++)
        {
            testedScores[i] = scores[tested.Rows[i]];
            testedLosses[i] = losses[tested.Rows[i]];
        }

        return new ClusterEvidence(grid, GridCounts.Of(grid, testedScores, testedLosses, withSums: true, options.MaxWorkers), options.Alpha, tested, method, plan.PlannedLevel);
    }

    /// <summary>The strictest threshold at which so many of the tested clusters can be expected to act, by the share of the pilot; the most permissive one where none is.</summary>
    private static int Start(ClusterLosses pilot, int tested, long required, ThresholdGrid grid)
    {
        int first = grid.Count - 1;
        while (first > 0 && (long)pilot.Acting(first) * tested < required * pilot.Count)
        {
            first--;
        }

        return first;
    }

    private static SequenceOutcome Sequence(ClusterEvidence evidence, int first, double level)
    {
        int next = first;
        while (next >= 0 && evidence.Passes(next, evidence.Alpha, level))
        {
            next--;
        }

        return new SequenceOutcome(first, certifiedFrom: next + 1, level);
    }

    private static Certificate Certify(ItemPartition parts, ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, SelectiveRiskOptions options, GridPlan plan, HypothesisTable table, long n, bool pilots, double? startAt)
    {
        GridEvidence evidence = table.Evidence;
        int index = table.Outcome.LowestCertified;
        double threshold = evidence.Threshold(index);
        long acted = evidence.Acted(index);
        long clusters = evidence.Trials(index);
        double sum = evidence.LossSum(index)!.Value;
        bool betting = evidence.Method == CertificateMethod.Betting;
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
            LossSum = sum,
            Clusters = clusters,
            PValue = evidence.PValue(index),
            Method = evidence.Method,
            Procedure = plan.Procedure,
            Start = plan.IsSequential ? plan.Start : null,
            Level = table.Outcome.Level(index)!.Value,
            Grid = evidence.Grid.Summary,
            HypothesesTested = table.Outcome.Tested,
            EmpiricalRate = (double)(n - acted) / n,
            EmpiricalRisk = sum / clusters,
            UpperBound = Math.Min(options.Alpha, evidence.UpperBound(index, table.Outcome.Level(index)!.Value)),
            Seed = betting || pilots ? options.Seed : null,
            DataSha256 = options.DataSha256 ?? CalibrationData.Sha256(scores, losses),
            Assumptions = GroupingAssumptions.RiskMeans(evidence.Grid, options.Group, betting, pilots, sequence: plan.IsSequential, startAt, parts.Sha256()),
            Expires = options.Expires,
            Library = LibraryIdentity.Text,
        };
    }
}
