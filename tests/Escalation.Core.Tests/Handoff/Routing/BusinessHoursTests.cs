using System.Globalization;
using Escalation.Handoff;
using Escalation.Handoff.Routing;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Handoff.Routing;

/// <summary>Open hours through changes of the clocks. The golden deadlines were counted minute by minute by another implementation of the time zone database (Python's zoneinfo).</summary>
public class BusinessHoursTests
{
    private static readonly string[] Zones = ["Europe/Zurich", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"];
    private static readonly string[] Schedules = ["office", "night", "always", "split"];

    [Theory]
    [InlineData("Europe/Zurich", "split", "2026-03-28T12:00", 1, "2026-03-31T07:01")]
    [InlineData("Europe/Zurich", "office", "2026-10-24T15:00", 1, "2026-10-26T07:01")]
    [InlineData("Europe/Zurich", "night", "2026-10-24T15:00", 90, "2026-10-24T21:30")]
    [InlineData("Europe/Zurich", "always", "2026-10-24T15:00", 600, "2026-10-25T01:00")]
    [InlineData("Europe/Zurich", "night", "2026-12-24T10:00", 1500, "2026-12-28T22:00")]
    [InlineData("Europe/Zurich", "split", "2026-12-24T10:00", 1500, "2026-12-30T11:00")]
    [InlineData("America/New_York", "office", "2026-03-07T18:00", 1500, "2026-03-11T18:00")]
    [InlineData("America/New_York", "night", "2026-03-07T18:00", 1, "2026-03-08T03:01")]
    [InlineData("America/New_York", "always", "2026-10-31T20:00", 480, "2026-11-01T04:00")]
    [InlineData("America/New_York", "split", "2026-10-31T20:00", 2000, "2026-11-06T15:20")]
    [InlineData("Australia/Lord_Howe", "night", "2026-04-04T02:00", 2000, "2026-04-08T12:20")]
    [InlineData("Australia/Lord_Howe", "split", "2026-04-04T02:00", 1, "2026-04-05T22:31")]
    [InlineData("Australia/Lord_Howe", "office", "2026-10-03T01:00", 1500, "2026-10-07T02:30")]
    [InlineData("Australia/Lord_Howe", "split", "2026-10-03T01:00", 600, "2026-10-06T00:00")]
    [InlineData("Asia/Kathmandu", "office", "2026-05-01T00:00", 600, "2026-05-02T03:45")]
    [InlineData("Asia/Kathmandu", "always", "2026-05-01T00:00", 2000, "2026-05-02T09:20")]
    [InlineData("Africa/Casablanca", "office", "2026-02-14T20:00", 1500, "2026-02-18T14:00")]
    [InlineData("Africa/Casablanca", "night", "2026-03-21T20:00", 480, "2026-03-22T22:00")]
    [InlineData("Africa/Casablanca", "split", "2026-03-21T20:00", 2000, "2026-03-27T09:20")]
    [InlineData("Europe/Dublin", "night", "2026-03-28T18:00", 480, "2026-03-29T22:00")]
    [InlineData("Europe/Dublin", "split", "2026-03-28T18:00", 1500, "2026-04-03T09:00")]
    [InlineData("America/Sao_Paulo", "night", "2026-07-03T19:00", 480, "2026-07-04T09:00")]
    [InlineData("America/Sao_Paulo", "always", "2026-07-03T19:00", 2000, "2026-07-05T04:20")]
    public void A_deadline_in_open_hours_is_the_one_that_counting_minutes_finds(string zone, string schedule, string from, int minutes, string expected) =>
        Assert.Equal(Utc(expected), Hours(zone, schedule).AddOpenTime(Utc(from), TimeSpan.FromMinutes(minutes)));

    [Theory]
    [InlineData("2026-03-29", 23)]
    [InlineData("2026-03-28", 24)]
    [InlineData("2026-10-25", 25)]
    public void A_day_around_the_clock_is_as_long_as_the_clocks_make_it(string day, int hours)
    {
        BusinessHours always = BusinessHours.Build("Europe/Zurich", h => h.Open(DateOnly.Parse(day, CultureInfo.InvariantCulture).DayOfWeek, default, default));

        Assert.Equal(TimeSpan.FromHours(hours), always.OpenTimeBetween(Utc(day + "T12:00").AddDays(-3), Utc(day + "T12:00").AddDays(3)));
    }

    [Fact]
    public void What_the_clocks_skip_moves_to_the_end_of_the_gap_and_what_comes_twice_is_open_from_first_to_last()
    {
        // On 29 March 2026 there is no 02:30 in Zurich; on 25 October there are two.
        BusinessHours early = BusinessHours.Build("Europe/Zurich", h => h.Open(DayOfWeek.Sunday, new(2, 30), new(4, 0)));
        Assert.Equal(Utc("2026-03-29T01:00"), early.NextOpening(Utc("2026-03-28T12:00")));
        Assert.Equal(TimeSpan.FromHours(1), early.OpenTimeBetween(Utc("2026-03-28T12:00"), Utc("2026-03-29T12:00")));
        Assert.Equal(Utc("2026-10-25T00:30"), early.NextOpening(Utc("2026-10-24T12:00")));
        Assert.Equal(TimeSpan.FromHours(2.5), early.OpenTimeBetween(Utc("2026-10-24T12:00"), Utc("2026-10-25T12:00")));

        BusinessHours late = BusinessHours.Build("Europe/Zurich", h => h.Open(DayOfWeek.Sunday, new(1, 0), new(2, 30)));
        Assert.Equal(TimeSpan.FromHours(2.5), late.OpenTimeBetween(Utc("2026-10-24T12:00"), Utc("2026-10-25T12:00")));
        Assert.True(late.IsOpen(Utc("2026-10-25T01:29")));
        Assert.False(late.IsOpen(Utc("2026-10-25T01:30")));

        // Nothing is left of hours that lie wholly in the gap.
        BusinessHours gone = BusinessHours.Build("Europe/Zurich", h => h.Open(DayOfWeek.Sunday, new(2, 10), new(2, 50)));
        Assert.Equal(Utc("2026-04-05T00:10"), gone.NextOpening(Utc("2026-03-28T12:00")));
    }

    [Fact]
    public void A_holiday_removes_the_night_shift_that_begins_on_it_and_special_hours_replace_the_usual()
    {
        BusinessHours hours = BusinessHours.Build("UTC", h => h
            .Open(DayOfWeek.Thursday, new(22, 0), new(6, 0))
            .Open(DayOfWeek.Friday, new(22, 0), new(6, 0))
            .Closed(new DateOnly(2026, 12, 25))
            .Closed(new DateOnly(2026, 12, 25))
            .Special(new DateOnly(2026, 12, 31), new(8, 0), new(9, 0))
            .Special(new DateOnly(2026, 12, 31), new(10, 0), new(11, 0)));

        Assert.True(hours.IsOpen(Utc("2026-12-25T05:59")));
        Assert.False(hours.IsOpen(Utc("2026-12-25T06:00")));
        Assert.False(hours.IsOpen(Utc("2026-12-25T23:00")));
        Assert.Equal(Utc("2026-12-31T08:00"), hours.NextOpening(Utc("2026-12-25T06:00")));
        Assert.Equal(Utc("2026-12-31T10:30"), hours.AddOpenTime(Utc("2026-12-25T06:00"), TimeSpan.FromHours(1.5)));
        Assert.Equal(Utc("2027-01-01T22:00"), hours.NextOpening(Utc("2026-12-31T11:00")));
    }

    [Fact]
    public void Open_time_adds_up_and_a_deadline_is_exactly_as_far_as_it_says()
    {
        Gen<(string Zone, string Schedule, int Start, int First, int Second)> cases =
            from zone in Gen.Elements(Zones)
            from schedule in Gen.Elements(Schedules)
            from start in Gen.Choose(0, 60 * 24 * 365)
            from first in Gen.Choose(1, 60 * 24 * 9)
            from second in Gen.Choose(0, 60 * 24 * 9)
            select (zone, schedule, start, first, second);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(cases.ToArbitrary(), given =>
        {
            BusinessHours hours = Hours(given.Zone, given.Schedule);
            DateTimeOffset a = Utc("2026-01-01T00:00").AddMinutes(given.Start);
            DateTimeOffset b = a.AddMinutes(given.First);
            DateTimeOffset c = b.AddMinutes(given.Second);
            TimeSpan open = hours.OpenTimeBetween(a, c);
            DateTimeOffset deadline = hours.AddOpenTime(a, TimeSpan.FromMinutes(given.First));
            DateTimeOffset opening = hours.NextOpening(a);
            return hours.OpenTimeBetween(a, b) + hours.OpenTimeBetween(b, c) == open
                && open <= c - a
                && hours.OpenTimeBetween(c, a) == TimeSpan.Zero
                && hours.OpenTimeBetween(a, deadline) == TimeSpan.FromMinutes(given.First)
                && hours.OpenTimeBetween(a, deadline.AddTicks(-1)) < TimeSpan.FromMinutes(given.First)
                && hours.IsOpen(opening)
                && hours.OpenTimeBetween(a, opening) == TimeSpan.Zero
                && (hours.IsOpen(a) == (opening == a));
        }));
    }

