using System.Reflection;
using System.Text.Json;
using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Calibrate;

/// <summary>The JSON of <c>calibrate</c>. When something is certified it is the certificate itself, so that saved output can be verified like the file.</summary>
internal static class CalibrateJson
{
    internal static void Write(ToolConsole console, CalibrateRequest request, CalibrationAnswer answer, IReadOnlyList<string> warnings) => JsonOutput.Write(console, json =>
    {
        WriteMembers(json, request, answer);
        WriteWarnings(json, warnings);
    });

    /// <summary>The JSON of one certificate for each group.</summary>
    internal static void Write(ToolConsole console, CalibrateRequest request, IReadOnlyList<CalibrationAnswer> groups, IReadOnlyList<string> warnings) => JsonOutput.Write(console, json =>
    {
        json.WriteString("status", groups.FirstOrDefault(static group => group.Result is not Certified)?.Result.Status ?? "certified");
        json.WriteNumber("alpha", groups[0].Result.Alpha);
        json.WriteNumber("delta", groups[0].Result.Delta);
        json.WriteNumber("n", groups.Sum(static group => group.Result.N));
        json.WriteStartArray("groups");
        foreach (CalibrationAnswer group in groups)
        {
            json.WriteStartObject();
            WriteMembers(json, request, group);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteWarnings(json, warnings);
    });

    /// <summary>Beside the certificate, of which it is no part; there only where there is something to warn of.</summary>
    private static void WriteWarnings(Utf8JsonWriter json, IReadOnlyList<string> warnings)
    {
        if (warnings.Count == 0)
        {
            return;
        }

        json.WriteStartArray("warnings");
        foreach (string warning in warnings)
        {
            json.WriteStringValue(warning);
        }

        json.WriteEndArray();
    }

    private static void WriteMembers(Utf8JsonWriter json, CalibrateRequest request, CalibrationAnswer answer)
    {
        if (answer.Result is Certified certified)
        {
            WriteCertificate(json, certified.Certificate);
        }
        else
        {
            WriteRefusal(json, request, answer);
        }

        if (request.Rows)
        {
            WriteHypotheses(json, answer.Result.Hypotheses);
        }
    }

    private static void WriteCertificate(Utf8JsonWriter json, Certificate certificate)
    {
        using var document = JsonDocument.Parse(certificate.ToJson());
        foreach (JsonProperty field in document.RootElement.EnumerateObject())
        {
            field.WriteTo(json);
        }
    }

    /// <summary>The fields of a certificate, null where nothing is certified: above all there is no threshold.</summary>
    private static void WriteRefusal(Utf8JsonWriter json, CalibrateRequest request, CalibrationAnswer answer)
    {
        CalibrationResult result = answer.Result;
        json.WriteString("status", result.Status);
        json.WriteString("reason", answer.Reason);
        json.WriteString("group", answer.Group);
        json.WriteString("scope", "rule");
        json.WriteNull("policy");
        json.WriteNull("threshold");
        json.WriteString("direction", JsonNamingPolicy.CamelCase.ConvertName(answer.Direction.ToString()));
        json.WriteString("comparison", ScoreComparison.Symbol(answer.Direction));
        json.WriteNull("rule");
        json.WriteString("scoreId", request.Columns.Score);
        json.WriteString("riskOf", request.Budget is not null ? null : request.Joint is { RiskOf: RiskSubject.All } ? "all" : "acted");
        json.WriteNumber("alpha", result.Alpha);
        json.WriteNumber("delta", result.Delta);
        json.WriteNumber("n", result.N);
        json.WriteNull("k");
        json.WriteNull("nActed");
        json.WriteNull("lossSum");
        json.WriteString("unit", request.Clusters is null ? "item" : "cluster");
        json.WriteNull("clusters");
        json.WriteNull("pValue");
        json.WriteString("method", answer.Method);
        json.WriteString("procedure", answer.Procedure);
        json.WriteString("start", answer.Start);
        json.WriteNull("starts");
        json.WriteNumber("level", result.Level);
        WriteGrid(json, answer.Grid);
        json.WriteNumber("hypothesesTested", result.Hypotheses.Count(hypothesis => hypothesis.Tested));
        json.WriteNull("budget");
        json.WriteNull("choice");
        json.WriteNull("empiricalRate");
        json.WriteNull("empiricalRisk");
        json.WriteNumber("upperBound", (result as RiskTooHigh)?.BestUpperBound);
        json.WriteCount("needed", (result as InsufficientSamples)?.Need);
        json.WriteNull("seed");
        json.WriteString("dataSha256", answer.DataSha256);
        json.WriteNull("assumptions");
        json.WriteNull("expires");
        json.WriteString("library", Library());
        json.WriteNull("certificateId");
    }

    private static void WriteGrid(Utf8JsonWriter json, GridSummary? grid)
    {
        if (grid is null)
        {
            json.WriteNull("grid");
            return;
        }

        json.WriteStartObject("grid");
        json.WriteNumber("count", grid.Count);
        json.WriteNumber("first", grid.First);
        json.WriteNumber("last", grid.Last);
        json.WriteString("sha256", grid.Sha256);
        json.WriteEndObject();
    }

    private static void WriteHypotheses(Utf8JsonWriter json, IReadOnlyList<Hypothesis> hypotheses)
    {
        json.WriteStartArray("hypotheses");
        foreach (Hypothesis hypothesis in hypotheses)
        {
            json.WriteStartObject();
            json.WriteNumber("threshold", hypothesis.Threshold);
            json.WriteNumber("nActed", hypothesis.Acted);
            json.WriteNumber("errors", hypothesis.Errors);
            json.WriteNumber("pValue", hypothesis.PValue);
            json.WriteBoolean("tested", hypothesis.Tested);
            json.WriteBoolean("certified", hypothesis.Certified);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Library()
    {
        AssemblyName name = typeof(Certificate).Assembly.GetName();
        return $"{name.Name} {name.Version?.ToString(3)}";
    }
}
