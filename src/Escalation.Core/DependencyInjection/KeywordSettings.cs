using Escalation.Triggers.Sensitivity;

namespace Escalation.DependencyInjection;

/// <summary>Words that make a turn sensitive; trigger <c>sensitivity</c>. A turn whose text holds one goes to a person, or where the topic says.</summary>
/// <remarks>Reasons: <c>sensitivity</c>, or the topic's own; <c>input-too-large</c> for a text above the limit, <c>no-signal</c> for a turn without text.</remarks>
public sealed class KeywordSettings
{
    /// <summary>The words or phrases of no topic of their own; none blank; upper and lower case alike.</summary>
    public IList<string> Words { get; } = [];

    /// <summary>Topics with words, reason, outcome and severity of their own.</summary>
    public IList<TopicSettings> Topics { get; } = [];

    /// <summary>The names of ready-made topics, see <see cref="SensitiveTopics"/>, for example <c>self-harm</c>. With <see cref="Words"/> and <see cref="Topics"/> there must be at least one word.</summary>
    public IList<string> BuiltIn { get; } = [];

    /// <summary>How much of a word each must be.</summary>
    public KeywordMatching Matching { get; set; } = KeywordMatching.WholeWord;

    /// <summary>Which spellings of a keyword are alike.</summary>
    public KeywordFolding Folding { get; set; }

    /// <summary>Which texts are scanned, for example <c>Request, Answer</c>.</summary>
    public TextSources Sources { get; set; } = TextSources.All;

    /// <summary>The longest text that is scanned, in UTF-16 code units, at least 1; a longer one escalates.</summary>
    public int MaximumLength { get; set; } = KeywordOptions.DefaultMaximumLength;

    /// <summary>Whether a turn without any text lets the trigger abstain; otherwise it escalates.</summary>
    public bool TextIsOptional { get; set; }
}
