using System.Globalization;
using Escalation.Decisions;
using Escalation.Handoff;
using Microsoft.Extensions.Configuration;

namespace Escalation.DependencyInjection;

/// <summary>Reads a fallback responder's section strictly: what is passed over in silence is a user who hears the wrong thing.</summary>
internal static class FallbackConfiguration
{
    /// <exception cref="InvalidOperationException">Thrown when the section is empty, or a key or value in it cannot be read.</exception>
    internal static void Apply(IConfigurationSection section, FallbackResponderBuilder builder)
    {
        if (!section.GetChildren().Any())
        {
            throw new InvalidOperationException($"The configuration section '{section.Path}' of a fallback responder is absent or empty.");
        }

        foreach (IConfigurationSection child in section.GetChildren())
        {
            At(child, () => Read(child, builder));
        }
    }

    private static void Read(IConfigurationSection child, FallbackResponderBuilder builder)
    {
        switch (child.Key.ToUpperInvariant())
        {
            case "DEFAULTLANGUAGE":
                builder.DefaultLanguage(Value(child));
                break;
            case "OWNTEXTSONLY":
                if (bool.Parse(Value(child)))
                {
                    builder.OwnTextsOnly();
                }

                break;
            case "CHANNELS":
                foreach (IConfigurationSection channel in Sections(child))
                {
                    At(channel, () => ReadChannel(channel, builder));
                }

                break;
            case "TEXTS":
                foreach (IConfigurationSection text in Sections(child))
                {
                    At(text, () => ReadText(text, builder));
                }

                break;
            default:
                throw new FormatException("the key is unknown");
        }
    }

    private static void ReadChannel(IConfigurationSection channel, FallbackResponderBuilder builder)
    {
        Dictionary<string, string> members = Members(channel, "ENCODING", "MAXIMUMLENGTH");
        builder.Channel(
            channel.Key,
            members.TryGetValue("ENCODING", out string? encoding) ? Named<FallbackEncoding>(encoding) : FallbackEncoding.Text,
            members.TryGetValue("MAXIMUMLENGTH", out string? length) ? int.Parse(length, NumberStyles.None, CultureInfo.InvariantCulture) : int.MaxValue);
    }

    private static void ReadText(IConfigurationSection text, FallbackResponderBuilder builder)
    {
        Dictionary<string, string> members = Members(text, "OUTCOME", "LANGUAGE", "TEXT", "CHANNEL");
        builder.Text(Named<DecisionOutcome>(Required(members, "OUTCOME")), Required(members, "LANGUAGE"), Required(members, "TEXT"), members.GetValueOrDefault("CHANNEL"));
    }

    private static Dictionary<string, string> Members(IConfigurationSection section, params string[] known)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (IConfigurationSection member in Sections(section))
        {
            string name = member.Key.ToUpperInvariant();
            members.Add(known.Contains(name, StringComparer.Ordinal) ? name : throw new FormatException($"'{member.Key}' is unknown"), Value(member));
        }

        return members;
    }

    private static IEnumerable<IConfigurationSection> Sections(IConfigurationSection section) => string.IsNullOrEmpty(section.Value)
        ? section.GetChildren()
        : throw new FormatException("a section is expected");

    private static string Required(Dictionary<string, string> members, string name) => members.GetValueOrDefault(name) ?? throw new FormatException($"{name} is absent");

    private static string Value(IConfigurationSection section) => section.Value is { Length: > 0 } value && !section.GetChildren().Any()
        ? value
        : throw new FormatException("a value is expected");

    /// <summary>By name only: a number would pass for a member that nobody meant.</summary>
    private static T Named<T>(string text)
        where T : struct, Enum => Enum.TryParse(text, ignoreCase: true, out T value) && string.Equals(Enum.GetName(value), text, StringComparison.OrdinalIgnoreCase)
            ? value
            : throw new FormatException($"'{text}' is none of {string.Join(", ", Enum.GetNames<T>())}");

    private static void At(IConfigurationSection section, Action read)
    {
        try
        {
            read();
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException or OverflowException)
        {
            throw new InvalidOperationException($"The configuration value '{section.Path}' cannot be read: {fault.Message}", fault);
        }
    }
}
