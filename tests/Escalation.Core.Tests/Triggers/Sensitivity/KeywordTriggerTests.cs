using Escalation.Decisions;
using Escalation.Tests.Shared;
using Escalation.Triggers.Sensitivity;

namespace Escalation.Core.Tests.Triggers.Sensitivity;

public class KeywordTriggerTests
{
    private static readonly KeywordTrigger Legal = Of(KeywordMatching.WholeWord, "lawyer", "small claims", "C++", "İstanbul", "straße");

    [Theory]
    [InlineData("I will call my lawyer", true)]
    [InlineData("LAWYER!", true)]
    [InlineData("{\"note\":\"lawyer\"}", true)]
    [InlineData("case_lawyer_id", true)]
    [InlineData("two lawyers", false)]
    [InlineData("flawyer, then lawyer", true)]
    [InlineData("go to Small Claims court", true)]
    [InlineData("small claimsx", false)]
    [InlineData("we use c++ here", true)]
    [InlineData("c++11", true)]
    [InlineData("STRAßE", true)]
    [InlineData("nothing", false)]
    [InlineData("", false)]
    public void Whole_words_are_found_whatever_their_case(string text, bool fires)
    {
        Assert.Equal(fires, Legal.Evaluate(Ask("padding " + text)).Fired);
    }

    [Theory]
    [InlineData(KeywordMatching.WholeWord, "sue", "sue", true)]
    [InlineData(KeywordMatching.WholeWord, "sue", "suede", false)]
    [InlineData(KeywordMatching.WordStart, "sue", "suede", true)]
    [InlineData(KeywordMatching.WordStart, "sue", "issue", false)]
    [InlineData(KeywordMatching.Anywhere, "sue", "issues", true)]
    [InlineData(KeywordMatching.WholeWord, "弁護士", "私の弁護士に聞く", true)]
    [InlineData(KeywordMatching.WholeWord, "변호사", "변호사에게", true)]
    [InlineData(KeywordMatching.WholeWord, "ทนาย", "หาทนายความ", true)]
    [InlineData(KeywordMatching.WholeWord, "адвокат", "адвоката", false)]
    [InlineData(KeywordMatching.WordStart, "адвокат", "АДВОКАТА", true)]
    public void The_option_says_how_much_of_a_word_a_keyword_must_be(KeywordMatching matching, string keyword, string text, bool fires)
    {
        Assert.Equal(fires, Of(matching, keyword).Evaluate(Ask(text)).Fired);
    }

    [Fact]
    public void Request_answer_and_proposed_step_are_scanned()
    {
        foreach (AgentTurn turn in new AgentTurn[]
        {
            new() { Request = "a lawyer" },
            new() { Answer = "a lawyer" },
            new() { ProposedStep = AgentStep.Tool("mail", "{\"to\":\"lawyer\"}") },
            new() { ProposedStep = AgentStep.Message("a lawyer") },
        })
        {
            Assert.Equal(Reason.Sensitivity, Legal.Evaluate(turn).Reason);
        }

        var requestOnly = new KeywordTrigger("k", [new SensitiveTopic("t", ["lawyer"])], new KeywordOptions { Sources = TextSources.Request });
        Assert.False(requestOnly.Evaluate(new AgentTurn { Request = "hello", Answer = "lawyer" }).Fired);
    }

    [Fact]
    public void The_detail_names_the_strictest_topic_and_never_the_text()
    {
        var trigger = new KeywordTrigger(
            "k",
            [
                new SensitiveTopic("money", ["refund"], new Reason("money")),
                new SensitiveTopic("legal", ["lawyer"]),
                new SensitiveTopic("harm", ["bomb"], outcome: DecisionOutcome.SafeStop),
            ]);
        Signal both = trigger.Evaluate(Ask("my lawyer wants a refund"));
        Assert.Equal(("money", new Reason("money"), DecisionOutcome.EscalateToPerson), (both.Detail, both.Reason, both.Proposal));
        Signal all = trigger.Evaluate(new AgentTurn { Request = "refund", Answer = "lawyer bomb" });
        Assert.Equal(("harm", DecisionOutcome.SafeStop), (all.Detail, all.Proposal));
        Assert.Equal("A keyword of topic 'harm' was found.", trigger.Explain(Ask("x"), all));
    }

