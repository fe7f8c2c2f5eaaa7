using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Escalation.Handoff;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Handoff;

public class StructuredTextTests
{
    [Fact]
    public void Plain_values_are_written_as_they_are()
    {
        var value = new Dictionary<string, object?>
        {
            ["text"] = "a\"b",
            ["whole"] = 12L,
            ["part"] = 0.5,
            ["flag"] = true,
            ["none"] = null,
            ["list"] = new object?[] { 1, "x", (byte)7 },
            ["map"] = new SortedDictionary<string, string> { ["k"] = "v" },
            ["time"] = new DateTimeOffset(2025, 1, 2, 3, 4, 5, TimeSpan.Zero),
            ["json"] = JsonNode.Parse("""{"n":[1.50]}"""),
            ["day"] = DayOfWeek.Friday,
        };

        Assert.Equal(
            """{"text":"a\u0022b","whole":12,"part":0.5,"flag":true,"none":null,"list":[1,"x",7],"map":{"k":"v"},"time":"2025-01-02T03:04:05.0000000\u002B00:00","json":{"n":[1.50]},"day":"Friday"}""",
            StructuredText.Of(value));
        Assert.Equal("null", StructuredText.Of(null));
    }

    [Fact]
    [Trait("Row", "81")]
    public void Numbers_that_are_none_are_texts()
    {
        Assert.Equal("""["NaN","Infinity","-Infinity","NaN"]""", StructuredText.Of(new object[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, float.NaN }));
    }

    [Fact]
    [Trait("Row", "79")]
    public void A_cycle_becomes_a_placeholder_and_a_value_met_twice_does_not()
    {
        var list = new List<object?> { 1 };
        list.Add(list);
        var shared = new List<object?> { 2 };
        var map = new Dictionary<string, object?> { ["a"] = shared, ["b"] = shared };
        map["self"] = new object[] { map };

        Assert.StartsWith("""[1,"[cycle:System.Collections.Generic.List""", StructuredText.Of(list), StringComparison.Ordinal);
        Assert.StartsWith("""{"a":[2],"b":[2],"self":["[cycle:System.Collections.Generic.Dictionary""", StructuredText.Of(map), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "79")]
    public void What_cannot_be_written_says_its_type_and_no_more()
    {
        using var stream = new MemoryStream("canary"u8.ToArray());
        string text = StructuredText.Of(new object[] { stream, new Canary(), new Thrower(), (Action)(() => { }), typeof(string) });

        string[] parts = JsonSerializer.Deserialize<string[]>(text)!;
        Assert.Equal("[object:System.IO.MemoryStream]", parts[0]);
        Assert.Equal($"[object:{typeof(Canary).FullName}]", parts[1]);
        Assert.Equal("[fault:System.InvalidOperationException]", parts[2]);
        Assert.DoesNotContain("canary-7f3a", text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "79")]
    public void Depth_length_and_endless_sequences_are_bounded()
    {
        object deep = 1;
        for (int i = 0; i < 100_000; i++)
        {
            deep = new[] { deep };
        }

        Assert.Contains("[depth:System.Object[]]", StructuredText.Of(deep), StringComparison.Ordinal);
        string endless = StructuredText.Of(Endless(), 1000);
        Assert.EndsWith("\"[more]\"]", endless, StringComparison.Ordinal);
        Assert.True(endless.Length < 5000);
        string large = StructuredText.Of(new Dictionary<string, object?> { ["a"] = new string('x', 100_000_000), ["b"] = 1 }, 1000);
        Assert.True(large.Length < 1200);
        Assert.Contains("[more]", large, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => StructuredText.Of(1, 15));
    }

    [Fact]
    public void The_culture_changes_nothing()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = TestCulture.Of("de-DE");
            Assert.Equal("[0.5,\"NaN\"]", StructuredText.Of(new object[] { 0.5m, double.NaN }));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static IEnumerable<int> Endless()
    {
        for (int i = 0; ; i++)
        {
            yield return i;
        }
    }

    private sealed class Canary
    {
        public string Secret { get; } = "canary-7f3a";

        public override string ToString() => Secret;
    }

    private sealed class Thrower : IEnumerable
    {
        public IEnumerator GetEnumerator() => throw new InvalidOperationException("canary-7f3a");
    }
}
