using System.Collections.Frozen;
using System.Globalization;

namespace Escalation.Handoff.Routing;

/// <summary>Collects business hours. Times are local and whole minutes; a closing that is not after its opening lies on the next day, so 00:00 to 00:00 is around the clock. Not safe for concurrent use.</summary>
public sealed class BusinessHoursBuilder
{
    private static readonly DayOfWeek[] WorkingDays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    private readonly List<OpenPeriod>[] _week = [.. Enumerable.Range(0, 7).Select(_ => new List<OpenPeriod>())];
    private readonly Dictionary<DateOnly, List<OpenPeriod>> _special = [];

    internal BusinessHoursBuilder()
    {
    }

    /// <summary>Adds hours to a day of the week.</summary>
    /// <param name="day">The day on which they begin.</param>
    /// <param name="from">When they open.</param>
    /// <param name="to">When they close.</param>
    /// <exception cref="ArgumentException">Thrown when a time is no whole minute.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the day is not one of the enum.</exception>
    public BusinessHoursBuilder Open(DayOfWeek day, TimeOnly from, TimeOnly to)
    {
        if (!Enum.IsDefined(day))
        {
            throw new ArgumentOutOfRangeException(nameof(day), day, "Not a day of the week.");
        }

        _week[(int)day].Add(OpenPeriod.Of(from, to));
        return this;
    }

    /// <summary>Adds hours to each day from Monday to Friday.</summary>
    /// <param name="from">When they open.</param>
    /// <param name="to">When they close.</param>
    /// <exception cref="ArgumentException">Thrown when a time is no whole minute.</exception>
    public BusinessHoursBuilder Weekdays(TimeOnly from, TimeOnly to)
    {
        foreach (DayOfWeek day in WorkingDays)
        {
            Open(day, from, to);
        }

        return this;
    }

    /// <summary>Adds a holiday: nothing opens on that day.</summary>
    /// <param name="date">The local day.</param>
    /// <exception cref="HandoffRoutingException">Thrown when the day has special hours already.</exception>
    public BusinessHoursBuilder Closed(DateOnly date) => _special.TryAdd(date, []) || _special[date].Count == 0
        ? this
        : throw Twice(date);

    /// <summary>Gives one day hours of its own, which replace those of its day of the week; several calls add up.</summary>
    /// <param name="date">The local day on which they begin.</param>
    /// <param name="from">When they open.</param>
    /// <param name="to">When they close.</param>
    /// <exception cref="ArgumentException">Thrown when a time is no whole minute.</exception>
    /// <exception cref="HandoffRoutingException">Thrown when the day is a holiday already.</exception>
    public BusinessHoursBuilder Special(DateOnly date, TimeOnly from, TimeOnly to)
    {
        var period = OpenPeriod.Of(from, to);
        if (!_special.TryGetValue(date, out List<OpenPeriod>? periods))
        {
            _special.Add(date, [period]);
        }
        else if (periods.Count == 0)
        {
            throw Twice(date);
        }
        else
        {
            periods.Add(period);
        }

        return this;
    }

    internal BusinessHours Build(TimeZoneInfo zone) => Array.TrueForAll(_week, day => day.Count == 0)
        ? throw new HandoffRoutingException("Business hours must open on some day of the week.")
        : new BusinessHours(zone, Array.ConvertAll(_week, Sorted), _special.ToFrozenDictionary(day => day.Key, day => Sorted(day.Value)));

    private static OpenPeriod[] Sorted(List<OpenPeriod> periods) => [.. periods.OrderBy(period => period.From).ThenBy(period => period.To)];

    private static HandoffRoutingException Twice(DateOnly date) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{date:O} is a holiday and has special hours; it can be one of the two."));
}
