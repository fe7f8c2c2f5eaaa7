using System.Globalization;
using Escalation.Handoff.Routing;
using Microsoft.Extensions.Configuration;

namespace Escalation.DependencyInjection;

/// <summary>Reads business hours: <c>TimeZone</c>, <c>Weekdays</c> or names of days with periods such as <c>08:00-12:00, 13:00-17:00</c>, <c>Holidays</c> and <c>Special</c> days.</summary>
internal static class HoursConfiguration
{
    private const string DateFormat = "yyyy-MM-dd";

    private static readonly string[] Known = ["TIMEZONE", "WEEKDAYS", .. Enum.GetNames<DayOfWeek>().Select(static day => day.ToUpperInvariant()), "HOLIDAYS", "SPECIAL"];

    /// <exception cref="FormatException">Thrown when a part cannot be read.</exception>
    internal static BusinessHours Read(IConfigurationSection section)
    {
        Dictionary<string, IConfigurationSection> members = StrictSection.Members(section, Known);
        return BusinessHours.Build(StrictSection.Value(StrictSection.Get(members, "TIMEZONE")), hours =>
        {
            foreach ((string name, IConfigurationSection member) in members)
            {
                StrictSection.At(member, () => Read(name, member, hours));
            }
        });
    }

    private static void Read(string name, IConfigurationSection member, BusinessHoursBuilder hours)
    {
        switch (name)
        {
            case "TIMEZONE":
                break;
            case "WEEKDAYS":
                Periods(member, (from, to) => hours.Weekdays(from, to));
                break;
            case "HOLIDAYS":
                foreach (string date in StrictSection.Values(member))
                {
                    hours.Closed(Date(date));
                }

                break;
            case "SPECIAL":
                StrictSection.Each(member, day => Periods(day, (from, to) => hours.Special(Date(day.Key), from, to)));
                break;
            default:
                DayOfWeek weekday = Enum.Parse<DayOfWeek>(name, ignoreCase: true);
                Periods(member, (from, to) => hours.Open(weekday, from, to));
                break;
        }
    }

    private static void Periods(IConfigurationSection section, Action<TimeOnly, TimeOnly> add)
    {
        foreach (string period in StrictSection.Value(section).Split(',', StringSplitOptions.TrimEntries))
        {
            string[] times = period.Split('-', StringSplitOptions.TrimEntries);
            if (times.Length != 2 || !TryTime(times[0], out TimeOnly from) || !TryTime(times[1], out TimeOnly to))
            {
                throw new FormatException($"'{period}' is no period such as 08:00-18:00");
            }

            add(from, to);
        }
    }

    private static bool TryTime(string text, out TimeOnly time) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    private static DateOnly Date(string text) => DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
        ? date
        : throw new FormatException($"'{text}' is no date such as 2026-12-25");
}
