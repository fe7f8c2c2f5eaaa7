using Escalation.Decisions;
using Escalation.Redaction;

namespace Escalation.Triggers.Sensitivity;

/// <summary>Collects what counts as sensitive. Not safe for concurrent use.</summary>
public sealed class SensitivityBuilder
{
    /// <summary>The topic of keywords given without one.</summary>
    public const string DefaultTopic = "keywords";

    private readonly List<SensitiveTopic> _topics = [];
    private readonly List<string> _keywords = [];
    private readonly List<AccountRule> _accounts = [];
    private readonly List<SensitivePattern> _patterns = [];
    private readonly TextScanOptions _patternScan = new();
    private DecisionOutcome _accountOutcome = DecisionOutcome.EscalateToPerson;
    private Func<string, ITrigger>? _personalData;
    private Func<string, ITrigger>? _sentiment;
    private Func<string, ITrigger>? _hiddenText;

    internal SensitivityBuilder()
    {
    }

    internal KeywordOptions Options { get; } = new();

    internal IReadOnlyList<SensitiveTopic> Given => _keywords.Count == 0 ? _topics : [.. _topics, new SensitiveTopic(DefaultTopic, _keywords)];

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

    /// <summary>Adds ready-made topics, for example those of <see cref="SensitiveTopics"/>.</summary>
    /// <param name="topics">The topics.</param>
    public SensitivityBuilder Topics(params IEnumerable<SensitiveTopic> topics)
    {
        ArgumentNullException.ThrowIfNull(topics);
        foreach (SensitiveTopic topic in topics)
        {
            Topic(topic);
        }

        return this;
    }

    /// <summary>Makes personal data sensitive; reason <c>personal-data</c>.</summary>
    /// <param name="configure">Changes what is looked for; null keeps the defaults.</param>
    /// <param name="scan">Changes which texts are scanned and what is proposed; null keeps the defaults.</param>
    public SensitivityBuilder PersonalData(Action<PersonalDataOptions>? configure = null, Action<TextScanOptions>? scan = null)
    {
        PersonalDataOptions data = Configured(configure);
        TextScanOptions options = Configured(scan);
        _personalData = name => new PersonalDataTrigger(name, new PersonalDataScanner(data), options);
        return this;
    }

    /// <summary>Makes a negative request sensitive; reason <c>negative-sentiment</c>.</summary>
    /// <param name="configure">Changes when a text counts as negative; null keeps the defaults.</param>
    public SensitivityBuilder NegativeSentiment(Action<SentimentOptions>? configure = null)
    {
        SentimentOptions options = Configured(configure);
        _sentiment = name => new SentimentTrigger(name, options);
        return this;
    }

    /// <summary>Makes characters that hide or reorder text sensitive; reason <c>hidden-text</c>.</summary>
    /// <param name="configure">Changes what is too much; null keeps the defaults.</param>
    public SensitivityBuilder HiddenText(Action<HiddenTextOptions>? configure = null)
    {
        HiddenTextOptions options = Configured(configure);
        _hiddenText = name => new HiddenTextTrigger(name, options);
        return this;
    }

    /// <summary>Makes accounts sensitive by their attributes; reason <c>protected-account</c>.</summary>
    /// <param name="rules">The rules.</param>
    public SensitivityBuilder Accounts(params AccountRule[] rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _accounts.AddRange(rules);
        return this;
    }

    /// <summary>Sets what a protected account proposes, for all rules.</summary>
    /// <param name="outcome">What to propose.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="outcome"/> is not above acting.</exception>
    public SensitivityBuilder AccountOutcome(DecisionOutcome outcome)
    {
        _accountOutcome = TriggerParts.RequireProposal(outcome);
        return this;
    }

    /// <summary>Makes what matches an expression sensitive.</summary>
    /// <param name="topic">The topic's name; it stands in the signal's detail.</param>
    /// <param name="pattern">The expression; only what runs in linear time is taken.</param>
    /// <exception cref="ArgumentException">Thrown when the expression is refused; see <see cref="SensitivePattern"/>.</exception>
    public SensitivityBuilder Pattern(string topic, string pattern) => Pattern(new SensitivePattern(topic, pattern));

    /// <summary>Makes what matches an expression sensitive, with a reason of its own where the pattern has one.</summary>
    /// <param name="pattern">The pattern. Patterns given first are named first when several match.</param>
    public SensitivityBuilder Pattern(SensitivePattern pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        _patterns.Add(pattern);
        return this;
    }

    /// <summary>Sets which texts the patterns read and what they propose.</summary>
    /// <param name="configure">Changes the options.</param>
    public SensitivityBuilder PatternScan(Action<TextScanOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(_patternScan);
        return this;
    }

    /// <summary>The triggers: keywords under the name itself, the others under the name with a suffix.</summary>
    internal IEnumerable<ITrigger> Triggers(string name)
    {
        if (Given.Count > 0)
        {
            yield return new KeywordTrigger(name, Given, Options);
        }

        if (_patterns.Count > 0)
        {
            yield return new PatternTrigger($"{name}-pattern", _patterns, _patternScan);
        }

        if (_personalData is not null)
        {
            yield return _personalData($"{name}-personal-data");
        }

        if (_sentiment is not null)
        {
            yield return _sentiment($"{name}-sentiment");
        }

        if (_hiddenText is not null)
        {
            yield return _hiddenText($"{name}-hidden-text");
        }

        if (_accounts.Count > 0)
        {
            yield return new AccountTrigger($"{name}-account", _accounts, _accountOutcome);
        }
    }

    private static T Configured<T>(Action<T>? configure)
        where T : new()
    {
        var options = new T();
        configure?.Invoke(options);
        return options;
    }
}
