using Escalation.Triggers.Sensitivity;

namespace Escalation.DependencyInjection;

/// <summary>Words that make a turn sensitive. A turn whose text holds one goes to a person.</summary>
public sealed class KeywordSettings
{
    /// <summary>The words or phrases; at least one, none blank; upper and lower case alike.</summary>
    public IList<string> Words { get; } = [];

    /// <summary>How much of a word each must be.</summary>
    public KeywordMatching Matching { get; set; } = KeywordMatching.WholeWord;
}
