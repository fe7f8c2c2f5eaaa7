using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Escalation.Prediction.Interventions;
using Escalation.Statistics;

namespace Escalation.Tool.Verbs.Targets;

/// <summary>Chat records as JSON Lines.</summary>
internal sealed class TargetRecords
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private TargetRecords(byte[] lines, int count, int escalations) => (Lines, Count, Escalations) = (lines, count, escalations);

    /// <summary>The content of the file.</summary>
    internal byte[] Lines { get; }

    /// <summary>How many records there are.</summary>
    internal int Count { get; }

    /// <summary>How many of them escalate.</summary>
    internal int Escalations { get; }

    /// <summary>A record for each row, ratio and framing, in an order that depends on the seed alone.</summary>
    internal static TargetRecords Of(IReadOnlyList<TargetRow> rows, TargetsRequest request)
    {
        var buffer = new ArrayBufferWriter<byte>();
        int perRow = request.Ratios.Length * request.Framings.Count;
        int escalations = 0;
        int[] order = SeededShuffle.Permutation(checked(rows.Count * perRow), request.Seed);
        foreach (int place in order)
        {
            TargetRow row = rows[place / perRow];
            double ratio = request.Ratios[place % perRow / request.Framings.Count];
            InterventionTarget target = InterventionTargets.Create(row.Case, ratio, request.Framings[place % request.Framings.Count]);
            escalations += target.Escalates ? 1 : 0;
            Write(buffer, row, target, request);
        }

        return new TargetRecords(buffer.WrittenSpan.ToArray(), order.Length, escalations);
    }

    private static void Write(ArrayBufferWriter<byte> buffer, TargetRow row, InterventionTarget target, TargetsRequest request)
    {
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            target.WriteMessages(json);
            if (request.Metadata)
            {
                json.WriteStartObject("metadata");
                json.WriteNumber("line", row.Line);
                if (row.Domain is not null)
                {
                    json.WriteString("domain", row.Domain);
                }

                json.WriteNumber("costs", target.Ratio);
                json.WriteString("framing", TargetsRequest.NameOf(target.Framing));
                json.WriteString("decision", target.Escalates ? "escalate" : "act");
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
    }
}
