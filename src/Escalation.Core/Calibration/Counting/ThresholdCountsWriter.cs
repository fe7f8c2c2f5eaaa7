using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Escalation.Calibration.Counting;

/// <summary>Writes counts as one line of JSON: <c>items[b]</c> and <c>errors[b]</c> are those of the scores that reach exactly b of the ascending thresholds, b from 0 to their number.</summary>
internal static class ThresholdCountsWriter
{
    internal static string Write(ThresholdCounts counts)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("schema", ThresholdCounts.Schema);
            json.WriteString("direction", ThresholdCountsWords.Of(counts.Direction));
            json.WriteString("losses", ThresholdCountsWords.Of(counts.Losses));
            Grid(json, counts.Grid.Summary);
            json.WriteString("dataSha256", counts.DataSha256);
            json.WriteNumber("n", counts.N);
            Numbers(json, "items", counts.Items);
            Numbers(json, "errors", counts.Losses == CountedLosses.None ? [] : counts.ErrorItems);
            Units(json, counts.Units);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Grid(Utf8JsonWriter json, GridSummary grid)
    {
        json.WriteStartObject("grid");
        json.WriteNumber("count", grid.Count);
        CanonicalNumber.Write(json, "first", grid.First);
        CanonicalNumber.Write(json, "last", grid.Last);
        json.WriteString("sha256", grid.Sha256);
        json.WriteEndObject();
    }

    private static void Numbers(Utf8JsonWriter json, string name, ReadOnlySpan<long> values)
    {
        json.WriteStartArray(name);
        foreach (long value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    /// <summary>As texts, since they exceed what a JSON number carries elsewhere.</summary>
    private static void Units(Utf8JsonWriter json, ReadOnlySpan<UInt128> values)
    {
        json.WriteStartArray("lossUnits");
        foreach (UInt128 value in values)
        {
            json.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        }

        json.WriteEndArray();
    }
}