    [Fact]
    public void Hours_that_cannot_be_are_refused()
    {
        Assert.Throws<HandoffRoutingException>(() => BusinessHours.Build("Europe/Nowhere", h => h.Weekdays(new(8, 0), new(17, 0))));
        Assert.Throws<HandoffRoutingException>(() => BusinessHours.Build("UTC", _ => { }));
        Assert.Throws<HandoffRoutingException>(() => BusinessHours.Build("UTC", h => h.Closed(new(2026, 1, 1)).Special(new(2026, 1, 1), new(8, 0), new(9, 0))));
        Assert.Throws<HandoffRoutingException>(() => BusinessHours.Build("UTC", h => h.Special(new(2026, 1, 1), new(8, 0), new(9, 0)).Closed(new(2026, 1, 1))));
        Assert.Throws<ArgumentException>(() => BusinessHours.Build("UTC", h => h.Weekdays(new(8, 0, 1), new(17, 0))));
        Assert.Throws<ArgumentOutOfRangeException>(() => BusinessHours.Build("UTC", h => h.Open((DayOfWeek)7, new(8, 0), new(17, 0))));
        BusinessHours hours = Hours("UTC", "office");
        Assert.Throws<ArgumentOutOfRangeException>(() => hours.AddOpenTime(Utc("2026-01-01T00:00"), TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => hours.AddOpenTime(Utc("2026-01-01T00:00"), TimeSpan.FromDays(367)));
        Assert.Throws<InvalidOperationException>(() => hours.NextOpening(DateTimeOffset.MaxValue));
        Assert.False(hours.IsOpen(DateTimeOffset.MaxValue));
        Assert.Equal(1, hours.NextOpening(DateTimeOffset.MinValue).Year);
    }

    internal static DateTimeOffset Utc(string time) => DateTimeOffset.ParseExact(time, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static BusinessHours Hours(string zone, string schedule) => BusinessHours.Build(zone, h =>
    {
        h.Closed(new DateOnly(2026, 12, 25)).Closed(new DateOnly(2026, 3, 30));
        foreach (DayOfWeek day in Enum.GetValues<DayOfWeek>())
        {
            _ = schedule switch
            {
                "night" => h.Open(day, new(22, 0), new(6, 0)),
                "always" => h.Open(day, default, default),
                _ => h,
            };
        }

        _ = schedule switch
        {
            "office" => h.Weekdays(new(8, 0), new(17, 30)).Open(DayOfWeek.Saturday, new(9, 0), new(12, 0)),
            "split" => h.Weekdays(new(13, 0), new(18, 0)).Weekdays(new(9, 0), new(12, 0)),
            _ => h,
        };
    });
}
