using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Score;

/// <summary>Tells what was scored.</summary>
internal static class ScoreReport
{
    /// <summary>A table for people, when the scores are in a file.</summary>
    internal static void WriteTable(ToolConsole console, ScoreRequest request, ScoreSummary summary)
    {
        console.Output.Write($"{Report.Count(summary.Rows)} rows of {request.Activations.File} scored; written to {request.Out}\n");
        Report.Rows(
            console,
            [request.Calibrated ? "probability by" : "score by", "least", "mean", "largest"],
            request.Names.Select((name, probe) => (IReadOnlyList<string>)[name, Shown(summary.Minimum(probe)), Shown(summary.Mean(probe)), Shown(summary.Maximum(probe))]));
    }

    /// <summary>The one JSON object; with the scores themselves when they are in no file.</summary>
    internal static void WriteJson(ToolConsole console, ScoreRequest request, ScoreSummary summary, MemorySink? scores) => JsonOutput.Write(console, json =>
    {
        json.WriteString("activations", request.Activations.File);
        json.WriteNumber("rows", summary.Rows);
        json.WriteBoolean("calibrated", request.Calibrated);
        json.WriteString("out", request.Out);
        json.WriteStartArray("probes");
        for (int probe = 0; probe < request.Names.Count; probe++)
        {
            json.WriteStartObject();
            json.WriteString("name", request.Names[probe]);
            json.WriteString("file", request.Probes[probe]);
            json.WriteNumber("minimum", summary.Minimum(probe));
            json.WriteNumber("mean", summary.Mean(probe));
            json.WriteNumber("maximum", summary.Maximum(probe));
            if (scores is not null)
            {
                json.WriteStartArray("scores");
                foreach (double score in scores.Of(probe))
                {
                    json.WriteNumberValue(score);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static string Shown(double? value) => value is { } number ? Report.Short(number) : "";
}
