using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Audit;

/// <summary>What was exported.</summary>
/// <param name="Format">The format.</param>
/// <param name="File">The file.</param>
/// <param name="Rows">How many rows or records.</param>
/// <param name="Trigger">The trigger whose score it is; null for records.</param>
/// <param name="WithoutScore">How many labelled decisions have no score of it.</param>
/// <param name="Unasked">How many rows rest on labels that came without a draw.</param>
internal sealed record ExportSummary(string Format, string File, long Rows, string? Trigger, long WithoutScore, long Unasked)
{
    internal void Write(ToolConsole console, bool asJson)
    {
        if (asJson)
        {
            JsonOutput.Write(console, json =>
            {
                json.WriteString("status", "exported");
                json.WriteString("format", Format);
                json.WriteString("out", File);
                json.WriteNumber("rows", Rows);
                json.WriteString("trigger", Trigger);
                json.WriteNumber("withoutScore", WithoutScore);
                json.WriteNumber("unaskedLabelsBiased", Unasked);
            });
            return;
        }

        Report.Facts(
            console,
            $"Exported {Report.Count(Rows)} {(Trigger is null ? "records" : "labelled decisions")} to {ErrorText.OneLine(File, 400)}",
            [
                ("score of", Trigger),
                ("left out for want of a score", WithoutScore == 0 ? null : Report.Count(WithoutScore)),
                ("labels that came unasked", Unasked == 0 ? null : $"{Report.Count(Unasked)}: a biased sample, which certifies nothing"),
            ]);
    }
}
