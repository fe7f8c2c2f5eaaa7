using Escalation.Decisions;
using Escalation.Triggers.Ambiguity.Goals;
using Escalation.Triggers.Confidence;
using Escalation.Triggers.Sensitivity;

namespace Escalation.Core.Tests.Triggers.Sensitivity;

public class SensitivityTriggersTests
{
    [Theory]
    [Trait("Row", "58")]
    [Trait("Row", "61")]
    [InlineData("pay \u202Eeciovni\u202C now", "bidi-override")]
    [InlineData("a\u2066b\u2069", "bidi-override")]
    [InlineData("hi\U000E0069\U000E0067\U000E006E\U000E006F", "tag-characters")]
    [InlineData("su\u200Bi\u200Bcide", "invisible-in-word")]
    [InlineData("la\u2060\u200Bwy\uFEFFer", "invisible-in-word")]
    public void Hidden_characters_are_a_signal(string text, string detail)
    {
        Signal signal = new HiddenTextTrigger("h").Evaluate(Ask(text));
        Assert.Equal((SensitivityReason.HiddenText, detail, DecisionOutcome.EscalateToPerson), (signal.Reason, signal.Detail, signal.Proposal));
        Assert.True(signal.Score > signal.Threshold);
    }

    [Fact]
    [Trait("Row", "62")]
    public void Stacked_marks_above_the_stream_safe_limit_are_a_signal_and_thirty_are_none()
    {
        var trigger = new HiddenTextTrigger("h");
        Assert.False(trigger.Evaluate(Ask("a" + new string('\u0301', 30))).Fired);
        Assert.Equal("stacked-marks", trigger.Evaluate(Ask("a" + new string('\u0301', 31))).Detail);
    }

    [Fact]
    public void Honest_texts_of_all_scripts_hide_nothing()
    {
        var trigger = new HiddenTextTrigger("h");
        Assert.DoesNotContain(BenignTexts.All, text => trigger.Evaluate(Ask(text)).Fired);
        Assert.Equal(0, AllocationProbe.BytesOf(trigger, Ask(BenignTexts.All[^1] + "e\u0301\u200B")));
    }

    [Theory]
    [Trait("Row", "63")]
    [InlineData(@"(a)\1")]
    [InlineData("(?=a)b")]
    [InlineData("(?>a)b")]
    [InlineData("(a{1000}){1000}")]
    [InlineData("(")]
    [InlineData("[a")]
    [InlineData(" ")]
    [InlineData("a*")]
    public void Patterns_that_cannot_run_in_linear_time_or_match_everything_are_refused(string pattern)
    {
        Assert.ThrowsAny<ArgumentException>(() => new SensitivePattern("t", pattern));
        Assert.ThrowsAny<ArgumentException>(() => EscalationPolicy.Build(p => p.Sensitivity(s => s.Pattern("t", pattern))));
    }

    [Fact]
    [Trait("Row", "63")]
    public void A_pattern_built_for_disaster_runs_in_linear_time()
    {
        Assert.Throws<ArgumentException>(() => new SensitivePattern("t", new string('a', SensitivePattern.MaximumLength + 1)));
        var trigger = new PatternTrigger("p", [new SensitivePattern("order", "^(a+)+$", new Reason("order"))]);
        Assert.False(trigger.Evaluate(Ask(new string('a', 100_000) + "!")).Fired);
        Signal hit = trigger.Evaluate(Ask(new string('A', 10)));
        Assert.Equal((new Reason("order"), "order"), (hit.Reason, hit.Detail));
    }

