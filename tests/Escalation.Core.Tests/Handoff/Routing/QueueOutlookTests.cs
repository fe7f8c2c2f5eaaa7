using Escalation.Core.Tests.Handoff.Lifecycle;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Handoff.Lifecycle;
using Escalation.Handoff.Routing;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Handoff.Routing;

/// <summary>What a queue's hours mean for the user who waits and for those who are reminded.</summary>
public class QueueOutlookTests
{
    private static readonly DateTimeOffset Friday = BusinessHoursTests.Utc("2026-10-23T15:30");
    private static readonly DateTimeOffset Saturday = BusinessHoursTests.Utc("2026-10-24T10:00");
    private static readonly DateTimeOffset Opening = new(2026, 10, 26, 8, 0, 0, TimeSpan.FromHours(1));

    private static HandoffRouter Router { get; } = HandoffRouter.Build(r => r
        .Queue("office", "team", q => q.Open(BusinessHours.Build("Europe/Zurich", h => h.Weekdays(new(8, 0), new(18, 0)))).AcceptWithin(TimeSpan.FromHours(1), DeadlineClock.OpenHours).Waits())
        .Queue("always", "others")
        .Route("default", "office"));

    [Fact]
    public void A_closed_queue_tells_when_it_opens_in_its_own_time_and_an_open_one_does_not()
    {
        HandoffRoute closed = Router.Choose(new HandoffRequest { Key = "default" }, Saturday).Route;
        Assert.Equal(new QueueOutlook(OpensAt: Opening, Deadline: Opening.AddHours(1)), Router.OutlookOf(closed, Saturday));
        Assert.Equal(TimeSpan.FromHours(1), Router.OutlookOf(closed, Saturday).OpensAt!.Value.Offset);
        Assert.Null(Router.OutlookOf(closed, Friday).OpensAt);
        Assert.Equal(new QueueOutlook(), Router.OutlookOf(closed with { Queue = "always", Deadline = null }, Saturday));
        Assert.Equal(new QueueOutlook(), Router.OutlookOf(closed with { Queue = "unknown", Deadline = null }, Saturday));
    }

    [Fact]
    public void What_the_application_says_of_a_queue_comes_before_what_the_router_knows()
    {
        var route = new HandoffRoute("k", "q", "o", Priority.Normal);
        var decision = new EscalationDecision { Outcome = DecisionOutcome.EscalateToPerson };
        var known = new QueueOutlook(OpensAt: Opening, Deadline: Opening.AddHours(1), DisplayName: "Router");
        FallbackResponder Told(Func<HandoffRoute, QueueOutlook?> outlook) => FallbackResponder.Build(f => f.Text(DecisionOutcome.EscalateToPerson, "en", "{queue} {opens} {deadline}").Outlook(outlook));

        Assert.Equal("App 2026-10-26 08:00 (UTC+01:00) 2026-10-26 10:00 (UTC+01:00)", Told(_ => new QueueOutlook(Deadline: Opening.AddHours(2), DisplayName: "App")).Respond(new AgentTurn(), decision, route, known));
        foreach (Func<HandoffRoute, QueueOutlook?> silent in new Func<HandoffRoute, QueueOutlook?>[] { _ => null, _ => throw new TimeoutException() })
        {
            Assert.Equal("Router 2026-10-26 08:00 (UTC+01:00) 2026-10-26 09:00 (UTC+01:00)", Told(silent).Respond(new AgentTurn(), decision, route, known));
        }

        Assert.Equal("I am passing this to a specialist. The team is away right now and will be back at 2026-10-26 08:00 (UTC+01:00).", new FallbackResponder().Respond(new AgentTurn(), decision, route, known));
    }

    [Fact]
    public async Task Reminders_of_what_waits_come_in_open_time_and_those_of_people_by_the_wall_clock()
    {
        var time = new ManualTimeProvider(Friday);
        var store = new MemoryEscalationStore();
        var options = new EscalationDeskOptions { Time = time, ResolveWithin = TimeSpan.FromHours(10) };
        var desk = new EscalationDesk(Router, new InProcessHandoffChannel(), store, options);
        HandoffRoute route = Router.Choose(new HandoffRequest { Key = "default" }, Friday).Route;
        Assert.Equal(Opening.AddMinutes(30), route.Deadline);
        await desk.SendAsync(DeskBench.Package() with { Route = route });

        // Half an hour of open time is left on Friday, so half the way ends with it, and nine tenths lie on Monday.
        List<DateTimeOffset> reminded = [];
        while (time.GetUtcNow() < Opening.AddMinutes(28))
        {
            time.Advance(TimeSpan.FromMinutes(2));
            if (await desk.SweepAsync() > 0)
            {
                reminded.Add(time.GetUtcNow());
            }
        }

        Assert.Equal([Friday.AddMinutes(30), Opening.AddMinutes(24)], reminded);
        EscalationCase accepted = await desk.AcceptAsync("e", "ann");
        Assert.Equal(accepted.RequestedAt.AddHours(5), EscalationSweep.NextReminder(accepted, options, Router));
    }
}
