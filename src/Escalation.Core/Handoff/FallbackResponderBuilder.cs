using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>Collects what users are told: texts by outcome, channel and language. Not safe for concurrent use.</summary>
/// <remarks>
/// A text may name <c>{wait}</c>, <c>{opens}</c>, <c>{deadline}</c>, <c>{queue}</c>, <c>{reference}</c> (the escalation's id) and <c>{name}</c> (the user's); it is said only when all it names
/// is known. Of several, the one that names most comes first. Other braces are written twice.
/// </remarks>
public sealed class FallbackResponderBuilder
{
    private readonly List<FallbackText> _texts = [];
    private readonly Dictionary<string, FallbackChannel> _channels = new(StringComparer.OrdinalIgnoreCase);
    private string _defaultLanguage = "en";
    private bool _builtIn = true;
    private Func<HandoffRoute, QueueOutlook?>? _outlook;

    internal FallbackResponderBuilder()
    {
    }

    /// <summary>Describes a channel. One that is not described shows characters as they are and takes any length.</summary>
    /// <param name="name">Its name, as <see cref="AgentTurn.Channel"/> says it; compared without case.</param>
    /// <param name="encoding">What it makes of characters.</param>
    /// <param name="maximumLength">The longest message it takes, in UTF-16 units; at least 80. Longer texts give way to shorter ones.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the encoding is not defined or the length is too small.</exception>
    public FallbackResponderBuilder Channel(string name, FallbackEncoding encoding = FallbackEncoding.Text, int maximumLength = int.MaxValue)
    {
        _channels[Guard.NotBlank(name)] = FallbackChannel.Create(name, encoding, maximumLength);
        return this;
    }

    /// <summary>Adds a text. It comes before the library's own of the same outcome and language.</summary>
    /// <param name="outcome">The outcome; one that does not act.</param>
    /// <param name="language">The language, a BCP 47 tag; a user of <c>pt-BR</c> hears texts in <c>pt-BR</c>, else <c>pt</c>, else the default language.</param>
    /// <param name="text">The text, at most 2,000 characters.</param>
    /// <param name="channel">The channel it is written for, or null for all.</param>
    /// <exception cref="ArgumentException">Thrown when the outcome acts, the language is no tag, the channel is blank, or the text is blank, too long or names an unknown placeholder.</exception>
    public FallbackResponderBuilder Text(DecisionOutcome outcome, string language, string text, string? channel = null)
    {
        if (outcome is not (DecisionOutcome.RequestApproval or DecisionOutcome.EscalateToModel or DecisionOutcome.EscalateToPerson or DecisionOutcome.SafeStop))
        {
            throw new ArgumentException($"outcome must be one that does not act, but was {outcome}.", nameof(outcome));
        }

        _texts.Add(new FallbackText(outcome, RequireTag(language), channel is null ? null : Guard.NotBlank(channel), Guard.NotBlank(text)));
        return this;
    }

    /// <summary>Sets the language of users whose own is unknown or has no text; English unless set.</summary>
    /// <param name="language">A BCP 47 tag.</param>
    /// <exception cref="ArgumentException">Thrown when it is no tag.</exception>
    public FallbackResponderBuilder DefaultLanguage(string language)
    {
        _defaultLanguage = RequireTag(language);
        return this;
    }

    /// <summary>Leaves the library's own texts out.</summary>
    public FallbackResponderBuilder OwnTextsOnly()
    {
        _builtIn = false;
        return this;
    }

    /// <summary>Says what users can be told of a queue, before what the router knows of its hours and deadline. What it throws counts as nothing known.</summary>
    /// <param name="outlook">Gives what is known; fast, and safe for concurrent use.</param>
    public FallbackResponderBuilder Outlook(Func<HandoffRoute, QueueOutlook?> outlook)
    {
        ArgumentNullException.ThrowIfNull(outlook);
        _outlook = outlook;
        return this;
    }

    internal FallbackResponder Build()
    {
        List<FallbackText> texts = [.. _texts];
        if (_builtIn)
        {
            texts.AddRange(FallbackTexts.All.Select(own => new FallbackText(own.Outcome, own.Language, null, own.Text, IsBuiltIn: true)));
        }

        var book = new FallbackBook(texts, _channels, _defaultLanguage);
        book.RequireDefaults();
        return new FallbackResponder(book, _outlook);
    }

    private static string RequireTag(string language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return LanguageTag.IsWellFormed(language) ? language : throw new ArgumentException($"language must be a BCP 47 tag such as pt-BR, but was '{language}'.", nameof(language));
    }
}