    [Fact]
    [Trait("Row", "56")]
    [Trait("Row", "57")]
    public void Keywords_that_could_match_everything_or_nothing_are_refused()
    {
        foreach (string? bad in new[] { "", " ", "\t", null, "a\ud800", "\udc00b", "\ud83d" })
        {
            Assert.Throws<ArgumentException>(() => new SensitiveTopic("t", ["good", bad!]));
            Assert.Throws<ArgumentException>(() => EscalationPolicy.Build(p => p.Sensitivity(s => s.Keywords(bad!))));
        }

        Assert.NotNull(new SensitiveTopic("t", ["\ud83d\udca3"]));
        Assert.Throws<ArgumentException>(() => new SensitiveTopic("t", []));
        Assert.Throws<ArgumentException>(() => new KeywordTrigger("k", []));
        Assert.Throws<ArgumentException>(() => new KeywordTrigger("k", [new SensitiveTopic("t", ["a"]), new SensitiveTopic("t", ["b"])]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeywordTrigger("k", [new SensitiveTopic("t", ["a"])], new KeywordOptions { MaximumLength = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeywordTrigger("k", [new SensitiveTopic("t", ["a"])], new KeywordOptions { Sources = TextSources.None }));
        Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.Sensitivity(_ => { })));
    }

    [Theory]
    [Trait("Row", "57")]
    [Trait("Row", "66")]
    [InlineData("\ud800 lawyer")]
    [InlineData("lawyer\udc00")]
    [InlineData("\0\0lawyer\0")]
    [InlineData("my law\0yer")]
    [InlineData("l\0a\0w\0y\0e\0r")]
    [InlineData("\uFEFFlawyer")]
    [InlineData("lawyer\u0301")]
    public void Broken_surrogates_nul_and_byte_order_marks_hide_nothing(string text)
    {
        Assert.True(Legal.Evaluate(Ask(text)).Fired);
    }

    [Fact]
    [Trait("Row", "65")]
    public void A_text_above_the_cap_is_refused_whole_and_one_at_the_cap_is_scanned_to_its_end()
    {
        string atCap = new string('x', KeywordOptions.DefaultMaximumLength - 7) + " lawyer";
        Assert.True(Legal.Evaluate(Ask(atCap)).Fired);
        Signal above = Legal.Evaluate(new AgentTurn { Request = "lawyer", Answer = atCap + " " });
        Assert.Equal((SignalKind.Missing, Reason.InputTooLarge, "answer"), (above.Kind, above.Reason, above.Detail));
    }

    [Fact]
    public void A_turn_without_text_is_missing_unless_text_is_optional()
    {
        Assert.Equal(Reason.NoSignal, Legal.Evaluate(new AgentTurn()).Reason);
        Assert.Equal(Reason.NoSignal, Legal.Evaluate(new AgentTurn { Request = null! }).Reason);
        var optional = new KeywordTrigger("k", [new SensitiveTopic("t", ["a"])], new KeywordOptions { TextIsOptional = true });
        Assert.Equal(SignalKind.NotApplicable, optional.Evaluate(new AgentTurn()).Kind);
    }

    [Fact]
    [Trait("Row", "54")]
    [Trait("Row", "55")]
    public void No_culture_changes_what_is_found()
    {
        foreach (string culture in new[] { "tr-TR", "de-DE", "az-Latn-AZ", "" })
        {
            Foreign.Run(culture, () =>
            {
                Assert.True(Of(KeywordMatching.WholeWord, "suicide").Evaluate(Ask("SUICIDE")).Fired);
                Assert.True(Of(KeywordMatching.WholeWord, "INSIDER").Evaluate(Ask("insider")).Fired);
                Assert.True(Of(KeywordMatching.WholeWord, "lawyer").Evaluate(Ask("law\u200Byer")).Fired);
                Assert.False(Of(KeywordMatching.WholeWord, "lawyer").Evaluate(Ask("law\u00A0yer")).Fired);
            });
        }
    }

    [Fact]
    public void Every_ascii_keyword_is_found_in_every_case_and_place()
    {
        for (char c = '!'; c <= '~'; c++)
        {
            string keyword = $"{c}q";
            foreach (string text in new[] { keyword, keyword.ToUpperInvariant(), $"x {keyword} x", $"({keyword})" })
            {
                Assert.True(Of(KeywordMatching.WholeWord, "zz", keyword).Evaluate(Ask(text)).Fired, text);
            }
        }
    }

    [Fact]
    public void Scanning_allocates_nothing_found_or_not()
    {
        var trigger = new KeywordTrigger("k", [new SensitiveTopic("t", Enumerable.Range(0, 200).Select(i => $"keyword{i}"))]);
        Assert.Equal(0, AllocationProbe.BytesOf(trigger, Ask("keywords keyword1000 and a keyword199 here")));
        Assert.Equal(0, AllocationProbe.BytesOf(trigger, Ask("nothing to see, keyword by keyword")));
    }

    [Fact]
    public void A_policy_routes_topics_by_their_reason()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p
            .Sensitivity(s => s.Keywords("chargeback").Topic(new SensitiveTopic("legal", ["lawyer"], new Reason("legal"))).Matching(o => o.Matching = KeywordMatching.WordStart))
            .Route("law", when: new Reason("legal"), priority: Priority.Urgent)
            .Route("payments", when: Reason.Sensitivity, priority: Priority.High));
        EscalationDecision legal = policy.Decide(Ask("chargebacks and lawyers"));
        Assert.Equal(("law", Priority.Urgent), (legal.RouteKey, legal.Priority));
        Assert.Equal("payments", policy.Decide(Ask("chargebacks")).RouteKey);
        Assert.Equal(DecisionOutcome.Act, policy.Decide(Ask("hello")).Outcome);
    }

    private static KeywordTrigger Of(KeywordMatching matching, params string[] keywords) =>
        new("k", [new SensitiveTopic("t", keywords)], new KeywordOptions { Matching = matching });

    private static AgentTurn Ask(string text) => new() { Request = text };
}
