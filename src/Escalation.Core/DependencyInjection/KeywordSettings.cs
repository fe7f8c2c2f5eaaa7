namespace Escalation.DependencyInjection;

/// <summary>Words that make a request sensitive.</summary>
public sealed class KeywordSettings
{
    /// <summary>The words; at least one, none blank.</summary>
    public IList<string> Words { get; } = [];
}
