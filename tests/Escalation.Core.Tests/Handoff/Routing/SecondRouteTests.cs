using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Handoff.Routing;

namespace Escalation.Core.Tests.Handoff.Routing;

/// <summary>Queues that are closed, full or lack what is needed pass on; a chain always ends where somebody comes.</summary>
public class SecondRouteTests
{
    private static readonly DateTimeOffset Monday = BusinessHoursTests.Utc("2026-06-01T10:00");
    private static readonly DateTimeOffset Sunday = BusinessHoursTests.Utc("2026-05-31T10:00");
    private static readonly BusinessHours Office = BusinessHours.Build("UTC", h => h.Weekdays(new(9, 0), new(17, 0)));
    private static readonly HandoffRequest Request = new() { Key = "default" };

    private readonly CountedLoad _load = new();

    [Fact]
    [Trait("Row", "91")]
    public void A_closed_or_full_queue_passes_on_and_the_choice_says_why()
    {
        HandoffRouter router = Chain();

        RouteChoice open = router.Choose(Request, Monday);
        Assert.Equal([new QueueVerdict("day", QueueAvailability.Available, true)], open.Queues);
        Assert.Equal("Queue 'day' (team-a), priority Normal, to be accepted by 2026-06-01 10:30:00 UTC. Route key 'default' decided. 'day' is available.", open.Describe());

        RouteChoice closed = router.Choose(Request, Sunday);
        Assert.Equal([new QueueVerdict("day", QueueAvailability.Closed, false), new QueueVerdict("small", QueueAvailability.Available, true)], closed.Queues);

        _load.Count = queue => queue == "small" ? 2 : throw new InvalidOperationException("only small has a capacity");
        RouteChoice full = router.Choose(Request, Sunday);
        Assert.Equal("last", full.Route.Queue);
        Assert.Equal([QueueAvailability.Closed, QueueAvailability.Full, QueueAvailability.Available], full.Queues.Select(queue => queue.Availability));
        Assert.Contains("'day' was passed over: closed. 'small' was passed over: full. 'last' is available.", full.Describe(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_load_that_nobody_knows_counts_as_full(bool throws)
    {
        _load.Count = _ => throws ? throw new TimeoutException() : -1;

        RouteChoice choice = Chain().Choose(Request, Sunday);

        Assert.Equal(("last", QueueAvailability.LoadUnknown), (choice.Route.Queue, choice.Queues[1].Availability));
    }

    [Fact]
    public void A_lack_of_skill_or_language_passes_on_but_is_better_than_nobody()
    {
        HandoffRouter router = HandoffRouter.Build(r => r
            .Queue("fr", "a", q => q.Languages("fr").Skills("tax").Otherwise("de"))
            .Queue("de", "b", q => q.Languages("de"))
            .Route("default", "fr"));

        Assert.Equal("fr", router.Choose(Request, Monday).Route.Queue);
        Assert.Equal("fr", router.Choose(Request with { Language = "FR-ch", Skills = ["tax"] }, Monday).Route.Queue);
        Assert.Equal("fr", router.Choose(Request with { Language = "fr_CH", Skills = ["tax"] }, Monday).Route.Queue);
        Assert.Equal(QueueAvailability.LanguageMissing, router.Choose(Request with { Language = "frr" }, Monday).Queues[0].Availability);
        Assert.Equal("de", router.Choose(Request with { Language = "de" }, Monday).Route.Queue);
        RouteChoice none = router.Choose(Request with { Language = "it", Skills = ["law"] }, Monday);
        Assert.Equal([new QueueVerdict("fr", QueueAvailability.SkillMissing, true), new QueueVerdict("de", QueueAvailability.SkillMissing, false)], none.Queues);
        Assert.Equal(["law"], none.Route.Skills);
        Assert.Contains("'fr' is the last resort: a skill is missing.", none.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_may_wait_waits_in_the_last_queue_and_its_deadline_counts_from_the_opening()
    {
        HandoffRouter router = HandoffRouter.Build(r => r
            .Queue("desk", "a", q => q.Open(Office).Waits().AcceptWithin(TimeSpan.FromHours(1), DeadlineClock.OpenHours).AcceptWithin(TimeSpan.FromMinutes(5), from: Priority.High))
            .Route("default", "desk"));

        RouteChoice waits = router.Choose(Request, Sunday);
        Assert.Equal([new QueueVerdict("desk", QueueAvailability.Closed, true)], waits.Queues);
        Assert.Equal(BusinessHoursTests.Utc("2026-06-01T10:00"), waits.Route.Deadline);
        Assert.Equal(Sunday.AddMinutes(5), router.Choose(Request with { Priority = Priority.Urgent }, Sunday).Route.Deadline);
        Assert.Equal(BusinessHoursTests.Utc("2026-06-01T09:00"), router.NextOpening("desk", Sunday));
        Assert.Equal(Sunday, router.NextOpening("unknown", Sunday));
        Assert.Null(router.Resolve("default", Priority.Low).Deadline);
    }

    [Fact]
    public void The_next_queue_is_never_one_that_had_it()
    {
        HandoffRouter router = Chain();
        HandoffRoute first = router.Choose(Request, Monday).Route;

        RouteChoice second = router.ChooseNext(Request, first, [], Monday)!;
        Assert.Equal("small", second.Route.Queue);
        RouteChoice third = router.ChooseNext(Request, second.Route, ["day"], Monday)!;
        Assert.Equal("last", third.Route.Queue);
        Assert.Null(router.ChooseNext(Request, third.Route, ["day", "small"], Monday));
        Assert.Equal("last", router.ChooseNext(Request, first, ["small"], Monday)!.Route.Queue);
    }

    [Fact]
    public void Chains_that_cannot_work_are_refused()
    {
        Refused("'a' -> 'b' -> 'a'", r => r.Queue("a", "x", q => q.Otherwise("b")).Queue("b", "x", q => q.Otherwise("a")));
        Refused("'a' -> 'a'", r => r.Queue("a", "x", q => q.Otherwise("a")));
        Refused("'nowhere'", r => r.Queue("a", "x", q => q.Otherwise("nowhere")));
        Refused("'a' can be closed or full", r => r.Queue("a", "x", q => q.Open(Office)));
        Refused("'b', where the second routes of 'a' end,", r => r.Queue("a", "x", q => q.Otherwise("b")).Queue("b", "x", q => q.Open(Office)));
        Refused("'a' can be closed or full", r => r.Load(_load).Queue("a", "x", q => q.Capacity(1)));
        Refused("Load", r => r.Queue("a", "x", q => q.Capacity(1).Waits()));
        Refused("two limits", r => r.Queue("a", "x", q => q.AcceptWithin(TimeSpan.FromHours(1)).AcceptWithin(TimeSpan.FromHours(2))));
        Refused("two queues", r => r.Queue("a", "x", q => q.Waits()).Queue("a", "x", q => q.Waits()));
        Assert.Throws<ArgumentException>(() => HandoffRouter.Build(r => r.Queue("a", " ", q => q.Waits())));
        Assert.Throws<ArgumentOutOfRangeException>(() => HandoffRouter.Build(r => r.Queue("a", "x", q => q.Capacity(0))));
        Assert.Throws<ArgumentOutOfRangeException>(() => HandoffRouter.Build(r => r.Queue("a", "x", q => q.AcceptWithin(TimeSpan.Zero))));
        Assert.Throws<ArgumentOutOfRangeException>(() => HandoffRouter.Build(r => r.Queue("a", "x", q => q.AcceptWithin(TimeSpan.FromHours(1), (DeadlineClock)5))));
    }

    private static void Refused(string why, Action<HandoffRouterBuilder> configure) =>
        Assert.Contains(why, Assert.Throws<HandoffRoutingException>(() => HandoffRouter.Build(r => configure(r.Route("default", "a")))).Message, StringComparison.Ordinal);

    private HandoffRouter Chain() => HandoffRouter.Build(r => r
        .Load(_load)
        .Queue("day", "team-a", q => q.Open(Office).AcceptWithin(TimeSpan.FromMinutes(30)).Otherwise("small"))
        .Queue("small", "team-b", q => q.Capacity(2).Otherwise("last"))
        .Queue("last", "team-c")
        .Route("default", "day"));
}
