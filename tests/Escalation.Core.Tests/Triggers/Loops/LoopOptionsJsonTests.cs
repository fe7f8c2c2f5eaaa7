using System.Text;
using Escalation.Triggers.Loops;

namespace Escalation.Core.Tests.Triggers.Loops;

public class LoopOptionsJsonTests
{
    [Fact]
    public void The_golden_policy_declares_its_tools()
    {
        LoopOptions options = LoopScenario.Options();
        Assert.True(options.Tools["poll"].Polling);
        Assert.True(options.Tools["tool_search"].ReadOnly);
        Assert.True(options.Tools["think"].SideEffectFree);
        Assert.Equal(["description"], options.Tools["bash"].NoiseFields);
        Assert.Equal("calls", options.Tools["parallel"].ParallelCalls);
        Assert.Equal(new LoopOptions().ExactRepeats, options.ExactRepeats);
    }

    [Fact]
    [Trait("Row", "73")]
    public void Numbers_can_be_declared_too_and_a_byte_order_mark_is_tolerated()
    {
        LoopOptions options = Parse("\uFEFF{\"loops\":{\"exactRepeats\":6,\"stopAfter\":2,\"ignoreVolatileTokens\":false,\"tools\":{\"a\":{\"exempt\":true}}}}");
        Assert.Equal((6, 2, false, true), (options.ExactRepeats, options.StopAfter, options.IgnoreVolatileTokens, options.Tools["a"].Exempt));
    }

    [Theory]
    [Trait("Row", "71")]
    [Trait("Row", "72")]
    [InlineData("", "no valid JSON")]
    [InlineData("null", "must be a JSON object")]
    [InlineData("[]", "must be a JSON object")]
    [InlineData("{}", "no member 'loops'")]
    [InlineData("{\"Loops\":{}}", "Unknown member 'Loops'")]
    [InlineData("{\"loops\":{},\"loop\":{}}", "Unknown member 'loop'")]
    [InlineData("{\"loops\":{},\"loops\":{}}", "no valid JSON")]
    [InlineData("{\"loops\":null}", "must be a JSON object")]
    [InlineData("{\"loops\":{\"exactRepeat\":4}}", "Unknown member 'exactRepeat'")]
    [InlineData("{\"loops\":{\"exactRepeats\":1}}", "ExactRepeats must be at least 2")]
    [InlineData("{\"loops\":{\"exactRepeats\":4.5}}", "must be an integer")]
    [InlineData("{\"loops\":{\"exactRepeats\":1e400}}", "must be an integer")]
    [InlineData("{\"loops\":{\"exactRepeats\":\"4\"}}", "must be an integer")]
    [InlineData("{\"loops\":{\"history\":5000}}", "History must be from 64 to 4096")]
    [InlineData("{\"loops\":{\"tools\":[]}}", "must be a JSON object")]
    [InlineData("{\"loops\":{\"tools\":{\"a\":true}}}", "Tool 'a' must be a JSON object")]
    [InlineData("{\"loops\":{\"tools\":{\"\":{}}}}", "without a name")]
    [InlineData("{\"loops\":{\"tools\":{\"a\":{\"poling\":true}}}}", "Unknown member 'poling' in tool 'a'")]
    [InlineData("{\"loops\":{\"tools\":{\"a\":{\"polling\":1}}}}", "must be true or false")]
    [InlineData("{\"loops\":{\"tools\":{\"a\":{\"noiseFields\":\"x\"}}}}", "array of strings")]
    [InlineData("{\"loops\":{\"tools\":{\"a\":{\"noiseFields\":[1]}}}}", "text that is not blank")]
    [InlineData("{\"loops\":{\"tools\":{\"a\":{\"parallelCalls\":null}}}}", "text that is not blank")]
    public void What_is_misspelt_doubled_or_out_of_range_is_refused_by_name(string json, string message)
    {
        FormatException fault = Assert.Throws<FormatException>(() => Parse(json));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Row", "73")]
    [InlineData(65)]
    [InlineData(100_000)]
    public void A_document_nested_too_deeply_is_refused_and_overflows_no_stack(int depth) =>
        Assert.Throws<FormatException>(() => Parse(string.Concat(Enumerable.Repeat("{\"loops\":", depth)) + "1" + new string('}', depth)));

    private static LoopOptions Parse(string json) => LoopOptionsJson.Parse(Encoding.UTF8.GetBytes(json));
}
