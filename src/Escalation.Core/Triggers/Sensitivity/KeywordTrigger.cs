using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Triggers.Sensitivity;

/// <summary>Fires when a text of the turn holds a keyword of a sensitive topic.</summary>
/// <remarks>
/// Of several topics found, the one with the strictest outcome is named, among equals the one given first; the signal's detail is the topic's name and
/// never the user's words. Compares ordinally, so cultures and invariant globalization change nothing; broken surrogates, NUL and byte-order marks are
/// characters like others. Texts are taken as they stand: disguised spellings (zero-width characters, look-alike letters, digits for letters) and
/// characters escaped in JSON arguments are not undone. Immutable, safe for concurrent use; linear in the texts, allocates nothing.
/// </remarks>
public sealed class KeywordTrigger : ITrigger, IConfigured
{
    private readonly SensitiveTopic[] _topics;
    private readonly KeywordScanner _scanner;
    private readonly TextSources _sources;
    private readonly int _maximumLength;
    private readonly bool _textIsOptional;
    private readonly KeywordMatching _matching;

    /// <summary>Creates the trigger.</summary>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="topics">At least one topic; names are distinct.</param>
    /// <param name="options">How to look; copied. Null takes the defaults.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank, or the topics are empty, hold null or share a name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an option is out of range.</exception>
    public KeywordTrigger(string name, IEnumerable<SensitiveTopic> topics, KeywordOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(topics);
        options ??= new KeywordOptions();
        SensitiveTopic[] given = TriggerParts.Require(topics.ToArray(), nameof(topics));
        if (given.GroupBy(topic => topic.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } doubled)
        {
            throw new ArgumentException($"Two topics are named '{doubled.Key}'.", nameof(topics));
        }

        if (!Enum.IsDefined(options.Matching) || options.Sources == TextSources.None || (options.Sources & ~TextSources.All) != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(options), $"Matching '{options.Matching}' or sources '{options.Sources}' are not valid.");
        }

        Name = Guard.NotBlank(name);
        _topics = [.. given.OrderByDescending(topic => topic.Outcome)];
        _sources = options.Sources;
        _maximumLength = Guard.AtLeast(options.MaximumLength, 1, nameof(options.MaximumLength));
        _textIsOptional = options.TextIsOptional;
        _matching = options.Matching;
        _scanner = new KeywordScanner([.. _topics.Select(topic => topic.Keywords)], options.Matching);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Configuration => string.Create(
        CultureInfo.InvariantCulture,
        $"{_matching};{_sources};{_maximumLength};{_textIsOptional};{string.Join(';', _topics.Select(topic => $"{TriggerParts.Counted(topic.Name)}{topic.Reason.Code}{topic.Outcome}{string.Concat(topic.Keywords.Select(TriggerParts.Counted))}"))}");

    /// <inheritdoc/>
    public Signal Evaluate(AgentTurn turn)
    {
        string? request = Read(TextSources.Request, turn.Request);
        string? answer = Read(TextSources.Answer, turn.Answer);
        string? arguments = Read(TextSources.ProposedStep, turn.ProposedStep?.Arguments);
        string? text = Read(TextSources.ProposedStep, turn.ProposedStep?.Text);
        if (TooLong(request) || TooLong(answer) || TooLong(arguments) || TooLong(text))
        {
            return Signal.Missing(Reason.InputTooLarge, TooLong(request) ? "request" : TooLong(answer) ? "answer" : "proposed-step");
        }

        if (request is null && answer is null && arguments is null && text is null)
        {
            return _textIsOptional ? Signal.NotApplicable() : Signal.Missing(Reason.NoSignal, "no-text");
        }

        int rank = Better(Better(_scanner.Find(request), _scanner.Find(answer)), Better(_scanner.Find(arguments), _scanner.Find(text)));
        return rank == KeywordScanner.None ? Signal.Quiet() : Signal.Fire(_topics[rank].Reason, _topics[rank].Outcome, detail: _topics[rank].Name);
    }

    /// <inheritdoc/>
    public string? Explain(AgentTurn turn, in Signal signal) => signal.Fired && !signal.Failed ? $"A keyword of topic '{signal.Detail}' was found." : null;

    private static int Better(int first, int second) =>
        first == KeywordScanner.None ? second : second == KeywordScanner.None ? first : Math.Min(first, second);

    private string? Read(TextSources source, string? text) => (_sources & source) != 0 && !string.IsNullOrEmpty(text) ? text : null;

    private bool TooLong(string? text) => text is not null && text.Length > _maximumLength;
}
