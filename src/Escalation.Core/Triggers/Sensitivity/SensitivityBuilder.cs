using Escalation.Decisions;

namespace Escalation.Triggers.Sensitivity;

/// <summary>Collects what counts as sensitive. Not safe for concurrent use.</summary>
public sealed class SensitivityBuilder
{
    /// <summary>The topic of keywords given without one.</summary>
    public const string DefaultTopic = "keywords";

    private readonly List<SensitiveTopic> _topics = [];
    private readonly List<string> _keywords = [];

    internal SensitivityBuilder()
    {
    }

    internal KeywordOptions Options { get; } = new();

    internal IReadOnlyList<SensitiveTopic> Topics => _keywords.Count == 0 ? _topics : [.. _topics, new SensitiveTopic(DefaultTopic, _keywords)];

    /// <summary>Adds keywords without a topic of their own; the decision names the topic <see cref="DefaultTopic"/>.</summary>
    /// <param name="keywords">Words or phrases; upper and lower case alike.</param>
    /// <exception cref="ArgumentException">Thrown when a keyword is null, blank or holds half a surrogate pair, once the policy is built.</exception>
    public SensitivityBuilder Keywords(params string[] keywords)
    {
        ArgumentNullException.ThrowIfNull(keywords);
        _keywords.AddRange(keywords);
        return this;
    }

    /// <summary>Adds a topic. Topics given first are named first when several are found.</summary>
    /// <param name="topic">The topic's name; it stands in the signal's detail.</param>
    /// <param name="keywords">Words or phrases; upper and lower case alike.</param>
    /// <exception cref="ArgumentException">Thrown when the name or a keyword is null or blank, or there is no keyword.</exception>
    public SensitivityBuilder Topic(string topic, params string[] keywords) => Topic(new SensitiveTopic(topic, keywords));

    /// <summary>Adds a topic with a reason of its own, by which <c>Route</c> can send it elsewhere and with another priority, or with an outcome of its own.</summary>
    /// <param name="topic">The topic.</param>
    public SensitivityBuilder Topic(SensitiveTopic topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        _topics.Add(topic);
        return this;
    }

    /// <summary>Sets how keywords are looked for.</summary>
    /// <param name="configure">Changes the options.</param>
    public SensitivityBuilder Matching(Action<KeywordOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(Options);
        return this;
    }
}
