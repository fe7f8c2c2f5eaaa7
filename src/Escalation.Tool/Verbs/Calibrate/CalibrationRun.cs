using Escalation.Calibration;
using Escalation.Calibration.Grouping;
using Escalation.Decisions;
using Escalation.Tool.Input;

namespace Escalation.Tool.Verbs.Calibrate;

/// <summary>Runs the calibration that a request asks for.</summary>
internal static class CalibrationRun
{
    internal static CalibrationAnswer Of(CalibrateRequest request, ScoreTable table, ToolConsole console) =>
        request.Budget is { } budget ? Budget(request, budget, table, console)
        : request.Risk is { } risk ? Risk(request, risk, table, console)
        : Joint(request, request.Joint!, table, console);

    internal static DelegationBudgetOptions OptionsOf(CalibrateRequest request, BudgetRequest budget, string? dataSha256) => new(budget.Alpha, request.Delta)
    {
        Direction = budget.LowerDelegates ? ScoreDirection.LowerDelegates : ScoreDirection.HigherDelegates,
        ScoreId = request.Columns.Score,
        DataSha256 = dataSha256,
        Expires = request.Expires,
        MaxWorkers = Environment.ProcessorCount,
    };

    internal static SelectiveRiskOptions OptionsOf(CalibrateRequest request, RiskRequest risk, ScoreTable table, ThresholdGrid? grid, string? dataSha256) => new(risk.Alpha, request.Delta)
    {
        Procedure = risk.Procedure,
        Start = risk.Start,
        Starts = Math.Min(risk.Starts ?? SelectiveRiskOptions.DefaultStarts, grid?.Count ?? int.MaxValue),
        Method = risk.Method ?? (request.Clusters != ClusterMethod.Means && request.Columns.Weight is null && Array.TrueForAll(table.Losses, static loss => loss is 0.0 or 1.0) ? CertificateMethod.Exact : CertificateMethod.Betting),
        Seed = risk.Seed,
        Grid = grid,
        ScoreId = request.Columns.Score,
        DataSha256 = dataSha256,
        Expires = request.Expires,
        MaxWorkers = Environment.ProcessorCount,
    };

    internal static CalibrationAnswer AnswerOf(CalibrationResult result, RiskRequest risk, SelectiveRiskOptions options, GridSummary grid, string sha256) => new(result, ScoreDirection.HigherActs, sha256)
    {
        Procedure = RiskWords.Name(risk.Procedure),
        Method = RiskWords.Name(options.Method!.Value),
        Start = risk.Procedure is CertificateProcedure.Holm or CertificateProcedure.Bonferroni ? null : RiskWords.Name(risk.Start),
        Grid = grid,
    };

    private static CalibrationAnswer Budget(CalibrateRequest request, BudgetRequest budget, ScoreTable table, ToolConsole console)
    {
        string sha256 = CalibrationData.Sha256Parallel(table.Scores, Environment.ProcessorCount);
        DelegationBudgetOptions options = OptionsOf(request, budget, sha256);
        ThresholdGrid? grid = budget.Grid?.BuildFixed(console);
        CalibrationResult result = request.Columns.Weight is not null ? WeightedCalibration.CalibrateBudget(table.Scores, table.Weights, request.Columns.MaxWeight, options, grid!, budget.Method, budget.Seed)
            : request.Clusters is { } clusters ? ClusterCalibration.CalibrateBudget(table.Clusters, table.Scores, options, new ClusterOptions(clusters) { Seed = budget.Seed }, grid, budget.Method)
            : DelegationBudget.Calibrate(table.Scores, options);
        return new CalibrationAnswer(result, options.Direction, sha256)
        {
            Procedure = RiskWords.Name(grid is null ? CertificateProcedure.OrderStatistic : CertificateProcedure.FixedSequence),
            Method = RiskWords.Name(grid is null ? CertificateMethod.Exact : budget.Method),
            Grid = grid?.Summary,
        };
    }

    private static CalibrationAnswer Risk(CalibrateRequest request, RiskRequest risk, ScoreTable table, ToolConsole console)
    {
        if (risk.Grid.IsObserved && request.Clusters is null && request.Columns.Weight is null)
        {
            return RiskOverObserved(request, risk, table);
        }

        ThresholdGrid grid = risk.Grid.Build(table.Scores, console);
        if (request.Columns.Weight is not null)
        {
            double[] weighted = ImportanceWeights.Transform(table.Losses, table.Weights, request.Columns.MaxWeight, risk.Alpha);
            string fingerprint = CalibrationData.Sha256(table.Scores, weighted);
            SelectiveRiskOptions bounded = OptionsOf(request, risk, table, grid, fingerprint);
            return AnswerOf(WeightedCalibration.CalibrateRisk(table.Scores, table.Losses, table.Weights, request.Columns.MaxWeight, bounded), risk, bounded, grid.Summary, fingerprint);
        }

        string sha256 = CalibrationData.Sha256Parallel(table.Scores, table.Losses, Environment.ProcessorCount);
        SelectiveRiskOptions options = OptionsOf(request, risk, table, grid, sha256);
        CalibrationResult result = request.Clusters is { } clusters
            ? ClusterCalibration.CalibrateRisk(table.Clusters, table.Scores, table.Losses, options, new ClusterOptions(clusters) { Seed = risk.Seed })
            : SelectiveRisk.Calibrate(table.Scores, table.Losses, options);
        return AnswerOf(result, risk, options, grid.Summary, sha256);
    }

    /// <summary>One sort gives the candidates and their counts; only an answer without a certificate sorts again, to describe the candidates.</summary>
    private static CalibrationAnswer RiskOverObserved(CalibrateRequest request, RiskRequest risk, ScoreTable table)
    {
        string sha256 = CalibrationData.Sha256Parallel(table.Scores, table.Losses, Environment.ProcessorCount);
        SelectiveRiskOptions options = OptionsOf(request, risk, table, grid: null, sha256);
        CalibrationResult result = SelectiveRisk.CalibrateObserved(table.Scores, table.Losses, options);
        return AnswerOf(result, risk, options, (result as Certified)?.Certificate.Grid ?? ThresholdGrid.Observed(table.Scores).Summary, sha256);
    }

    private static CalibrationAnswer Joint(CalibrateRequest request, JointRequest joint, ScoreTable table, ToolConsole console)
    {
        string sha256 = CalibrationData.Sha256(table.Scores, table.Losses, table.LossesEscalate);
        ThresholdGrid? grid = joint.Grid.BuildFixed(console);
        var options = new JointCalibrationOptions(joint.Budget, joint.MaxRisk, joint.CostRatio, request.Delta)
        {
            RiskOf = joint.RiskOf,
            ChoosingShare = joint.Split,
            Seed = joint.Seed,
            Grid = grid,
            Start = joint.Start,
            ScoreId = request.Columns.Score,
            DataSha256 = sha256,
            Expires = request.Expires,
        };
        CalibrationResult result = JointCalibration.Calibrate(table.Scores, table.Losses, table.LossesEscalate, options);
        return new CalibrationAnswer(result, ScoreDirection.HigherDelegates, sha256)
        {
            Procedure = RiskWords.Name(CertificateProcedure.FixedSequence),
            Start = RiskWords.Name(joint.Start),
            Grid = grid?.Summary ?? (result as Certified)?.Certificate.Grid,
        };
    }
}
