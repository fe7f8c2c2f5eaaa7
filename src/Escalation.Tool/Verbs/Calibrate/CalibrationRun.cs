using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Tool.Input;

namespace Escalation.Tool.Verbs.Calibrate;

/// <summary>Runs the calibration that a request asks for.</summary>
internal static class CalibrationRun
{
    internal static CalibrationAnswer Of(CalibrateRequest request, ScoreTable table, ToolConsole console) =>
        request.Budget is { } budget ? Budget(request, budget, table)
        : request.Risk is { } risk ? Risk(request, risk, table, console)
        : Joint(request, request.Joint!, table, console);

    private static CalibrationAnswer Budget(CalibrateRequest request, BudgetRequest budget, ScoreTable table)
    {
        string sha256 = CalibrationData.Sha256(table.Scores);
        var options = new DelegationBudgetOptions(budget.Alpha, request.Delta)
        {
            Direction = budget.LowerDelegates ? ScoreDirection.LowerDelegates : ScoreDirection.HigherDelegates,
            ScoreId = request.Columns.Score,
            DataSha256 = sha256,
            Expires = request.Expires,
        };
        return new CalibrationAnswer(DelegationBudget.Calibrate(table.Scores, options), options.Direction, sha256)
        {
            Procedure = RiskWords.Name(CertificateProcedure.OrderStatistic),
        };
    }

    private static CalibrationAnswer Risk(CalibrateRequest request, RiskRequest risk, ScoreTable table, ToolConsole console)
    {
        string sha256 = CalibrationData.Sha256(table.Scores, table.Losses);
        ThresholdGrid grid = risk.Grid.Build(table.Scores, console);
        CertificateMethod method = risk.Method ?? (Array.TrueForAll(table.Losses, static loss => loss is 0.0 or 1.0) ? CertificateMethod.Exact : CertificateMethod.Betting);
        var options = new SelectiveRiskOptions(risk.Alpha, request.Delta)
        {
            Procedure = risk.Procedure,
            Start = risk.Start,
            Starts = Math.Min(risk.Starts ?? SelectiveRiskOptions.DefaultStarts, grid.Count),
            Method = method,
            Seed = risk.Seed,
            Grid = grid,
            ScoreId = request.Columns.Score,
            DataSha256 = sha256,
            Expires = request.Expires,
        };
        bool sequential = risk.Procedure is CertificateProcedure.FixedSequence or CertificateProcedure.MultiStart or CertificateProcedure.Graphical;
        return new CalibrationAnswer(SelectiveRisk.Calibrate(table.Scores, table.Losses, options), ScoreDirection.HigherActs, sha256)
        {
            Procedure = RiskWords.Name(risk.Procedure),
            Method = RiskWords.Name(method),
            Start = sequential ? RiskWords.Name(risk.Start) : null,
            Grid = grid.Summary,
        };
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
