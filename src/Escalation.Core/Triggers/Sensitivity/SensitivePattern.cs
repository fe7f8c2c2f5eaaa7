using System.Text.RegularExpressions;
using Escalation.Decisions;

namespace Escalation.Triggers.Sensitivity;

/// <summary>A regular expression that reveals a sensitive topic. Only expressions that run in linear time are taken. Immutable, safe for concurrent use.</summary>
/// <remarks>
/// Built with <see cref="RegexOptions.NonBacktracking"/>, culture-invariant and without captures, and asked once a text whether it matches, never where or
/// how often. Should the engine's time limit strike all the same, that counts as a match. The engine may allocate while it explores an expression.
/// </remarks>
public sealed class SensitivePattern
{
    /// <summary>The longest expression, in UTF-16 code units.</summary>
    public const int MaximumLength = 1_000;

    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(250);
    private readonly Regex _regex;

    /// <summary>Creates a pattern.</summary>
    /// <param name="topic">The topic's name; it stands in the signal's detail.</param>
    /// <param name="pattern">The expression: no back-references, look-around or atomic groups.</param>
    /// <param name="reason">The reason to give; <see cref="Reason.Sensitivity"/> unless given.</param>
    /// <param name="ignoreCase">Whether upper and lower case are alike.</param>
    /// <exception cref="ArgumentException">Thrown when the topic is blank, or the expression is blank, too long, malformed, too large for the linear engine, uses what it cannot do, or matches the empty text.</exception>
    public SensitivePattern(string topic, string pattern, Reason? reason = null, bool ignoreCase = true)
        : this(topic, pattern, reason, ignoreCase, Limit)
    {
    }

    /// <summary>A pattern with another time limit, so that a test can force the time-out.</summary>
    internal SensitivePattern(string topic, string pattern, Reason? reason, bool ignoreCase, TimeSpan limit)
    {
        Topic = Guard.NotBlank(topic);
        Pattern = Guard.NotBlank(pattern);
        Reason = reason ?? Reason.Sensitivity;
        IgnoreCase = ignoreCase;
        if (pattern.Length > MaximumLength)
        {
            throw new ArgumentException($"pattern of topic '{topic}' must have at most {MaximumLength} characters, but had {pattern.Length}.", nameof(pattern));
        }

        try
        {
            _regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None), limit);
        }
        catch (NotSupportedException refusal)
        {
            throw new ArgumentException($"pattern of topic '{topic}' cannot run in linear time: {refusal.Message}", nameof(pattern), refusal);
        }
        catch (ArgumentException refusal)
        {
            throw new ArgumentException($"pattern of topic '{topic}' is malformed: {refusal.Message}", nameof(pattern), refusal);
        }

        if (_regex.IsMatch(""))
        {
            throw new ArgumentException($"pattern of topic '{topic}' matches the empty text, and so every text.", nameof(pattern));
        }
    }

    /// <summary>The topic's name.</summary>
    public string Topic { get; }

    /// <summary>The expression.</summary>
    public string Pattern { get; }

    /// <summary>The reason given when it matches.</summary>
    public Reason Reason { get; }

    /// <summary>Whether upper and lower case are alike.</summary>
    public bool IgnoreCase { get; }

    internal bool Matches(ReadOnlySpan<char> text)
    {
        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return true;
        }
    }
}
