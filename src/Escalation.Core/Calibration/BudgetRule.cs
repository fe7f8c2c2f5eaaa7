using Escalation.Calibration.Grouping;
using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Calibration;

/// <summary>What the rules of a budget share, the order statistic and the fixed sequence over a grid: how many items may be delegated, and what is written down.</summary>
internal static class BudgetRule
{
    /// <summary>The largest number of delegated items that is evidence enough; below 0 when not even none would be.</summary>
    internal static long Allowed(long n, DelegationBudgetOptions options) => BinomialBudget.LargestCount(n, options.Alpha, LevelOf(options));

    internal static InsufficientSamples TooFew(long n, DelegationBudgetOptions options) =>
        new(n, options.Alpha, options.Delta, n, BinomialBudget.MinimumTrials(options.Alpha, LevelOf(options)), []) { Level = LevelOf(options) };

    internal static double LevelOf(DelegationBudgetOptions options) => options.Level ?? options.Delta;

    /// <param name="n">How many items there are.</param>
    /// <param name="delegated">How many of them the threshold delegates.</param>
    /// <param name="threshold">The threshold.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="sha256">The fingerprint of the data.</param>
    /// <param name="grid">The grid of a fixed sequence; null for the order statistic.</param>
    /// <param name="tested">How many thresholds were tested.</param>
    internal static Certificate Certify(long n, long delegated, double threshold, DelegationBudgetOptions options, string sha256, ThresholdGrid? grid = null, int tested = 1) => new()
    {
        Group = options.Group,
        Threshold = threshold,
        Direction = options.Direction,
        Comparison = ScoreComparison.Symbol(options.Direction),
        Rule = CertificateText.Rule(options.Direction, threshold),
        ScoreId = options.ScoreId,
        RiskOf = null,
        Alpha = options.Alpha,
        Delta = options.Delta,
        N = n,
        K = delegated,
        ActedCount = n - delegated,
        PValue = BinomialTail.Lower(delegated, n, options.Alpha),
        Level = LevelOf(options),
        Procedure = grid is null ? CertificateProcedure.OrderStatistic : CertificateProcedure.FixedSequence,
        Grid = grid?.Summary,
        HypothesesTested = tested,
        EmpiricalRate = (double)delegated / n,
        DataSha256 = sha256,
        Assumptions = grid is null ? CertificateAssumptions.Budget(options.Group) : GroupingAssumptions.GridBudget(options.Group),
        Expires = options.Expires,
        Library = LibraryIdentity.Text,
    };
}
