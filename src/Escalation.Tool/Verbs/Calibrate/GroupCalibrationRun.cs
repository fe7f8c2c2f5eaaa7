using Escalation.Calibration;
using Escalation.Calibration.Grouping;
using Escalation.Decisions;
using Escalation.Tool.Input;

namespace Escalation.Tool.Verbs.Calibrate;

/// <summary>Calibrates each group with the error level shared between them.</summary>
internal static class GroupCalibrationRun
{
    internal static IReadOnlyList<CalibrationAnswer> Of(CalibrateRequest request, ScoreTable table, ToolConsole console) =>
        request.Budget is { } budget ? Budget(request, budget, table) : Risk(request, request.Risk!, table, console);

    private static List<CalibrationAnswer> Budget(CalibrateRequest request, BudgetRequest budget, ScoreTable table)
    {
        DelegationBudgetOptions options = CalibrationRun.OptionsOf(request, budget, dataSha256: null);
        GroupCalibrationResult result = GroupCalibration.CalibrateBudget(table.Groups, table.Scores, options);
        return Answers(result, table, (scores, _) => CalibrationData.Sha256(scores), (group, sha256) => new CalibrationAnswer(group, options.Direction, sha256)
        {
            Procedure = RiskWords.Name(CertificateProcedure.OrderStatistic),
        });
    }

    private static List<CalibrationAnswer> Risk(CalibrateRequest request, RiskRequest risk, ScoreTable table, ToolConsole console)
    {
        // One grid for all groups, over the range of all scores, so that no group's own scores place its thresholds.
        ThresholdGrid grid = risk.Grid.Build(table.Scores, console);
        SelectiveRiskOptions options = CalibrationRun.OptionsOf(request, risk, table, grid, dataSha256: null);
        GroupCalibrationResult result = GroupCalibration.CalibrateRisk(table.Groups, table.Scores, table.Losses, options);
        return Answers(result, table, (scores, losses) => CalibrationData.Sha256(scores, losses), (group, sha256) => CalibrationRun.AnswerOf(group, risk, options, grid.Summary, sha256));
    }

    private static List<CalibrationAnswer> Answers(GroupCalibrationResult result, ScoreTable table, Func<double[], double[], string> fingerprint, Func<CalibrationResult, string, CalibrationAnswer> answer)
    {
        var answers = new List<CalibrationAnswer>();
        foreach (GroupResult group in result.Groups)
        {
            ScoreTable own = table.OfGroup(group.Group);
            answers.Add(answer(group.Result, fingerprint(own.Scores, own.Losses)) with { Group = group.Group });
        }

        return answers;
    }
}
