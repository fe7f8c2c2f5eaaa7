using System.Globalization;

namespace Escalation.Uncertainty;

/// <summary>A choice of the tokens that count. Brackets and quotes of a format are almost certain and dilute a mean; often only the first token or one span carries the answer.</summary>
/// <remarks>Immutable and safe for concurrent use; asking allocates nothing. The name stands for the rule in a policy's fingerprint.</remarks>
public sealed class TokenSelector
{
    private readonly Func<int, string, bool> _includes;

    /// <summary>Creates a selector.</summary>
    /// <param name="name">A name that changes whenever the rule does.</param>
    /// <param name="includes">Whether the token at a place, from 0, with its text counts; pure.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="name"/> is blank.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="includes"/> is null.</exception>
    public TokenSelector(string name, Func<int, string, bool> includes)
    {
        ArgumentNullException.ThrowIfNull(includes);
        Name = Guard.NotBlank(name);
        _includes = includes;
    }

    /// <summary>Every token.</summary>
    public static TokenSelector All { get; } = new("all", static (_, _) => true);

    /// <summary>Every token that holds a letter or a digit; white space and punctuation, such as the braces, quotes and commas of JSON, do not count.</summary>
    public static TokenSelector Words { get; } = new("words", static (_, text) => HoldsLetterOrDigit(text));

    /// <summary>The name of the rule.</summary>
    public string Name { get; }

    /// <summary>The tokens of one span.</summary>
    /// <param name="start">The first, from 0.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="start"/> is negative or <paramref name="count"/> below 1.</exception>
    public static TokenSelector Span(int start, int count)
    {
        Guard.AtLeast(start, 0);
        Guard.AtLeast(count, 1);
        return new TokenSelector(string.Create(CultureInfo.InvariantCulture, $"span:{start}+{count}"), (position, _) => position >= start && position - start < count);
    }

    /// <summary>Whether a token counts.</summary>
    /// <param name="position">Its place in the answer, from 0.</param>
    /// <param name="text">Its text.</param>
    public bool Includes(int position, string text) => _includes(position, text);

    private static bool HoldsLetterOrDigit(string? text)
    {
        foreach (char c in text.AsSpan())
        {
            // Parts of a character and of a surrogate pair are content, not format.
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c) || c == '\uFFFD')
            {
                return true;
            }
        }

        return false;
    }
}
