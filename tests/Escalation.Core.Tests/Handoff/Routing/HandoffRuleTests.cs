using Escalation.Core.Tests.Decisions;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Handoff.Routing;

namespace Escalation.Core.Tests.Handoff.Routing;

public class HandoffRuleTests
{
    private static readonly DateTimeOffset Monday = BusinessHoursTests.Utc("2026-06-01T10:00");
    private static readonly DateTimeOffset Sunday = BusinessHoursTests.Utc("2026-05-31T10:00");
    private static readonly BusinessHours Office = BusinessHours.Build("UTC", h => h.Weekdays(new(9, 0), new(17, 0)));

    private static HandoffRequest Request { get; } = new()
    {
        Key = "default",
        Reason = Reason.Sensitivity,
        Severity = Severity.High,
        Priority = Priority.Normal,
        Topic = "refund",
        Language = "de-CH",
        Tier = "gold",
        Skills = ["refunds"],
        Attributes = new Dictionary<string, string> { ["tenant"] = "north" },
    };

    [Theory]
    [InlineData(null, "all")]
    [InlineData("key", "other")]
    [InlineData("reason", "other")]
    [InlineData("topic", "other")]
    [InlineData("severity", "other")]
    [InlineData("priority", "other")]
    [InlineData("language", "other")]
    [InlineData("tier", "other")]
    [InlineData("skill", "other")]
    [InlineData("attribute", "other")]
    [InlineData("hours", "other")]
    public void A_rule_matches_when_every_condition_holds_and_names_the_first_that_does_not(string? unmet, string queue)
    {
        HandoffRouter router = Routes(r => r.Rule("vip", "all", when => when
            .WhenKey("default", "else")
            .WhenReason(Reason.Loop, Reason.Sensitivity)
            .WhenTopic("refund")
            .WhenSeverityAtLeast(Severity.High)
            .WhenPriorityAtLeast(Priority.Normal)
            .WhenLanguage("fr", "de")
            .WhenTier("gold")
            .WhenSkill("refunds")
            .WhenAttribute("tenant", "north")
            .During(Office)));
        HandoffRequest request = unmet switch
        {
            "key" => Request with { Key = "second" },
            "reason" => Request with { Reason = Reason.Ambiguity },
            "topic" => Request with { Topic = null },
            "severity" => Request with { Severity = Severity.Moderate },
            "priority" => Request with { Priority = Priority.Low },
            "language" => Request with { Language = "den" },
            "tier" => Request with { Tier = "Gold" },
            "skill" => Request with { Skills = [] },
            "attribute" => Request with { Attributes = new Dictionary<string, string> { ["tenant"] = "south" } },
            _ => Request,
        };

        RouteChoice choice = router.Choose(request, unmet == "hours" ? Sunday : Monday);

        Assert.Equal(queue, choice.Route.Queue);
        Assert.Equal(new RuleVerdict("vip", unmet), Assert.Single(choice.Rules));
        Assert.Equal(unmet is null ? "vip" : null, choice.Route.Rule);
        Assert.Contains(unmet is null ? "Rule 'vip' matched" : $"Rule 'vip' was passed over: {unmet}.", choice.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_rule_that_matches_wins_raises_the_priority_and_adds_the_skills_it_needs()
    {
        HandoffRouter router = Routes(r => r
            .Rule("never", "all", when => when.WhenTopic("other"))
            .Rule("first", "all", when => when.WhenTopic("refund").Needs("refunds", "fraud").RaiseTo(Priority.High))
            .Rule("second", "other", when => when.WhenTopic("refund")));

        RouteChoice choice = router.Choose(Request, Monday);

        Assert.Equal(("all", "first", Priority.High), (choice.Route.Queue, choice.Route.Rule, choice.Route.Priority));
        Assert.Equal(["refunds", "fraud"], choice.Route.Skills);
        Assert.Equal([new RuleVerdict("never", "topic"), new RuleVerdict("first", null)], choice.Rules);
        Assert.Equal(Priority.Urgent, router.Choose(Request with { Priority = Priority.Urgent }, Monday).Route.Priority);
    }

    [Fact]
    public void The_request_of_a_turn_knows_its_topic_language_tier_and_skills()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Add(new StubTrigger("s", Signal.Fire(Reason.Loop).WithSeverity(Severity.Critical))));
        var turn = new AgentTurn
        {
            Intent = "refund",
            DecisionClass = "payment",
            Requester = new Requester(Language: "fr", Tier: "gold"),
            Attributes = new Dictionary<string, string> { [HandoffRequest.SkillsAttribute] = "refunds, ,fraud " },
        };

        HandoffRequest request = HandoffRequest.Of(turn, policy.Decide(turn), "k");

        Assert.Equal(("k", "refund", "fr", "gold", Reason.Loop), (request.Key, request.Topic, request.Language, request.Tier, request.Reason));
        Assert.Equal((Severity.Critical, Priority.Urgent), (request.Severity, request.Priority));
        Assert.Equal(["refunds", "fraud"], request.Skills);
        Assert.Equal("payment", HandoffRequest.Of(turn with { Intent = null }, policy.Decide(turn), "k").Topic);
    }

    [Fact]
    public void Rules_that_cannot_work_are_refused()
    {
        Refused("no condition", r => r.Rule("a", "all", _ => { }));
        Refused("two rules", r => r.Rule("a", "all", w => w.WhenTopic("t")).Rule("a", "all", w => w.WhenTopic("t")));
        Refused("no such queue", r => r.Rule("a", "nowhere", w => w.WhenTopic("t")));
        Refused("'magic'", r => r.Rule("a", "all", w => w.WhenTopic("t").Needs("magic")));
        Assert.Throws<ArgumentException>(() => Routes(r => r.Rule("a", "all", w => w.WhenTopic(" "))));
        Assert.Throws<ArgumentException>(() => Routes(r => r.Rule(" ", "all", w => w.WhenTopic("t"))));
        Assert.Throws<ArgumentOutOfRangeException>(() => Routes(r => r.Rule("a", "all", w => w.WhenSeverityAtLeast((Severity)9))));
        Assert.Throws<ArgumentOutOfRangeException>(() => Routes(r => r.Rule("a", "all", w => w.RaiseTo((Priority)9))));
    }

    private static void Refused(string why, Action<HandoffRouterBuilder> configure) =>
        Assert.Contains(why, Assert.Throws<HandoffRoutingException>(() => Routes(configure)).Message, StringComparison.Ordinal);

    private static HandoffRouter Routes(Action<HandoffRouterBuilder> rules) => HandoffRouter.Build(r =>
    {
        r.Queue("all", "team", q => q.Skills("refunds", "fraud")).Queue("other", "team", q => q.Skills("refunds")).Route("default", "other").Route("second", "other");
        rules(r);
    });
}
