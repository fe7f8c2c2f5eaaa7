using System.Collections.Frozen;
using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>All texts by outcome, language and channel. Immutable.</summary>
internal sealed class FallbackBook
{
    private static readonly DecisionOutcome[] Outcomes = [DecisionOutcome.RequestApproval, DecisionOutcome.EscalateToModel, DecisionOutcome.EscalateToPerson, DecisionOutcome.SafeStop];

    private readonly FrozenDictionary<string, FallbackTemplate[]> _texts;
    private readonly FrozenDictionary<string, FallbackChannel> _channels;
    private readonly string _defaultLanguage;

    /// <exception cref="ArgumentException">Thrown when a text names an unknown placeholder or is too long.</exception>
    internal FallbackBook(IReadOnlyList<FallbackText> texts, IReadOnlyDictionary<string, FallbackChannel> channels, string defaultLanguage)
    {
        _channels = channels.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _defaultLanguage = defaultLanguage;
        _texts = texts
            .Select(text => (Key: KeyOf(text.Outcome, text.Language, text.Channel), text.IsBuiltIn, Template: Parse(text)))
            .GroupBy(text => text.Key, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(group => group.Key, group => group.OrderBy(text => text.IsBuiltIn).ThenByDescending(text => text.Template.Placeholders).Select(text => text.Template).ToArray(), StringComparer.OrdinalIgnoreCase);
    }

    /// <exception cref="InvalidOperationException">Thrown when an outcome has no text in the default language that is said whatever is known.</exception>
    internal void RequireDefaults()
    {
        var nothing = new FallbackValues(new AgentTurn(), null, null);
        foreach (DecisionOutcome outcome in Outcomes)
        {
            if (Say(outcome, null, null, nothing) is null)
            {
                throw new InvalidOperationException($"The outcome {outcome} has no text without placeholders, for all channels, in the default language '{_defaultLanguage}'.");
            }
        }
    }

    /// <returns>The message, or null when no text fits.</returns>
    internal string? Say(DecisionOutcome outcome, string? language, string? channelName, FallbackValues values)
    {
        FallbackChannel channel = channelName is not null && _channels.TryGetValue(channelName, out FallbackChannel? described) ? described : FallbackChannel.Unknown;
        foreach (string tag in LanguageTag.Lookup(language, _defaultLanguage))
        {
            if ((channelName is null ? null : Say(KeyOf(outcome, tag, channelName), channel, values)) is { } own)
            {
                return own;
            }

            if (Say(KeyOf(outcome, tag, null), channel, values) is { } general)
            {
                return general;
            }
        }

        return null;
    }

    private string? Say(string key, FallbackChannel channel, FallbackValues values)
    {
        foreach (FallbackTemplate template in _texts.GetValueOrDefault(key, []))
        {
            if (template.Render(values, channel.Encoding) is { } message && message.Length <= channel.MaximumLength && !string.IsNullOrWhiteSpace(message))
            {
                return message;
            }
        }

        return null;
    }

    private FallbackTemplate Parse(FallbackText text)
    {
        bool isMarkup = text.Channel is not null && _channels.TryGetValue(text.Channel, out FallbackChannel? channel) && channel.Encoding == FallbackEncoding.Markup;
        return new FallbackTemplate(text.Text, isMarkup);
    }

    /// <summary>Outcome and tag hold no bar, so that nothing else gives the same key.</summary>
    private static string KeyOf(DecisionOutcome outcome, string language, string? channel) => $"{outcome}|{language}|{channel}";
}
