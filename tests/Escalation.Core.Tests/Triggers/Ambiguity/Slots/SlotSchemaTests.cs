using Escalation.Decisions;
using Escalation.Triggers.Ambiguity.Slots;

namespace Escalation.Core.Tests.Triggers.Ambiguity.Slots;

public class SlotSchemaTests
{
    private static readonly SlotSchema Flight = new(
        "book_flight",
        new Slot("from", pattern: "[A-Z]{3}"),
        new Slot("date", pattern: @"\d{4}-\d{2}-\d{2}"),
        new Slot("cabin", required: false, values: ["economy", "business"]),
        new Slot("seats", isValid: value => int.TryParse(value, out int seats) && seats > 0));

    [Theory]
    [InlineData("""{"from":"ROM","date":"2026-03-01","seats":2}""", 0, 0, null)]
    [InlineData("""{"from":" ROM ","date":"2026-03-01","seats":"2","cabin":"Economy","note":{"a":[1,{"b":null}]}}""", 0, 0, null)]
    [InlineData("""{"date":"2026-03-01","seats":2}""", 1, 0, "from")]
    [InlineData("""{"from":"","date":null,"seats":2}""", 2, 0, "from")]
    [InlineData("""{"from":"ROM","date":"TBD","seats":2}""", 1, 0, "date")]
    [InlineData("""{"from":"ROM","date":"to be determined","seats":2}""", 1, 0, "date")]
    [InlineData("""{"from":"<airport>","date":"{{date}}","seats":2}""", 2, 0, "from")]
    [InlineData("""{"from":"Rome","date":"2026-03-01","seats":2}""", 0, 1, "from")]
    [InlineData("""{"from":"ROM","date":"2026-03-01\n","seats":0}""", 0, 1, "seats")]
    [InlineData("""{"from":"ROM","date":"2026-03-01x","seats":-1,"cabin":"first"}""", 0, 3, "date")]
    [InlineData("""{"from":["ROM"],"date":{"a":1},"seats":true}""", 0, 3, "from")]
    [InlineData("""{"from":[],"date":{},"seats":false}""", 2, 1, "from")]
    [InlineData("""{"FROM":"ROM","date":"2026-03-01","seats":1}""", 1, 0, "from")]
    [InlineData("""{"\u0066rom":"R\u004fM","date":"2026-03-01","seats":1}""", 0, 0, null)]
    [InlineData("{}", 3, 0, "from")]
    [InlineData("", 3, 0, "from")]
    [InlineData("  ", 3, 0, "from")]
    [InlineData(null, 3, 0, "from")]
    public void Arguments_are_held_against_the_schema(string? json, int missing, int invalid, string? first)
    {
        SlotReport report = Flight.CheckArguments(json);
        Assert.Null(report.Fault);
        Assert.Equal((3, missing, invalid, first), (report.Required, report.Missing, report.Invalid, report.First));
        Assert.Equal(missing + invalid, report.Open);
    }

    [Theory]
    [InlineData("{", "arguments-malformed")]
    [InlineData("from=ROM", "arguments-malformed")]
    [InlineData("""{"from":"ROM"} x""", "arguments-malformed")]
    [InlineData("""{"from":"ROM"}{"from":"PAR"}""", "arguments-malformed")]
    [InlineData("""{"from":"\ud800"}""", "arguments-malformed")]
    [InlineData("""{"\ud800":"x","from":"ROM"}""", "arguments-malformed")]
    [InlineData("""{"fr\ud800om":"x"}""", "arguments-malformed")]
    [InlineData("""{"from":"ROM",}""", "arguments-malformed")]
    [InlineData("""{"from":[1,}""", "arguments-malformed")]
    [InlineData("[]", "arguments-no-object")]
    [InlineData("null", "arguments-no-object")]
    [InlineData("\"ROM\"", "arguments-no-object")]
    [InlineData("""{"from":"ROM","from":"PAR"}""", "argument-twice")]
    [InlineData("""{"from":"ROM","\u0066rom":null}""", "argument-twice")]
    public void Arguments_that_cannot_be_read_are_a_fault(string json, string detail)
    {
        SlotReport report = Flight.CheckArguments(json);
        Assert.Equal((Reason.ScoreUndefined, detail), (report.Fault, report.Detail));
    }

    [Fact]
    [Trait("Row", "57")]
    public void Half_a_surrogate_pair_is_no_argument()
    {
        foreach (string half in new[] { "\ud800", "\udc00" })
        {
            Assert.Equal("arguments-malformed", Flight.CheckArguments($$"""{"from":"{{half}}"}""").Detail);
            Assert.Equal("arguments-malformed", Flight.CheckArguments($$"""{"{{half}}":1}""").Detail);
        }
    }

