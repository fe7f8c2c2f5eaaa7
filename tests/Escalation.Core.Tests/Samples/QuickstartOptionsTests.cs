using Quickstart;

namespace Escalation.Core.Tests.Samples;

public sealed class QuickstartOptionsTests
{
    [Fact]
    public void No_arguments_mean_the_simulation_with_the_documented_seed()
    {
        Assert.True(QuickstartOptions.TryParse([], out QuickstartOptions? options, out _));
        Assert.Equal(new QuickstartOptions { DataFile = null, Seed = QuickstartOptions.DefaultSeed, LogFolder = null }, options);
    }

    [Fact]
    public void All_options_are_read()
    {
        Assert.True(QuickstartOptions.TryParse(["--seed", "18446744073709551615", "--data", "a.csv", "--log", "here", "--score", "confidence"], out QuickstartOptions? options, out _));
        Assert.Equal(new QuickstartOptions { DataFile = "a.csv", Seed = ulong.MaxValue, LogFolder = "here", Score = ScoreKind.Confidence }, options);
    }

    [Theory]
    [InlineData("--seed needs a value", "--seed")]
    [InlineData("--data needs a value", "--data", "--seed", "1")]
    [InlineData("--seed must be a whole number", "--seed", "-1")]
    [InlineData("--seed must be a whole number", "--seed", "1.5")]
    [InlineData("--seed must be a whole number", "--seed", "18446744073709551616")]
    [InlineData("--score must be gain or confidence", "--score", "p")]
    [InlineData("--seed is given twice", "--seed", "1", "--seed", "2")]
    [InlineData("unknown argument 'file.csv'", "file.csv")]
    [InlineData("unknown argument '--help'", "--help")]
    public void A_bad_command_line_is_one_line_and_says_how_to_call(string expected, params string[] arguments)
    {
        Assert.False(QuickstartOptions.TryParse(arguments, out _, out string? problem));
        Assert.StartsWith(expected, problem, StringComparison.Ordinal);
        Assert.EndsWith(QuickstartOptions.Usage, problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem);
    }
}
