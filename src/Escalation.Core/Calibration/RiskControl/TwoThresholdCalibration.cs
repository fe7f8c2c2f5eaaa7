namespace Escalation.Calibration.RiskControl;

/// <summary>Certifies pairs of thresholds "act / escalate to the stronger model / escalate to a person" on a confidence, and takes the certified pair of least expected cost.</summary>
/// <remarks>
/// Learn then Test on the pairs of a grid: the choosing items give the grid's range and say which pairs are promising, the testing items certify, all bounds at once by the largest p-value, so that several bounds cost no level.
/// Of equally cheap pairs the one with the lower Low wins, then the one with the lower High: fewer persons, then fewer calls.
/// A person counts as right.
/// </remarks>
public static class TwoThresholdCalibration
{
    /// <summary>Calibrates the pair.</summary>
    /// <param name="scores">Finite scores of a calibration set that neither trained nor tuned the score; a higher score acts.</param>
    /// <param name="lossAct">The loss of acting on each item: 1 when the act would be an error, else 0.</param>
    /// <param name="lossModel">The loss of the stronger model's answer to each item, 0 or 1.</param>
    /// <param name="options">Bounds, costs, error level, split and grid.</param>
    /// <returns>The certificate, or why there is none, and what became of every pair.</returns>
    /// <exception cref="ArgumentException">Thrown when a score is not finite, a loss is neither 0 nor 1, the lengths differ, there are too few items for one to choose and one to test, no bound is given, or the grid has no pair.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="options"/> is null.</exception>
    /// <remarks><c>O(n log m + m^2)</c> for m thresholds and n items. Safe to call from several threads.</remarks>
    public static TwoThresholdResult Calibrate(ReadOnlySpan<double> scores, ReadOnlySpan<double> lossAct, ReadOnlySpan<double> lossModel, TwoThresholdOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        CalibrationData.RequireScores(scores);
        CalibrationData.RequireErrors(scores, lossAct, nameof(lossAct));
        CalibrationData.RequireErrors(scores, lossModel, nameof(lossModel));
        List<(TwoThresholdRisk Risk, double Bound)> bounds = options.Bounds();
        if (bounds.Count == 0)
        {
            throw new ArgumentException("options must give at least one bound: without one there is nothing to certify.", nameof(options));
        }

        var split = CalibrationSplit.Random(scores.Length, options.ChoosingShare, options.Seed);
        if (split.Choosing.IsEmpty || split.Testing.IsEmpty)
        {
            throw new ArgumentException(FormattableString.Invariant($"scores must have items enough for some to choose and some to test, but has {scores.Length}."), nameof(scores));
        }

        ThresholdGrid grid = options.Grid ?? ThresholdGrid.OverItems(scores, split.Choosing, TwoThresholdOptions.DefaultGridCount);
        var pairs = new TwoThresholdPairs(grid, withEqual: options.MaxModelRisk is null);
        if (pairs.Count == 0)
        {
            throw new ArgumentException("The grid has a single threshold, so no pair asks the stronger model, whose error rate is to be bounded.", nameof(options));
        }

        var choosing = new TwoThresholdCounts(grid, scores, lossAct, lossModel, split.Choosing);
        var testing = new TwoThresholdCounts(grid, scores, lossAct, lossModel, split.Testing);
        var evidence = new RiskEvidence([.. bounds.Select(bound => TwoThresholdVocabulary.Word(bound.Risk))], pairs.Measure(testing, bounds), pairs.Measure(choosing, bounds), options.Delta);
        RiskProcedure procedure = options.Procedure == TwoThresholdProcedure.LearnedOrder
            ? RiskProcedure.FixedSequence(ConfigurationOrder.Learned)
            : RiskProcedure.LearnedGraph(learned => TwoThresholdGraph.Build(learned, pairs, options.Chains));
        LearnThenTestResult<TwoThresholds> details = LearnThenTest.Decide(
            pairs.Thresholds,
            evidence,
            procedure,
            index => choosing.Cost(options.Costs, pairs[index].Low, pairs[index].High),
            split);
        TwoThresholdCertificate? certificate = details.Chosen is { } chosen
            ? Certify(chosen, bounds, options, grid, testing, pairs[chosen.Index], details, CalibrationData.Sha256(scores, lossAct, lossModel))
            : null;
        return new TwoThresholdResult(details, certificate);
    }

    private static TwoThresholdCertificate Certify(
        LearnThenTestRow<TwoThresholds> chosen,
        List<(TwoThresholdRisk Risk, double Bound)> bounds,
        TwoThresholdOptions options,
        ThresholdGrid grid,
        TwoThresholdCounts testing,
        (int Low, int High) pair,
        LearnThenTestResult<TwoThresholds> details,
        string sha256)
    {
        double level = chosen.Level(0)!.Value;
        var claims = new List<TwoThresholdClaim>(bounds.Count);
        foreach ((TwoThresholdRisk risk, double bound) in bounds)
        {
            (long k, long trials) = testing.Of(risk, pair.Low, pair.High);
            claims.Add(TwoThresholdClaim.Of(risk, bound, k, trials, level));
        }

        return new TwoThresholdCertificate
        {
            Thresholds = chosen.Configuration,
            Rule = chosen.Configuration.ToString(),
            ScoreId = options.ScoreId,
            Claims = claims.AsReadOnly(),
            Delta = options.Delta,
            Level = level,
            N = testing.Items,
            ActedCount = testing.Acted(pair.High),
            ModelCount = testing.Model(pair.Low, pair.High),
            PersonCount = testing.Person(pair.Low),
            Procedure = options.Procedure,
            Chains = options.Procedure == TwoThresholdProcedure.Graphical ? options.Chains : null,
            Grid = grid.Summary,
            HypothesesTested = details.HypothesesTested,
            Costs = options.Costs,
            ExpectedCost = chosen.Objective!.Value,
            ChoosingItems = details.Split.Choosing.Length,
            ChoosingShare = options.ChoosingShare,
            Seed = options.Seed,
            DataSha256 = sha256,
            Assumptions = JointAssumptions.TwoThresholds(grid.FromScores),
            Expires = options.Expires,
            Library = LibraryIdentity.Text,
        };
    }
}