    [Fact]
    public void Depth_and_length_have_a_limit()
    {
        string deep = string.Concat(Enumerable.Repeat("[", 100)) + string.Concat(Enumerable.Repeat("]", 100));
        Assert.Equal("arguments-malformed", Flight.CheckArguments($$"""{"x":{{deep}}}""").Detail);
        Assert.Equal(Reason.InputTooLarge, Flight.CheckArguments(new string(' ', 10) + new string('1', SlotSchema.MaximumArgumentsLength)).Fault);
        string text = $$"""{"a":"{{new string('x', Slot.MaximumValueLength + 1)}}"}""";
        Assert.Equal(1, new SlotSchema("s", new Slot("a", pattern: "x+")).CheckArguments(text).Invalid);
        Assert.Equal(0, new SlotSchema("s", new Slot("a")).CheckArguments(text).Open);
    }

    [Fact]
    [Trait("Row", "58")]
    [Trait("Row", "66")]
    public void A_value_that_nobody_sees_is_none()
    {
        var schema = new SlotSchema("s", new Slot("a"));
        foreach (string empty in new[] { "", " ", "\u00A0", "\u200B", "\u00AD\uFEFF", "\0", "\u2060\t", "...", "?", "-", "\u3164", "\u2800", "\uFE0F", "Unknown", "N/A", " null ", "not provided" })
        {
            Assert.Equal(1, schema.Check(new Dictionary<string, string> { ["a"] = empty }).Missing);
        }

        foreach (string value in new[] { "x", "0", "東京", "😀", "+", "€", "noone", "unknown artist", "\ud800" })
        {
            Assert.Equal(0, schema.Check(new Dictionary<string, string> { ["a"] = value }).Open);
        }
    }

    [Fact]
    public void A_value_that_is_listed_counts_whatever_it_looks_like()
    {
        var schema = new SlotSchema("s", new Slot("allergies", values: ["none", "nuts"]));
        Assert.Equal(0, schema.Check(new Dictionary<string, string> { ["allergies"] = "None" }).Open);
        Assert.Equal(1, schema.Check(new Dictionary<string, string> { ["allergies"] = "unknown" }).Missing);
        Assert.Equal(1, schema.Check(new Dictionary<string, string> { ["allergies"] = "milk" }).Invalid);
        Assert.Equal(1, schema.Check(new Dictionary<string, string> { ["allergies"] = null! }).Missing);
        Assert.Equal(1, schema.Check(null).Missing);
    }

    [Fact]
    [Trait("Row", "63")]
    public void Schemas_that_cannot_work_are_refused()
    {
        foreach (Action bad in new Action[]
        {
            () => _ = new Slot(" "),
            () => _ = new Slot("a", pattern: " "),
            () => _ = new Slot("a", pattern: "("),
            () => _ = new Slot("a", pattern: "a)|(b"),
            () => _ = new Slot("a", pattern: @"(a)\1"),
            () => _ = new Slot("a", pattern: "(?=a)a"),
            () => _ = new Slot("a", pattern: "(a{1000}){1000}"),
            () => _ = new Slot("a", pattern: new string('a', Slot.MaximumPatternLength + 1)),
            () => _ = new Slot("a", values: []),
            () => _ = new Slot("a", values: ["x", " "]),
            () => _ = new SlotSchema(" ", new Slot("a")),
            () => _ = new SlotSchema("s"),
            () => _ = new SlotSchema("s", new Slot("a"), null!),
            () => _ = new SlotSchema("s", new Slot("a"), new Slot("a")),
            () => _ = new SlotSchema("s", Enumerable.Range(0, 65).Select(i => new Slot($"s{i}"))),
        })
        {
            Assert.ThrowsAny<ArgumentException>(bad);
        }
    }

    [Fact]
    public void A_pattern_is_matched_by_the_whole_value()
    {
        var schema = new SlotSchema("s", new Slot("a", pattern: "cat|dog"));
        Assert.Equal(0, schema.Check(new Dictionary<string, string> { ["a"] = "dog" }).Open);
        Assert.Equal(1, schema.Check(new Dictionary<string, string> { ["a"] = "catx" }).Invalid);
        Assert.Equal(1, schema.Check(new Dictionary<string, string> { ["a"] = "xdog" }).Invalid);
    }
}