    [Fact]
    public void A_refused_pattern_is_named_by_its_topic()
    {
        foreach ((string pattern, string fault) in new[] { ("(a", "is malformed"), (@"(?<g>a)\k<g>", "cannot run in linear time"), ("(?=a)b", "cannot run in linear time"), ("a*", "matches the empty text") })
        {
            var refused = Assert.Throws<ArgumentException>(() => new SensitivePattern("payments", pattern));
            Assert.Contains($"pattern of topic 'payments' {fault}", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_builder_gives_patterns_reasons_and_texts_and_accounts_an_outcome()
    {
        var policy = EscalationPolicy.Build(p => p.Sensitivity(s => s
            .Pattern(new SensitivePattern("case", @"\bCASE-\d+\b", new Reason("open-case"), ignoreCase: false))
            .PatternScan(o => (o.Sources, o.Outcome) = (TextSources.Request, DecisionOutcome.RequestApproval))
            .Accounts(AccountRule.Above("value", 10))
            .AccountOutcome(DecisionOutcome.EscalateToModel)));
        EscalationDecision hit = policy.Decide(new AgentTurn { Request = "about CASE-7" });
        Assert.Equal((DecisionOutcome.RequestApproval, new Reason("open-case")), (hit.Outcome, hit.Reason));
        Assert.Equal(DecisionOutcome.Act, policy.Decide(new AgentTurn { Request = "about case-7", Answer = "CASE-7" }).Outcome);
        Assert.Equal(DecisionOutcome.EscalateToModel, policy.Decide(With(("value", "11")) with { Request = "hello" }).Outcome);
        Assert.Throws<ArgumentOutOfRangeException>(() => EscalationPolicy.Build(p => p.Sensitivity(s => s.Accounts(AccountRule.Marked("vip")).AccountOutcome(DecisionOutcome.Act))));
        Assert.Throws<ArgumentOutOfRangeException>(() => EscalationPolicy.Build(p => p.Sensitivity(s => s.Pattern("t", "a").PatternScan(o => o.MaximumLength = 0))));
    }

    [Fact]
    public void Accounts_are_protected_by_numbers_and_marks()
    {
        var trigger = new AccountTrigger("a", [AccountRule.Above("value", 10_000), AccountRule.Marked("vulnerable")]);
        Assert.Equal(SignalKind.NotApplicable, trigger.Evaluate(new AgentTurn()).Kind);
        Assert.False(trigger.Evaluate(With(("value", "10000"))).Fired);
        Signal rich = trigger.Evaluate(With(("value", "10000.01")));
        Assert.Equal((SensitivityReason.ProtectedAccount, "value", 10_000.01), (rich.Reason, rich.Detail, rich.Score));
        Assert.Equal("vulnerable", trigger.Evaluate(With(("vulnerable", " True "))).Detail);
        Assert.False(trigger.Evaluate(With(("vulnerable", "false"))).Fired);
        foreach (string bad in new[] { "NaN", "1e999", "ten", "1,5", "Infinity", "", "  ", "\u200B" })
        {
            Signal signal = trigger.Evaluate(With(("value", bad), ("vulnerable", "true")));
            Assert.Equal((SignalKind.Missing, Reason.ScoreUndefined), (signal.Kind, signal.Reason));
        }

        // A blank mark is none.
        Assert.Equal(SignalKind.NotApplicable, new AccountTrigger("a", [AccountRule.Marked("vulnerable")]).Evaluate(With(("vulnerable", ""))).Kind);
        var required = new AccountTrigger("a", [AccountRule.Marked("tier", "gold", required: true)]);
        Assert.Equal(Reason.NoSignal, required.Evaluate(With(("value", "1"))).Reason);
        Assert.Throws<ArgumentOutOfRangeException>(() => AccountRule.Above("value", double.NaN));
        Assert.Throws<ArgumentException>(() => AccountRule.Marked(" "));
    }

    [Fact]
    public void Personal_data_and_sentiment_fire_with_their_own_reasons_and_allocate_nothing()
    {
        var personal = new PersonalDataTrigger("p");
        Signal card = personal.Evaluate(new AgentTurn { Request = "hello", Answer = "it is 4111 1111 1111 1111" });
        Assert.Equal((SensitivityReason.PersonalData, "payment-card"), (card.Reason, card.Detail));
        Assert.False(personal.Evaluate(Ask("what about order 1234567?")).Fired);
        var sentiment = new SentimentTrigger("s");
        Signal anger = sentiment.Evaluate(new AgentTurn { Request = "This is the WORST service ever, I am furious!!" });
        Assert.Equal(SensitivityReason.NegativeSentiment, anger.Reason);
        Assert.True(anger.Score < anger.Threshold);
        Assert.False(sentiment.Evaluate(new AgentTurn { Request = "thanks, great", Answer = "worst furious hate" }).Fired);
        Assert.Equal(0, AllocationProbe.BytesOf(personal, Ask("call 212-555-0142 or jane@example.com")));
        Assert.Equal(0, AllocationProbe.BytesOf(sentiment, Ask("I am very annoyed, terribly disappointed!")));
        foreach (double bad in new[] { double.NaN, -1, 1 })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new SentimentTrigger("s", new SentimentOptions { Below = bad }));
        }
    }

    [Fact]
    public void One_call_adds_all_of_them_each_under_its_own_name()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p
            .Sensitivity(s => s.Keywords("lawyer").Topics(SensitiveTopics.All).Pattern("order", @"ORD-\d{5}").PersonalData().NegativeSentiment().HiddenText().Accounts(AccountRule.Marked("vulnerable")))
            .Route("crisis", when: new Reason("self-harm"), priority: Priority.Urgent));
        Assert.Equal(["sensitivity", "sensitivity-pattern", "sensitivity-personal-data", "sensitivity-sentiment", "sensitivity-hidden-text", "sensitivity-account"], policy.TriggerNames);
        Assert.Equal(DecisionOutcome.Act, policy.Decide(Ask("Where is my parcel?")).Outcome);
        Assert.Equal("crisis", policy.Decide(Ask("i want to end my life")).RouteKey);
        Assert.Equal(SensitivityReason.ProtectedAccount, policy.Decide(With(("vulnerable", "true")) with { Request = "hi" }).Reason);
    }

    [Fact]
    [Trait("Row", "65")]
    public void Every_text_trigger_refuses_a_text_above_its_cap_whole_and_reads_one_at_the_cap_to_its_end()
    {
        var cap = new TextScanOptions { MaximumLength = 1_000 };
        (ITrigger Trigger, string Tail)[] cases =
        [
            (new PersonalDataTrigger("p", options: cap), " jane@example.com"),
            (new SentimentTrigger("s", new SentimentOptions { MaximumLength = 1_000 }), " hate worst awful"),
            (new HiddenTextTrigger("h", new HiddenTextOptions { MaximumLength = 1_000 }), " \u202E"),
            (new PatternTrigger("r", [new SensitivePattern("t", "needle")], cap), " needle"),
        ];
        foreach ((ITrigger trigger, string tail) in cases)
        {
            string atCap = new string('x', 1_000 - tail.Length) + tail;
            Assert.True(trigger.Evaluate(Ask(atCap)) is { Fired: true, Failed: false }, trigger.GetType().Name);
            Signal above = trigger.Evaluate(Ask(atCap + "x"));
            Assert.Equal((SignalKind.Missing, Reason.InputTooLarge), (above.Kind, above.Reason));
            Assert.Equal(Reason.NoSignal, trigger.Evaluate(new AgentTurn()).Reason);
        }
    }

    [Fact]
    public void Text_triggers_read_a_hundred_thousand_characters_quickly()
    {
        ITrigger[] triggers =
        [
            new KeywordTrigger("k", SensitiveTopics.All), new PersonalDataTrigger("p"), new SentimentTrigger("s"), new HiddenTextTrigger("h"), new GoalTrigger("g"), new VerbalizedConfidenceTrigger("v"),
            new PatternTrigger("r", [new SensitivePattern("fraud", @"wire\s+fraud"), new SensitivePattern("case", @"\bcase [0-9]{6}\b")]),
        ];
        string[] units =
        [
            "plain words of a text, 12 of them. ", "1 2 3 4 5 ", "1234567 ", "a@b ", "é ü д ", "s u i c ", "h4ck l33t ", "very not bad! ", "1.2.3.4.5.6.7.", "l@w ", "1-2 ", "суи ", "a\u200B", "1. a\n", "? ", "confidence: 5% ", "wire case 12345 ",
        ];
        foreach (string unit in units)
        {
            string text = string.Concat(Enumerable.Repeat(unit, 100_000 / unit.Length));
            foreach (ITrigger trigger in triggers)
            {
                // What an agent says of itself stands in its answer.
                AgentTurn turn = trigger is VerbalizedConfidenceTrigger ? new AgentTurn { Answer = text } : Ask(text);
                trigger.Evaluate(turn);
                TimeSpan best = Quickest.Of(() => trigger.Evaluate(turn));

                // Ten milliseconds on an idle machine; here there is room for a very busy one, and a quadratic scan would take seconds.
                Assert.True(best < TimeSpan.FromMilliseconds(500), $"{trigger.Name} {best.TotalMilliseconds:F1} ms of '{unit}'");
            }
        }
    }

    private static AgentTurn Ask(string text) => new() { Request = text };

    private static AgentTurn With(params (string Name, string Value)[] attributes) => new() { Attributes = attributes.ToDictionary(item => item.Name, item => item.Value, StringComparer.Ordinal) };
}
