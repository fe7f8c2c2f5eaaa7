using System.Globalization;
using System.Text.Json;
using Escalation.Tool.Output;

namespace Escalation.Tool.Tests.Output;

public class JsonOutputTests
{
    [Fact]
    public void Numbers_round_trip_and_those_that_json_lacks_are_null_with_a_reason()
    {
        JsonElement json = Write(writer =>
        {
            writer.WriteNumber("finite", 0.1 + 0.2);
            writer.WriteNumber("none", null);
            writer.WriteNumber("nan", (double?)double.NaN);
            writer.WriteNumber("up", (double?)double.PositiveInfinity);
            writer.WriteNumber("down", (double?)double.NegativeInfinity);
            writer.WriteCount("count", 3_000_000_000);
        });
        Assert.Equal("0.30000000000000004", json.GetProperty("finite").GetRawText());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("none").ValueKind);
        Assert.False(json.TryGetProperty("noneReason", out _));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("nan").ValueKind);
        Assert.Equal("not a number", json.GetProperty("nanReason").GetString());
        Assert.Equal("positive infinity", json.GetProperty("upReason").GetString());
        Assert.Equal("negative infinity", json.GetProperty("downReason").GetString());
        Assert.Equal(3_000_000_000, json.GetProperty("count").GetInt64());
    }

    private static JsonElement Write(Action<Utf8JsonWriter> members)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        JsonOutput.Write(new ToolConsole(Stream.Null, output, TextWriter.Null), members);
        using var document = JsonDocument.Parse(output.ToString());
        return document.RootElement.Clone();
    }
}
