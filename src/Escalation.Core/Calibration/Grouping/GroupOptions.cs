namespace Escalation.Calibration.Grouping;

/// <summary>The options of a calibration, for one of its groups at its part of delta.</summary>
internal static class GroupOptions
{
    /// <param name="options">What the caller asked for.</param>
    /// <param name="group">The group.</param>
    /// <param name="planned">The share that the group began with: starts and bets go by it, so that a larger level later on only ever adds to what is certified.</param>
    /// <param name="level">The level to calibrate at, at least <paramref name="planned"/>.</param>
    /// <param name="sha256">The fingerprint of the group's items; null to compute it.</param>
    internal static SelectiveRiskOptions For(SelectiveRiskOptions options, string group, double planned, double level, string? sha256) => new(options.Alpha, options.Delta)
    {
        Procedure = options.Procedure,
        Start = options.Start,
        Starts = options.Starts,
        Method = options.Method,
        Seed = options.Seed,
        Grid = options.Grid,
        ScoreId = options.ScoreId,
        Expires = options.Expires,
        MaxWorkers = options.MaxWorkers,
        Group = group,
        DataSha256 = sha256,
        Level = level,
        PlannedLevel = planned,
    };

    /// <param name="options">What the caller asked for.</param>
    /// <param name="group">The group.</param>
    /// <param name="level">The level to calibrate at.</param>
    /// <param name="sha256">The fingerprint of the group's items; null to compute it.</param>
    internal static DelegationBudgetOptions For(DelegationBudgetOptions options, string group, double level, string? sha256) => new(options.Alpha, options.Delta)
    {
        Direction = options.Direction,
        ScoreId = options.ScoreId,
        Expires = options.Expires,
        MaxWorkers = options.MaxWorkers,
        Group = group,
        DataSha256 = sha256,
        Level = level,
    };

    /// <summary>The same options with the seed of the clusters.</summary>
    internal static SelectiveRiskOptions Seeded(SelectiveRiskOptions options, long seed) => Copy(options, options.Method, seed);

    /// <summary>The same options with a method for losses between 0 and 1, which betting is unless another was asked for.</summary>
    internal static SelectiveRiskOptions Bounded(SelectiveRiskOptions options) => Copy(options, options.Method ?? CertificateMethod.Betting, options.Seed);

    /// <summary>Refuses what only makes sense for a single calibration.</summary>
    internal static void Require(string? group, string? sha256, ThresholdGrid? grid)
    {
        if (group is not null)
        {
            throw new ArgumentException($"Group must be null, since every group gets a certificate of its own, but was '{group}'.", nameof(group));
        }

        if (sha256 is not null)
        {
            throw new ArgumentException("DataSha256 must be null, since every certificate carries the fingerprint of its own group's items.", nameof(sha256));
        }

        if (grid?.Origin == ThresholdGridOrigin.Observed)
        {
            throw new ArgumentException("The grid must not be one of observed scores: those of other groups would place the thresholds of each.", nameof(grid));
        }
    }

    private static SelectiveRiskOptions Copy(SelectiveRiskOptions options, CertificateMethod? method, long seed) => new(options.Alpha, options.Delta)
    {
        Procedure = options.Procedure,
        Start = options.Start,
        Starts = options.Starts,
        Method = method,
        Seed = seed,
        Grid = options.Grid,
        ScoreId = options.ScoreId,
        DataSha256 = options.DataSha256,
        Group = options.Group,
        Expires = options.Expires,
        MaxWorkers = options.MaxWorkers,
        Level = options.Level,
        PlannedLevel = options.PlannedLevel,
    };
}
