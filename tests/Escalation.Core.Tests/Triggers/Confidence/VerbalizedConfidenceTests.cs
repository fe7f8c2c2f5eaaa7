using Escalation.Decisions;
using Escalation.Triggers.Confidence;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Triggers.Confidence;

public class VerbalizedConfidenceTests
{
    [Theory]
    [InlineData("I refund it. Confidence: 85%", 0.85)]
    [InlineData("confidence: 85", 0.85)]
    [InlineData("Confidence score: 85", 0.85)]
    [InlineData("**Confidence level**: 85%", 0.85)]
    [InlineData("\u4FE1\u5FC3 confidence\uFF1A 85%", 0.85)]
    [InlineData("CONFIDENCE = 85 %.", 0.85)]
    [InlineData("My confidence is 85 out of 100, since the log says so.", 0.85)]
    [InlineData("confidence: 8/10", 0.8)]
    [InlineData("**Confidence:** 85/100", 0.85)]
    [InlineData("{\"answer\": \"yes\", \"confidence\": \"92.5\"}", 0.925)]
    [InlineData("{\"confidence\":100}", 1.0)]
    [InlineData("{\"confidence\":0,\"a\":1}", 0.0)]
    [InlineData("Confidence:\n  .5%", 0.005)]
    [InlineData("I have confidence in it.\nConfidence: 40.", 0.4)]
    public void A_plain_statement_is_read(string answer, double expected)
    {
        var stated = VerbalizedConfidence.Read(answer, VerbalizedScale.Percent);

        Assert.Equal(expected, stated.Value.Value, 12);
        Assert.Equal((1, false), (stated.Statements, stated.IsConflicting));
    }

    [Theory]
    [InlineData("0.9", VerbalizedScale.Unit, 0.9)]
    [InlineData("9", VerbalizedScale.Ten, 0.9)]
    [InlineData("90", VerbalizedScale.Percent, 0.9)]
    [InlineData("90%", VerbalizedScale.Unit, 0.9)]
    [InlineData("9/10", VerbalizedScale.Percent, 0.9)]
    public void A_bare_number_takes_the_declared_scale_and_others_say_their_own(string number, VerbalizedScale scale, double expected) =>
        Assert.Equal(expected, VerbalizedConfidence.Read("confidence: " + number, scale).Value.Value, 12);

    [Theory]
    [Trait("Row", "67")]
    [InlineData("999", "score-out-of-range")]
    [InlineData("1.01", "score-out-of-range")]
    [InlineData("-1", "score-out-of-range")]
    [InlineData("101%", "score-out-of-range")]
    [InlineData("11/10", "score-out-of-range")]
    [InlineData("85", "score-out-of-range")]
    [InlineData("NaN", "score-undefined")]
    [InlineData("Infinity", "score-undefined")]
    [InlineData("1e400", "score-undefined")]
    [InlineData("1e-1", "score-undefined")]
    [InlineData("high", "score-undefined")]
    [InlineData("null", "score-undefined")]
    [InlineData("", "score-undefined")]
    [InlineData("0,9", "score-undefined")]
    [InlineData("0.9.9", "score-undefined")]
    [InlineData("0.8-0.9", "score-undefined")]
    [InlineData("+0.9", "score-undefined")]
    [InlineData("0.9x", "score-undefined")]
    [InlineData("9/20", "score-undefined")]
    [InlineData("90%%", "score-undefined")]
    [InlineData("~0.9", "score-undefined")]
    [InlineData("\uFF10.9", "score-undefined")]
    [InlineData("\u0661", "score-undefined")]
    [InlineData("0.1111111111111111111111111111111", "score-undefined")]
    public void Anything_but_a_number_on_its_scale_is_missing(string number, string reason)
    {
        var stated = VerbalizedConfidence.Read("confidence: " + number, VerbalizedScale.Unit);

        Assert.Equal((SignalKind.Missing, reason), (stated.Value.Kind, stated.Value.Reason.Code));
        Assert.Equal(1, stated.Statements);
    }

    [Theory]
    [InlineData("")]
    [InlineData("I act with confidence and is it not fine?")]
    [InlineData("overconfidence: 1.0")]
    [InlineData("confidences: 1.0")]
    [InlineData("my_confidence: 1.0")]
    [InlineData("The confidence is high.")]
    public void Prose_is_no_statement(string answer)
    {
        var stated = VerbalizedConfidence.Read(answer, VerbalizedScale.Unit);

        Assert.Equal((Reason.NoSignal, 0), (stated.Value.Reason, stated.Statements));
    }

    [Fact]
    [Trait("Row", "68")]
    public void Of_two_statements_the_lower_counts_and_the_conflict_is_seen()
    {
        var stated = VerbalizedConfidence.Read("{\"confidence\": 0.99, \"note\": \"confidence: 0.3\", \"confidence\": 0.5}", VerbalizedScale.Unit);

        Assert.Equal(0.3, stated.Value.Value);
        Assert.Equal((3, true), (stated.Statements, stated.IsConflicting));
        Assert.False(VerbalizedConfidence.Read("confidence: 0.3; confidence: 0.3", VerbalizedScale.Unit).IsConflicting);
    }

    [Fact]
    [Trait("Row", "67")]
    public void One_statement_that_cannot_be_read_spoils_the_others() =>
        Assert.False(VerbalizedConfidence.Read("confidence: 0.9\nconfidence: 999", VerbalizedScale.Unit).Value.HasValue);

    [Fact]
    public void Whatever_is_added_to_an_answer_never_raises_its_confidence()
    {
        Gen<string> parts = Gen.Elements("confidence: 0.2", "confidence: 1.0", "\"confidence\":0.7,", "confidence is 9/10", "confidence: 999", "confidence = 90%", "so be it.", "overconfidence: 1", "\n");
        Gen<string> answers = parts.ListOf().Select(p => string.Join(' ', p));

        Prop.ForAll(answers.Two().ToArbitrary(), pair =>
        {
            Estimate before = VerbalizedConfidence.Read(pair.Item1, VerbalizedScale.Unit).Value;
            Estimate after = VerbalizedConfidence.Read(pair.Item1 + ' ' + pair.Item2, VerbalizedScale.Unit).Value;

            return before.Reason == Reason.NoSignal ? true : before.HasValue ? !(after.Value > before.Value) : !after.HasValue;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentException>(() => VerbalizedConfidence.Read("x", VerbalizedScale.Unit, " "));
        Assert.Throws<ArgumentOutOfRangeException>(() => VerbalizedConfidence.Read("x", (VerbalizedScale)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => VerbalizedConfidence.Predictor((VerbalizedScale)9));
    }

    [Fact]
    public void A_hundred_thousand_characters_are_read_in_linear_time()
    {
        string hostile = string.Concat(Enumerable.Repeat("confidence is confidence: ", 4_000));

        Assert.Equal(Reason.ScoreUndefined, VerbalizedConfidence.Read(hostile, VerbalizedScale.Unit).Value.Reason);
        Assert.Equal(Reason.NoSignal, VerbalizedConfidence.Read(string.Concat(Enumerable.Repeat("confidence ", 10_000)), VerbalizedScale.Unit).Value.Reason);
    }
}
