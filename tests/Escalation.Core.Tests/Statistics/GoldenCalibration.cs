using System.Globalization;
using System.Text.Json;

namespace Escalation.Core.Tests.Statistics;

/// <summary>Rows of a table in the golden calibration file, as numbers.</summary>
internal static class GoldenCalibration
{
    public static double[][] Rows(string section)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Golden", "calibration.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. document.RootElement.GetProperty(section).GetProperty("rows").EnumerateArray()
            .Select(row => row.EnumerateArray().Select(Number).ToArray())];
    }

    private static double Number(JsonElement element) => element.ValueKind == JsonValueKind.Number
        ? element.GetDouble()
        : element.GetString() switch
        {
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            string text => double.Parse(text, CultureInfo.InvariantCulture),
            null => throw new InvalidDataException("a golden number is null"),
        };
}
