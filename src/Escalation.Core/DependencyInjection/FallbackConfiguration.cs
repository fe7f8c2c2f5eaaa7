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
        foreach (IConfigurationSection child in StrictSection.Required(section, "a fallback responder"))
        {
            StrictSection.At(child, () => Read(child, builder));
        }
    }

    private static void Read(IConfigurationSection child, FallbackResponderBuilder builder)
    {
        switch (child.Key.ToUpperInvariant())
        {
            case "DEFAULTLANGUAGE":
                builder.DefaultLanguage(StrictSection.Value(child));
                break;
            case "OWNTEXTSONLY":
                if (StrictSection.Flag(child))
                {
                    builder.OwnTextsOnly();
                }

                break;
            case "CHANNELS":
                StrictSection.Each(child, channel => ReadChannel(channel, builder));
                break;
            case "TEXTS":
                StrictSection.Each(child, text => ReadText(text, builder));
                break;
            default:
                throw new FormatException("the key is unknown");
        }
    }

    private static void ReadChannel(IConfigurationSection channel, FallbackResponderBuilder builder)
    {
        Dictionary<string, IConfigurationSection> members = StrictSection.Members(channel, "ENCODING", "MAXIMUMLENGTH");
        builder.Channel(
            channel.Key,
            members.TryGetValue("ENCODING", out IConfigurationSection? encoding) ? StrictSection.Named<FallbackEncoding>(encoding) : FallbackEncoding.Text,
            members.TryGetValue("MAXIMUMLENGTH", out IConfigurationSection? length) ? StrictSection.Count(length) : int.MaxValue);
    }

    private static void ReadText(IConfigurationSection text, FallbackResponderBuilder builder)
    {
        Dictionary<string, IConfigurationSection> members = StrictSection.Members(text, "OUTCOME", "LANGUAGE", "TEXT", "CHANNEL");
        builder.Text(
            StrictSection.Named<DecisionOutcome>(StrictSection.Get(members, "OUTCOME")),
            StrictSection.Value(StrictSection.Get(members, "LANGUAGE")),
            StrictSection.Value(StrictSection.Get(members, "TEXT")),
            members.TryGetValue("CHANNEL", out IConfigurationSection? channel) ? StrictSection.Value(channel) : null);
    }
}
