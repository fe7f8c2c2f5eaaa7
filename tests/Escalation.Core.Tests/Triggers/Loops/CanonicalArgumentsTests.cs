using Escalation.Triggers.Loops;

namespace Escalation.Core.Tests.Triggers.Loops;

public class CanonicalArgumentsTests
{
    [Theory]
    [InlineData("{\"a\":1,\"b\":2}", "{ \"b\": 2, \"a\": 1 }")]
    [InlineData("{\"a\":1.0}", "{\"a\":1}")]
    [InlineData("{\"a\":10e-1}", "{\"a\":1}")]
    [InlineData("{\"a\":-0.0}", "{\"a\":0}")]
    [InlineData("{\"a\":1200}", "{\"a\":1.2E+3}")]
    [InlineData("{\"a\":\"\\u0041\"}", "{\"a\":\"A\"}")]
    [InlineData("{\"a\":{\"x\":1,\"y\":[1]}}", "{\"a\":{\"y\":[1.0],\"x\":1}}")]
    [InlineData("{}", null)]
    [InlineData(" ", "{ }")]
    [InlineData("plain text ", "plain text")]
    public void Equal_arguments_hash_alike(string first, string? second) => Assert.Equal(Hash(first), Hash(second));

    [Theory]
    [InlineData("{\"a\":1}", "{\"a\":\"1\"}")]
    [InlineData("{\"a\":9007199254740993}", "{\"a\":9007199254740992}")]
    [InlineData("{\"a\":[1,2]}", "{\"a\":[2,1]}")]
    [InlineData("{\"a\":1}", "{\"b\":1}")]
    [InlineData("{\"a\":10}", "{\"a\":1}")]
    [InlineData("{\"a\":100}", "{\"a\":0.01}")]
    [InlineData("{\"a\":1}", "{\"a\":-1}")]
    [InlineData("{\"a\":101}", "{\"a\":11}")]
    [InlineData("{\"a\":true}", "{\"a\":false}")]
    [InlineData("{\"a\":null}", "{}")]
    [InlineData("{\"ab\":\"c\"}", "{\"a\":\"bc\"}")]
    [InlineData("[[1],[2]]", "[[1,2]]")]
    [InlineData("{\"a\":\"ls\"}", "{\"a\":\"LS\"}")]
    [InlineData("{broken", "{broken2")]
    public void Different_arguments_hash_differently(string first, string second) => Assert.NotEqual(Hash(first), Hash(second));

    [Fact]
    public void Noise_is_left_out_and_parallel_calls_have_no_order()
    {
        var options = new LoopToolOptions { ParallelCalls = "calls" };
        options.NoiseFields.Add("why");
        var tool = new LoopToolRule("t", options, 3);
        Assert.Equal(CanonicalArguments.Hash("{\"calls\":[1,2,2],\"why\":\"x\"}", tool), CanonicalArguments.Hash("{\"why\":5,\"calls\":[2,1,2]}", tool));
        Assert.NotEqual(CanonicalArguments.Hash("{\"calls\":[1,2,2]}", tool), CanonicalArguments.Hash("{\"calls\":[1,1,2]}", tool));
        Assert.Equal(CanonicalArguments.Hash("{\"why\":\"x\"}", tool), CanonicalArguments.Hash(null, tool));
    }

    [Theory]
    [InlineData("{\"a\":\"\ud800\"}")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("\0")]
    [InlineData("{\"a\":1e99999999999999999999}")]
    public void Hostile_arguments_are_hashed_and_not_thrown_at_the_caller(string arguments) => Assert.Equal(Hash(arguments), Hash(arguments));

    [Fact]
    [Trait("Row", "40")]
    public void Deep_nesting_is_taken_as_text()
    {
        string deep = new string('[', 100_000);
        Assert.Equal(Hash(deep), Hash(deep + " "));
    }

    private static ulong Hash(string? arguments) => CanonicalArguments.Hash(arguments, LoopToolRule.Unknown).All;
}
