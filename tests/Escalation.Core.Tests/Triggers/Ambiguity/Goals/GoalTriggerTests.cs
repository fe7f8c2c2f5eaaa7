using Escalation.Core.Tests.Decisions.FaultRows;
using Escalation.Decisions;
using Escalation.Tests.Shared;
using Escalation.Triggers.Ambiguity;
using Escalation.Triggers.Ambiguity.Goals;

namespace Escalation.Core.Tests.Triggers.Ambiguity.Goals;

public class GoalTriggerTests
{
    private const GoalMarks Usual = GoalMarks.Questions | GoalMarks.NumberedLines;

    [Theory]
    [InlineData(1, "Where is my order?")]
    [InlineData(2, "Where is my order? When does the shop close?")]
    [InlineData(2, "Where is my order?! When does the shop close???")]
    [InlineData(3, "Where is my order? When does it close? Who can help me?")]
    [InlineData(1, "Really? Where is my order?")]
    [InlineData(1, "See https://shop.example/a?q=1&b=2 and tell me: where is my order?")]
    [InlineData(1, "Please translate \"Where is my order? When do you close?\" into French.")]
    [InlineData(1, "Übersetze „Wo ist mein Paket? Wann kommt es denn?“ ins Französische.")]
    [InlineData(2, "Where is my 5\" screen? When does the shop close?")]
    [InlineData(1, "What does this do?\n```\nwhere is x? what is that y? who is this z?\n```")]
    [InlineData(2, "我的订单在哪里？商店什么时候关门？")]
    [InlineData(2, "注文はどこですか？何時に閉まりますか？")]
    [InlineData(2, "أين طلبي من المتجر؟ متى يغلق المتجر اليوم؟")]
    [InlineData(2, "Πού είναι η παραγγελία\u037E Πότε κλείνει το κατάστημα\u037E")]
    [InlineData(2, "¿Dónde está mi pedido? ¿Cuándo cierra la tienda?")]
    [InlineData(2, "내 주문은 어디에 있나요? 가게는 언제 닫나요?")]
    [InlineData(2, "1. book a flight\n2. order a taxi")]
    [InlineData(3, "a) book a flight\nb) order a taxi\nc) find a hotel")]
    [InlineData(2, "(1) book a flight\n(2) order a taxi")]
    [InlineData(2, "１、订机票\n２、叫出租车")]
    [InlineData(2, "١. احجز رحلة\n٢. اطلب سيارة")]
    [InlineData(1, "1. book a flight")]
    [InlineData(1, "My birthday is on\n7. May and hers on\n9. June")]
    [InlineData(1, "2024. was good\n2025. was better")]
    [InlineData(1, "- from Rome\n- to Paris")]
    [InlineData(1, "book a flight and order a taxi")]
    [InlineData(1, "Cancel my order. Refund the money.")]
    [InlineData(1, "")]
    [InlineData(1, "?????? ? ? ?")]
    public void Goals_are_told_by_form_alone(int expected, string request) => Assert.Equal(expected, GoalCounter.Count(request, Usual));

    [Theory]
    [InlineData(2, "book a flight and also order a taxi")]
    [InlineData(2, "book a flight AND ALSO order a taxi")]
    [InlineData(3, "a flight, and also a taxi, and also a hotel")]
    [InlineData(1, "the band also plays")]
    [InlineData(1, "a brand and alsox")]
    [InlineData(2, "订机票还有叫出租车")]
    public void Connectives_are_whole_words_but_where_words_have_no_blanks(int expected, string request) =>
        Assert.Equal(expected, GoalCounter.Count(request, GoalMarks.None, "and also", "还有"));

    [Fact]
    public void Bullets_count_when_asked_for() =>
        Assert.Equal((2, 3), (GoalCounter.Count("- book a flight\n• order a taxi\n-\n--\n- 12", GoalMarks.BulletedLines), GoalCounter.Count("* a\n* b\n  * c", GoalMarks.BulletedLines)));

    [Fact]
    [Trait("Row", "57")]
    [Trait("Row", "58")]
    [Trait("Row", "66")]
    public void Hidden_characters_neither_hide_a_question_nor_throw()
    {
        Assert.Equal(2, GoalCounter.Count("Where is my order?\u200B When does it close?\u2060", Usual));
        Assert.Equal(2, GoalCounter.Count("Where is\0 my order? When\uFEFF does it close?", Usual));
        Assert.Equal(1, GoalCounter.Count("\ud800?\udc00?\ud800", Usual));
    }

    [Fact]
    [Trait("Row", "54")]
    [Trait("Row", "55")]
    public void Other_cultures_count_alike()
    {
        foreach (string culture in new[] { "tr-TR", "de-DE", "ar-SA" })
        {
            Foreign.Run(culture, () => Assert.Equal(2, GoalCounter.Count("BOOK IT AND INSTALL", GoalMarks.None, "and")));
            Foreign.Run(culture, () => Assert.Equal(2, GoalCounter.Count("i. first thing\nj. x\n1. one\n2. two", Usual)));
        }
    }

    [Fact]
    [Trait("Row", "65")]
    public void A_request_that_is_absent_or_too_long_never_acts()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Goals(o => o.MaximumLength = 20));
        Row.Fails(Reason.InputTooLarge, policy, new AgentTurn { Request = new string('a', 21) });
        Row.Fails(Reason.NoSignal, policy, new AgentTurn { Request = "  " });
        Row.Fails(Reason.NoSignal, policy, new AgentTurn { Request = null! });
        Assert.True(policy.Decide(new AgentTurn { Request = "hello" }).MayAct);
        Assert.Equal(SignalKind.NotApplicable, new GoalTrigger("goals", new GoalOptions { RequestIsOptional = true }).Evaluate(new AgentTurn()).Kind);
    }

    [Fact]
    public void Several_goals_escalate_with_their_number_and_allocate_nothing()
    {
        var trigger = new GoalTrigger("goals", new GoalOptions { Connectives = { "and also" } });
        var turn = new AgentTurn { Request = "Where is \"my\" order? When does the shop close?\n1. a\n2. b\n3. c and also d" };
        Signal signal = trigger.Evaluate(turn);
        Assert.Equal((AmbiguityReason.SeveralGoals, 3.0, 1.0), (signal.Reason, signal.Score, signal.Threshold));
        Assert.False(new GoalTrigger("goals", new GoalOptions { MaximumGoals = 3 }).Evaluate(turn).Fired);
        Assert.Equal(0, AllocationProbe.BytesOf(trigger, turn));
        Assert.Contains("looks like 3 goals", trigger.Explain(turn, signal), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_cannot_work_are_refused()
    {
        foreach (GoalOptions bad in new GoalOptions[]
        {
            new() { MaximumGoals = 0 }, new() { MaximumGoals = 1_001 }, new() { Marks = (GoalMarks)8 }, new() { Marks = GoalMarks.None },
            new() { Connectives = { " " } }, new() { MaximumLength = 0 }, new() { Outcome = DecisionOutcome.Act },
        })
        {
            Assert.ThrowsAny<ArgumentException>(() => new GoalTrigger("goals", bad));
        }
    }
}
