using System.Globalization;
using System.Text;

namespace Escalation.Experiments.Predictors;

/// <summary>The figures as a table for people.</summary>
internal static class PredictorsReport
{
    internal static string Write(IReadOnlyList<PredictorFigures> rows, int seeds, ulong seed)
    {
        var text = new StringBuilder();
        text.Append(string.Create(CultureInfo.InvariantCulture, $"{"data set",-15}{"target",-12}{"features",-30}{"model",-21}{"AUROC",7}{"sd",8}{"reference",11}{"ECE",8}{"reference",11}{"log loss",10}\n"));
        foreach (PredictorFigures row in rows)
        {
            string target = row.Case.Target == PredictorTarget.WeakIsRight ? "weak right" : "help";
            text.Append(string.Create(CultureInfo.InvariantCulture, $"{row.Case.Data,-15}{target,-12}{row.Case.Features,-30}{row.Case.Model,-21}{row.Auroc,7:0.0000}{row.AurocDeviation,8:0.0000}{Text(row.Case.ReferenceAuroc),11}{row.Ece,8:0.0000}{Text(row.Case.ReferenceEce),11}{row.LogLoss,10:0.0000}{(row.MeetsBar ? row.Case.MustBeat ? "  beaten" : "" : "  MISSED")}").TrimEnd()).Append('\n');
        }

        return text.Append(string.Create(CultureInfo.InvariantCulture, $"\nMeans of {seeds} seeds from {seed} on, each {PredictorFigures.Folds} stratified folds taken together; sd between seeds. ECE over {PredictorFigures.Bins} bins of even width.\n")).ToString();
    }

    private static string Text(double? reference) => reference?.ToString("0.000", CultureInfo.InvariantCulture) ?? "";
}
