using System.Collections.Frozen;
using System.Globalization;

namespace Escalation.Handoff.Routing;

/// <summary>When a queue is staffed: weekly hours in a time zone, less holidays. Immutable and safe for concurrent use; reads no clock.</summary>
/// <remarks>
/// A period belongs to the local day on which it begins, so a holiday removes all of a night shift that begins on it. Daylight saving is respected: an opening or
/// closing that the clocks skip moves to the end of the gap; of one that comes twice the opening takes the first and the closing the last. A day that is open around the clock
/// so has 23, 24 or 25 open hours. Each call walks the days from its first instant to its last.
/// </remarks>
public sealed class BusinessHours
{
    /// <summary>The longest span of open time that <see cref="AddOpenTime"/> adds.</summary>
    public static readonly TimeSpan MaximumSpan = TimeSpan.FromDays(366);

    private readonly OpenPeriod[][] _week;
    private readonly FrozenDictionary<DateOnly, OpenPeriod[]> _special;
    private readonly int _daysToSearch;

    internal BusinessHours(TimeZoneInfo zone, OpenPeriod[][] week, FrozenDictionary<DateOnly, OpenPeriod[]> special)
    {
        Zone = zone;
        _week = week;
        _special = special;

        // Every special day can hide one opening, and the clocks can swallow a short one twice a year.
        _daysToSearch = 7 * (special.Count + 4);
    }

    /// <summary>The time zone.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>Builds business hours.</summary>
    /// <param name="timeZone">An IANA time zone, for example <c>Europe/Zurich</c>.</param>
    /// <param name="configure">Adds the weekly hours, holidays and special days.</param>
    /// <exception cref="HandoffRoutingException">Thrown when this machine knows no such zone, or no day of the week has hours.</exception>
    public static BusinessHours Build(string timeZone, Action<BusinessHoursBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Guard.NotBlank(timeZone), out TimeZoneInfo? zone))
        {
            throw new HandoffRoutingException($"There is no time zone '{timeZone}' on this machine.");
        }

        var builder = new BusinessHoursBuilder();
        configure(builder);
        return builder.Build(zone);
    }

    /// <summary>Whether the hours are open at an instant; the instant of closing is closed.</summary>
    /// <param name="at">The instant.</param>
    public bool IsOpen(DateTimeOffset at)
    {
        foreach ((DateTimeOffset opens, DateTimeOffset closes) in PeriodsFrom(at))
        {
            return opens <= at && at < closes;
        }

        return false;
    }

    /// <summary>The first instant, from a given one on, at which the hours are open: the given one itself when they are.</summary>
    /// <param name="at">The instant.</param>
    /// <returns>An instant in UTC.</returns>
    /// <exception cref="InvalidOperationException">Thrown when the hours do not open again, since the calendar ends or holidays cover everything.</exception>
    public DateTimeOffset NextOpening(DateTimeOffset at) => TryNextOpening(at) ?? throw NeverOpens(at);

    /// <summary>The instant at which a span of open time has passed since a given one.</summary>
    /// <param name="from">Where to begin.</param>
    /// <param name="span">How much open time; above 0, at most <see cref="MaximumSpan"/>.</param>
    /// <returns>The first such instant, in UTC; it may be an instant of closing.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="span"/> is outside that range.</exception>
    /// <exception cref="InvalidOperationException">Thrown when the hours do not open often enough before the calendar ends.</exception>
    public DateTimeOffset AddOpenTime(DateTimeOffset from, TimeSpan span)
    {
        if (span <= TimeSpan.Zero || span > MaximumSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(span), span, "A span of open time must be above 0 and at most 366 days.");
        }

        TimeSpan left = span;
        DateTimeOffset at = from.ToUniversalTime();
        while (true)
        {
            bool opened = false;
            foreach ((DateTimeOffset opens, DateTimeOffset closes) in PeriodsFrom(at))
            {
                opened = true;
                at = opens > at ? opens : at;
                if (at + left <= closes)
                {
                    return at + left;
                }

                left -= closes - at;
                at = closes;
            }

            if (!opened)
            {
                throw NeverOpens(at);
            }
        }
    }

    /// <summary>How much open time lies between two instants.</summary>
    /// <param name="from">The first.</param>
    /// <param name="to">The second.</param>
    /// <returns>At least 0; 0 when <paramref name="to"/> is not after <paramref name="from"/>.</returns>
    public TimeSpan OpenTimeBetween(DateTimeOffset from, DateTimeOffset to)
    {
        TimeSpan sum = TimeSpan.Zero;
        DateTimeOffset at = from;
        while (at < to)
        {
            DateTimeOffset before = at;
            foreach ((DateTimeOffset opens, DateTimeOffset closes) in PeriodsFrom(at))
            {
                DateTimeOffset begin = opens > at ? opens : at;
                DateTimeOffset end = closes < to ? closes : to;
                if (begin >= to)
                {
                    return sum;
                }

                sum += end - begin;
                at = end;
            }

            if (at == before)
            {
                return sum;
            }
        }

        return sum;
    }

    /// <summary>As <see cref="NextOpening"/>; null when they do not open again.</summary>
    internal DateTimeOffset? TryNextOpening(DateTimeOffset at)
    {
        foreach ((DateTimeOffset opens, _) in PeriodsFrom(at))
        {
            return opens > at ? opens : at.ToUniversalTime();
        }

        return null;
    }

    /// <summary>The periods that end after an instant, in the order in which they begin, cut so that they do not overlap, over the days that are searched.</summary>
    private IEnumerable<(DateTimeOffset Opens, DateTimeOffset Closes)> PeriodsFrom(DateTimeOffset at)
    {
        DateTime local = TimeZoneInfo.ConvertTime(at, Zone).DateTime;
        DateTimeOffset covered = at;

        // Two days back: a night shift of yesterday, whose closing a change of the clocks has moved on.
        int day = DateOnly.FromDateTime(local).DayNumber - 2;
        int end = Math.Min(day + _daysToSearch, DateOnly.MaxValue.DayNumber - 3);
        for (day = Math.Max(day, 2); day < end; day++)
        {
            DateOnly date = DateOnly.FromDayNumber(day);
            foreach (OpenPeriod period in PeriodsOf(date))
            {
                DateTime midnight = date.ToDateTime(TimeOnly.MinValue);
                DateTimeOffset opens = LocalTimes.ToUtc(midnight.AddMinutes(period.From), Zone, last: false);
                DateTimeOffset closes = LocalTimes.ToUtc(midnight.AddMinutes(period.To), Zone, last: true);
                if (closes > covered && closes > opens)
                {
                    yield return (opens > covered ? opens : covered, closes);
                    covered = closes;
                }
            }
        }
    }

    private OpenPeriod[] PeriodsOf(DateOnly date) => _special.TryGetValue(date, out OpenPeriod[]? special) ? special : _week[(int)date.DayOfWeek];

    private static InvalidOperationException NeverOpens(DateTimeOffset at) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The business hours do not open again after {at:O}."));
}
