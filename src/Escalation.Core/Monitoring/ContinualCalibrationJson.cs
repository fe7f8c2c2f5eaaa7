using System.Text.Json;
using Escalation.Calibration;
using Escalation.Statistics.Sequential;

namespace Escalation.Monitoring;

/// <summary>Writes and reads continual calibrations.</summary>
internal static class ContinualCalibrationJson
{
    internal const string Schema = "escalation-continual-calibration/1";

    internal static byte[] Write(ContinualCalibrationParts parts) => StateDocument.Write(Schema, json =>
    {
        json.WriteNumber("alpha", parts.Bets.Alpha);
        json.WriteNumber("delta", parts.Delta);
        json.WriteNumber("count", parts.Count);
        json.WriteNumber("reach", parts.Reach);
        json.WriteNumber("rounding", parts.Rounding);
        Numbers(json, "alternatives", [.. parts.Bets.Alternatives]);
        Numbers(json, "thresholds", parts.Grid.Thresholds);
        Numbers(json, "logs", parts.Logs);
        Numbers(json, "losses", parts.Losses);
        json.WriteStartArray("acted");
        foreach (long acted in parts.Acted)
        {
            json.WriteNumberValue(acted);
        }

        json.WriteEndArray();
        Certified(json, parts.Certified);
    });

    /// <exception cref="ArgumentException">Thrown when the parts contradict each other.</exception>
    internal static ContinualCalibration Read(StateFields fields)
    {
        double alpha = fields.Number("alpha");
        double delta = fields.Number("delta");
        long count = fields.Count("count");
        double[] alternatives = fields.Numbers("alternatives");
        double[] thresholds = fields.Numbers("thresholds");
        var grid = ThresholdGrid.Of(thresholds);
        if (!grid.Thresholds.SequenceEqual(thresholds))
        {
            throw fields.Fail("thresholds", "must be distinct and ascending");
        }

        var certified = new ContinualThreshold?[grid.Count];
        foreach ((int index, ContinualThreshold threshold) in fields.Items("certified", element => Certified(new StateFields(element, "certified."), grid)))
        {
            certified[index] = certified[index] is null ? threshold : throw fields.Fail("certified", "has a threshold twice");
        }

        return ContinualCalibration.Restore(new ContinualCalibrationParts(
            grid,
            new MeanBets(MeanHypothesis.AtLeast, alpha, alternatives),
            delta,
            count,
            fields.Number("reach"),
            fields.Number("rounding"),
            fields.Numbers("logs"),
            fields.Counts("acted"),
            fields.Numbers("losses"),
            certified));
    }

    private static (int Index, ContinualThreshold Threshold) Certified(StateFields fields, ThresholdGrid grid)
    {
        long index = fields.Count("index");
        if (index >= grid.Count)
        {
            throw fields.Fail("index", "is out of range");
        }

        var threshold = new ContinualThreshold(grid.Thresholds[(int)index], fields.Count("step"), fields.Count("acted"), fields.Number("lossSum"), fields.Number("logEvidence"));
        fields.RequireEmpty();
        return ((int)index, threshold);
    }

    private static void Certified(Utf8JsonWriter json, ContinualThreshold?[] certified)
    {
        json.WriteStartArray("certified");
        for (int i = 0; i < certified.Length; i++)
        {
            if (certified[i] is { } threshold)
            {
                json.WriteStartObject();
                json.WriteNumber("index", i);
                json.WriteNumber("step", threshold.Step);
                json.WriteNumber("acted", threshold.Acted);
                json.WriteNumber("lossSum", threshold.LossSum);
                json.WriteNumber("logEvidence", threshold.LogEvidence);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    private static void Numbers(Utf8JsonWriter json, string name, ReadOnlySpan<double> values)
    {
        json.WriteStartArray(name);
        foreach (double value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }
}
