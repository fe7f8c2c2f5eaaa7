using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Escalation.Benchmarks.Ratios;

/// <summary>All reports as one JSON object: <c>{ clock, runtime, architecture, ratios: [ ... ] }</c>.</summary>
internal static class RatioJson
{
    public static void Write(TextWriter output, IReadOnlyList<RatioReport> reports)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("clock", ThreadClock.Name);
            json.WriteString("runtime", RuntimeInformation.FrameworkDescription);
            json.WriteString("architecture", RuntimeInformation.ProcessArchitecture.ToString());
            json.WriteStartArray("ratios");
            foreach (RatioReport report in reports)
            {
                Write(json, report);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static void Write(Utf8JsonWriter json, RatioReport report)
    {
        json.WriteStartObject();
        json.WriteString("name", report.Name);
        json.WriteString("measures", report.Measures);
        if (report.Worst is { } worst)
        {
            WriteNumbers(json, worst);
            json.WriteNumber("geometricMean", report.GeometricMean);
            json.WriteStartArray("cases");
            foreach (CaseReport c in report.Cases)
            {
                json.WriteStartObject();
                json.WriteString("label", c.Label);
                WriteNumbers(json, c);
                json.WriteNumber("rounds", c.Rounds);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
        else
        {
            json.WriteString("unavailable", report.Unavailable);
        }

        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, CaseReport c)
    {
        json.WriteNumber("value", c.Value);
        json.WriteStartArray("spread");
        json.WriteNumberValue(c.LowerQuartile);
        json.WriteNumberValue(c.UpperQuartile);
        json.WriteEndArray();
        json.WriteNumber("oursNs", c.OursNs);
        json.WriteNumber("peerNs", c.PeerNs);
        json.WriteString("peer", c.Peer);
    }
}
