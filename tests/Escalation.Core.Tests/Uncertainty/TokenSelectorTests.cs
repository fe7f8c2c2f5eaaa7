using Escalation.Decisions;
using Escalation.Uncertainty;

namespace Escalation.Core.Tests.Uncertainty;

public class TokenSelectorTests
{
    private static readonly TokenLogProb[] Json =
    [
        new("{\"", 0.0), new("answer", -0.01), new("\":\"", 0.0), new("Par", -1.0), new("is", -0.5), new("\"}", 0.0),
    ];

    [Fact]
    public void Formatting_does_not_dilute_the_mean()
    {
        Assert.Equal(-1.51 / 6, TokenMoments.Of(Json).Mean, 12);
        Assert.Equal(-1.51 / 3, TokenMoments.Of(Json, TokenSelector.Words).Mean, 12);
        Assert.Equal(3, TokenMoments.Of(Json, TokenSelector.Words).Count);
    }

    [Fact]
    public void A_span_takes_its_tokens_only()
    {
        Assert.Equal(-1.5, TokenMoments.Of(Json, TokenSelector.Span(3, 2)).Sum);
        Assert.Equal(0.0, TokenMoments.Of(Json, TokenSelector.Span(0, 1)).Sum);
        Assert.Equal(1, TokenMoments.Of(Json, TokenSelector.Span(5, int.MaxValue)).Count);
    }

    [Fact]
    [Trait("Row", "8")]
    public void When_no_token_counts_there_is_no_signal()
    {
        Assert.Equal(Reason.NoSignal, TokenMoments.Of(Json, TokenSelector.Span(6, 1)).Fault);
        Assert.Equal(Reason.NoSignal, TokenMoments.Of([new TokenLogProb("\n", -1)], TokenSelector.Words).Fault);
        Assert.Equal(Reason.NoSignal, TokenMoments.Of(null, TokenSelector.All).Fault);
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData(" 7", true)]
    [InlineData("é", true)]
    [InlineData("\uFFFD", true)]
    [InlineData("\uD83D", true)]
    [InlineData("", false)]
    [InlineData("\u00A0", false)]
    [InlineData("```\n", false)]
    public void A_word_holds_a_letter_a_digit_or_part_of_a_character(string token, bool counts) => Assert.Equal(counts, TokenSelector.Words.Includes(0, token));

    [Fact]
    public void Arguments_are_checked_and_the_name_tells_rules_apart()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TokenSelector.Span(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TokenSelector.Span(0, 0));
        Assert.Throws<ArgumentException>(() => new TokenSelector(" ", (_, _) => true));
        Assert.Throws<ArgumentNullException>(() => TokenMoments.Of(Json, null!));
        Assert.NotEqual(TokenSelector.Span(1, 2).Name, TokenSelector.Span(1, 3).Name);
    }
}
