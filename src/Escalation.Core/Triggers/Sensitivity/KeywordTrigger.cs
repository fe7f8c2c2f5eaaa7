using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Triggers.Sensitivity;

/// <summary>Fires when a text of the turn holds a keyword of a sensitive topic.</summary>
/// <remarks>
/// Of several topics found, the one with the strictest outcome is named, among equals the gravest, then the one given first; the signal's detail is the topic's name and
/// never the user's words. Fires with the topic's reason, <c>sensitivity</c> unless it has another; missing as <c>input-too-large</c> or <c>no-signal</c>.
/// Keyword and text are compared through tables of our own, so cultures, versions of ICU and invariant globalization change nothing; disguised spellings
/// are found unless <see cref="KeywordOptions.Folding"/> says otherwise, and a text with the escapes of JSON is read once more without them. Texts are scanned whole
/// or not at all. Immutable, safe for concurrent use; linear in the texts however many keywords there are, allocates nothing.
/// </remarks>
public sealed class KeywordTrigger : ITrigger, IConfigured
{
    private readonly SensitiveTopic[] _topics;
    private readonly KeywordScanner _scanner;
    private readonly TextSources _sources;
    private readonly int _maximumLength;
    private readonly bool _textIsOptional;
    private readonly KeywordMatching _matching;
    private readonly KeywordFolding _folding;

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

        if (!Enum.IsDefined(options.Matching) || !Enum.IsDefined(options.Folding) || !TurnTexts.IsValid(options.Sources))
        {
            throw new ArgumentOutOfRangeException(nameof(options), $"Matching '{options.Matching}', folding '{options.Folding}' or sources '{options.Sources}' are not valid.");
        }

        Name = Guard.NotBlank(name);
        _topics = [.. given.OrderByDescending(topic => topic.Outcome).ThenByDescending(topic => topic.Severity)];
        _sources = options.Sources;
        _maximumLength = Guard.AtLeast(options.MaximumLength, 1, nameof(options.MaximumLength));
        _textIsOptional = options.TextIsOptional;
        _matching = options.Matching;
        _folding = options.Folding;
        _scanner = new KeywordScanner([.. _topics.Select(topic => topic.Keywords)], options.Matching, options.Folding);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Configuration => string.Create(
        CultureInfo.InvariantCulture,
        $"{_matching};{_folding};{_sources};{_maximumLength};{_textIsOptional};{string.Join(';', _topics.Select(topic => $"{TriggerParts.Counted(topic.Name)}{topic.Reason.Code}{topic.Outcome}{(topic.Severity == Severity.Moderate ? "" : topic.Severity.ToString())}{string.Concat(topic.Keywords.Select(TriggerParts.Counted))}"))}");

    /// <inheritdoc/>
    public Signal Evaluate(AgentTurn turn)
    {
        TurnTexts texts = TurnTexts.Of(turn, _sources);
        if (texts.Refuse(_maximumLength, _textIsOptional) is { } refusal)
        {
            return refusal;
        }

        var reader = new Reader(_scanner);
        texts.ReadAll(ref reader);
        int rank = reader.Best;
        return rank == KeywordScanner.None ? Signal.Quiet() : Signal.Fire(_topics[rank].Reason, _topics[rank].Outcome, detail: _topics[rank].Name).WithSeverity(_topics[rank].Severity);
    }

    /// <summary>Finds every keyword in one text, ordered by where it begins; hits may overlap.</summary>
    /// <param name="text">The text; the trigger's limit of length does not apply.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="text"/> is null.</exception>
    public IReadOnlyList<KeywordHit> FindAll(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. _scanner.FindAll(text).Select(hit => new KeywordHit(_topics[hit.Rank].Name, hit.Keyword, hit.Start, hit.End - hit.Start, hit.Disguised))];
    }

    /// <inheritdoc/>
    public string? Explain(AgentTurn turn, in Signal signal) => signal.Fired && !signal.Failed ? $"A keyword of topic '{signal.Detail}' was found." : null;

    /// <summary>Keeps the rank of the best topic found.</summary>
    private struct Reader(KeywordScanner scanner) : ITextReader
    {
        internal int Best { get; private set; } = KeywordScanner.None;

        public void Read(ReadOnlySpan<char> text, bool isUndone)
        {
            int rank = scanner.Find(text);
            Best = Best == KeywordScanner.None || (rank != KeywordScanner.None && rank < Best) ? rank : Best;
        }
    }
}
