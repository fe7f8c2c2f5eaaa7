using System.Text;
using Escalation.Decisions;
using Escalation.Tests.Shared;
using Escalation.Triggers.Sensitivity;

namespace Escalation.Core.Tests.Decisions.FaultRows;

/// <summary>Rows 54 to 57, 65 and 66: keywords and texts, through the sensitivity trigger in a policy.</summary>
public class TextRowTests
{
    private static readonly EscalationPolicy Legal = EscalationPolicy.Build(p => p.Confidence(0.25).Sensitivity(s => s.Keywords("lawyer", "SUICIDE", "İstanbul")));

    [Theory]
    [Trait("Row", "54")]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("az-Latn-AZ")]
    [InlineData("")]
    public void No_culture_changes_a_decision_or_its_words(string culture) => Foreign.Run(culture, () =>
    {
        var turn = new AgentTurn { Confidence = 0.5, Request = "suı cide, ISTANBULLU" };
        Assert.Equal(DecisionOutcome.Act, Legal.Decide(turn).Outcome);
        Row.Escalates(Reason.Sensitivity, Legal.Decide(turn with { Request = "a LAWYER" }));
        Row.Escalates(Reason.Sensitivity, Legal.Decide(turn with { Request = "suicide" }));
        Row.Escalates(Reason.LowConfidence, Legal.Decide(turn with { Confidence = 0.125 }));
        Assert.Contains("turn-confidence gave 0.125; act when score >= 0.25", Legal.Explain(turn with { Confidence = 0.125 }).Triggers[0].Evidence, StringComparison.Ordinal);
    });

    [Fact]
    [Trait("Row", "56")]
    public void Keywords_that_would_match_everything_never_reach_a_policy()
    {
        foreach (string blank in new[] { "", " ", "\t\r\n", "\u00A0", "\u2003" })
        {
            Assert.ThrowsAny<ArgumentException>(() => EscalationPolicy.Build(p => p.Sensitivity(s => s.Keywords("lawyer", blank))));
        }
    }

    [Fact]
    [Trait("Row", "57")]
    public void A_lone_surrogate_is_refused_in_a_list_and_hides_nothing_in_a_text()
    {
        foreach (string lone in new[] { "\ud800", "\udc00", "a\ud83d", "\udca3b", "\udca3\ud83d" })
        {
            Assert.ThrowsAny<ArgumentException>(() => EscalationPolicy.Build(p => p.Sensitivity(s => s.Keywords(lone))));
            Row.Escalates(Reason.Sensitivity, Decide($"{lone} lawyer {lone}"));
            Assert.Equal(DecisionOutcome.Act, Decide(lone).Outcome);
        }
    }

    [Fact]
    [Trait("Row", "65")]
    public void A_prompt_of_ten_megabytes_escalates_and_one_at_the_cap_is_read_to_its_last_word()
    {
        string tenMegabytes = new('x', 10 * 1024 * 1024);
        foreach (AgentTurn turn in new AgentTurn[]
        {
            new() { Confidence = 1.0, Request = tenMegabytes },
            new() { Confidence = 1.0, Request = "short", Answer = tenMegabytes },
            new() { Confidence = 1.0, Request = "short", ProposedStep = AgentStep.Tool("mail", tenMegabytes) },
        })
        {
            EscalationDecision decision = Legal.Decide(turn);
            Row.Escalates(Reason.InputTooLarge, decision);
            Assert.Equal(2UL, decision.FailedTriggers);
        }

        string filler = new('x', KeywordOptions.DefaultMaximumLength - 7);
        Row.Escalates(Reason.Sensitivity, Decide(filler + " lawyer"));
        Assert.Equal(DecisionOutcome.Act, Decide(filler + " sawyer").Outcome);
    }

    [Fact]
    [Trait("Row", "66")]
    public void Binary_bytes_nul_and_byte_order_marks_are_text_like_any_other()
    {
        string binary = Encoding.Latin1.GetString([.. Enumerable.Range(0, 256).Select(i => (byte)i)]);
        Assert.Equal(DecisionOutcome.Act, Decide(binary).Outcome);
        Assert.Equal(DecisionOutcome.Act, Decide("\0").Outcome);
        foreach (string text in new[] { binary + " lawyer", "\0lawyer\0", "\uFEFFlawyer", "\uFFFElawyer", "lawyer\uFFFF" })
        {
            Row.Escalates(Reason.Sensitivity, Decide(text));
        }
    }

    private static EscalationDecision Decide(string request) => Legal.Decide(new AgentTurn { Confidence = 1.0, Request = request });
}
