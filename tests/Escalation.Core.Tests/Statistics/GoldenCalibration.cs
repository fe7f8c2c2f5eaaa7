using System.Globalization;
using System.Text.Json;

namespace Escalation.Core.Tests.Statistics;

/// <summary>The golden calibration file.</summary>
internal static class GoldenCalibration
{
    public static JsonElement Section(string name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Golden", "calibration.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.GetProperty(name).Clone();
    }

    public static double[][] Rows(string section) =>
        [.. Section(section).GetProperty("rows").EnumerateArray().Select(row => row.EnumerateArray().Select(Number).ToArray())];

    /// <summary>A number of the file, which writes those that are not finite as text.</summary>
    public static double Number(JsonElement element) => element.ValueKind == JsonValueKind.Number
        ? element.GetDouble()
        : element.GetString() switch
        {
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            string text => double.Parse(text, CultureInfo.InvariantCulture),
            null => throw new InvalidDataException("a golden number is null"),
        };
}
