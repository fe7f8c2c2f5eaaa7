using System.Globalization;
using Escalation.Handoff;
using Microsoft.Extensions.Configuration;

namespace Escalation.DependencyInjection;

/// <summary>Reads sections strictly: what is passed over in silence is not what somebody configured. What cannot be read throws <see cref="FormatException"/>; <see cref="At"/> adds the path.</summary>
internal static class StrictSection
{
    /// <exception cref="InvalidOperationException">Thrown when reading fails; the message names the path.</exception>
    internal static void At(IConfigurationSection section, Action read)
    {
        try
        {
            read();
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException or OverflowException or HandoffRoutingException)
        {
            throw new InvalidOperationException($"The configuration value '{section.Path}' cannot be read: {fault.Message}", fault);
        }
    }

    /// <exception cref="InvalidOperationException">Thrown when the section is absent or empty.</exception>
    internal static IEnumerable<IConfigurationSection> Required(IConfigurationSection section, string whose) => section.GetChildren().Any()
        ? section.GetChildren()
        : throw new InvalidOperationException($"The configuration section '{section.Path}' of {whose} is absent or empty.");

    /// <summary>Reads each part of a section under its own path.</summary>
    internal static void Each(IConfigurationSection section, Action<IConfigurationSection> read)
    {
        foreach (IConfigurationSection part in Sections(section))
        {
            At(part, () => read(part));
        }
    }

    internal static IEnumerable<IConfigurationSection> Sections(IConfigurationSection section) => string.IsNullOrEmpty(section.Value)
        ? section.GetChildren()
        : throw new FormatException("a section is expected");

    /// <summary>The parts of a section by their names in upper case.</summary>
    internal static Dictionary<string, IConfigurationSection> Members(IConfigurationSection section, params string[] known)
    {
        var members = new Dictionary<string, IConfigurationSection>(StringComparer.Ordinal);
        foreach (IConfigurationSection member in Sections(section))
        {
            string name = member.Key.ToUpperInvariant();
            members.Add(known.Contains(name, StringComparer.Ordinal) ? name : throw new FormatException($"'{member.Key}' is unknown"), member);
        }

        return members;
    }

    internal static IConfigurationSection Get(Dictionary<string, IConfigurationSection> members, string name) =>
        members.GetValueOrDefault(name) ?? throw new FormatException($"{name} is absent");

    internal static string Value(IConfigurationSection section) => section.Value is { Length: > 0 } value && !section.GetChildren().Any()
        ? value
        : throw new FormatException("a value is expected");

    /// <summary>The values of a list that is not empty.</summary>
    internal static string[] Values(IConfigurationSection section)
    {
        string[] values = [.. Sections(section).Select(Value)];
        return values.Length > 0 ? values : throw new FormatException("the list is empty: give it a value or remove it");
    }

    internal static bool Flag(IConfigurationSection section) => bool.Parse(Value(section));

    internal static int Count(IConfigurationSection section) => int.Parse(Value(section), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>With a colon: a bare number would be read as days.</summary>
    internal static TimeSpan Span(IConfigurationSection section)
    {
        string text = Value(section);
        return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out TimeSpan span)
            ? span
            : throw new FormatException($"'{text}' is no time span such as '00:30:00', or '1.00:00:00' for a day");
    }

    /// <summary>By name only: a number would pass for a member that nobody meant.</summary>
    internal static T Named<T>(IConfigurationSection section)
        where T : struct, Enum
    {
        string text = Value(section);
        return Enum.TryParse(text, ignoreCase: true, out T value) && string.Equals(Enum.GetName(value), text, StringComparison.OrdinalIgnoreCase)
            ? value
            : throw new FormatException($"'{text}' is none of {string.Join(", ", Enum.GetNames<T>())}");
    }
}
