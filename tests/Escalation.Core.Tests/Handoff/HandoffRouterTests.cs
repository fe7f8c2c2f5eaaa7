using Escalation.Decisions;
using Escalation.Handoff;

namespace Escalation.Core.Tests.Handoff;

public class HandoffRouterTests
{
    private static readonly HandoffRouter Router = HandoffRouter.Build(r => r
        .Queue("desk", "support-team")
        .Queue("fraud", "risk-team", Priority.High)
        .Route("default", "desk")
        .Route("payments", "desk")
        .Route("fraud", "fraud"));

    [Theory]
    [InlineData("default", Priority.Low, "desk", "support-team", Priority.Low)]
    [InlineData("payments", Priority.Urgent, "desk", "support-team", Priority.Urgent)]
    [InlineData("fraud", Priority.Low, "fraud", "risk-team", Priority.High)]
    [InlineData("fraud", Priority.Urgent, "fraud", "risk-team", Priority.Urgent)]
    public void A_key_leads_to_an_owned_queue_that_can_only_raise_the_priority(string key, Priority priority, string queue, string owner, Priority expected) =>
        Assert.Equal(new HandoffRoute(key, queue, owner, expected), Router.Resolve(key, priority));

    [Fact]
    public void An_unknown_key_leads_nowhere()
    {
        Assert.Throws<HandoffRoutingException>(() => Router.Resolve("Payments", Priority.Normal));
        Router.RequireRoutes(["default", "fraud"]);
        HandoffRoutingException fault = Assert.Throws<HandoffRoutingException>(() => Router.RequireRoutes(["default", "legal", "vip", "legal"]));
        Assert.Contains("'legal', 'vip'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Routes_that_cannot_work_are_refused()
    {
        Assert.Throws<HandoffRoutingException>(() => HandoffRouter.Build(_ => { }));
        Assert.Throws<HandoffRoutingException>(() => HandoffRouter.Build(r => r.Queue("a", "b")));
        Assert.Throws<HandoffRoutingException>(() => HandoffRouter.Build(r => r.Queue("a", "b").Route("k", "c")));
        Assert.Throws<HandoffRoutingException>(() => HandoffRouter.Build(r => r.Queue("a", "b").Queue("a", "c")));
        Assert.Throws<HandoffRoutingException>(() => HandoffRouter.Build(r => r.Queue("a", "b").Route("k", "a").Route("k", "a")));
        Assert.Throws<ArgumentException>(() => HandoffRouter.Build(r => r.Queue("a", " ")));
        Assert.Throws<ArgumentException>(() => HandoffRouter.Build(r => r.Queue("", "b")));
        Assert.Throws<ArgumentOutOfRangeException>(() => HandoffRouter.Build(r => r.Queue("a", "b", (Priority)9)));
    }
}
