using System.Net;
using System.Text;

namespace Escalation.Handoff;

/// <summary>A text with placeholders in braces. It speaks only when every value it names is known.</summary>
internal sealed class FallbackTemplate
{
    /// <summary>The longest text.</summary>
    internal const int LongestText = 2000;

    private readonly List<(string Literal, int Value)> _parts = [];

    /// <exception cref="ArgumentException">Thrown when the text is blank or too long, names an unknown placeholder or has a lone brace.</exception>
    internal FallbackTemplate(string text, bool isMarkup)
    {
        Guard.NotBlank(text);
        if (text.Length > LongestText)
        {
            throw new ArgumentException($"text must have at most {LongestText} characters, but has {text.Length}.", nameof(text));
        }

        IsMarkup = isMarkup;
        Parse(TextBudget.Repair(text));
    }

    /// <summary>Whether it was written for a channel that reads markup.</summary>
    internal bool IsMarkup { get; }

    /// <summary>How many values it names.</summary>
    internal int Placeholders => _parts.Count(part => part.Value >= 0);

    /// <returns>The message, or null when a value is not known.</returns>
    internal string? Render(FallbackValues values, FallbackEncoding encoding)
    {
        var text = new StringBuilder();
        foreach ((string literal, int value) in _parts)
        {
            text.Append(encoding == FallbackEncoding.Markup && !IsMarkup ? WebUtility.HtmlEncode(literal) : literal);
            if (value < 0)
            {
                continue;
            }

            if (values[value] is not { Length: > 0 } known)
            {
                return null;
            }

            text.Append(encoding == FallbackEncoding.Markup ? WebUtility.HtmlEncode(known) : known);
        }

        return text.ToString();
    }

    private void Parse(string text)
    {
        var literal = new StringBuilder();
        int at = 0;
        while (at < text.Length)
        {
            char c = text[at];
            if (c is not ('{' or '}'))
            {
                literal.Append(c);
                at++;
            }
            else if (at + 1 < text.Length && text[at + 1] == c)
            {
                literal.Append(c);
                at += 2;
            }
            else
            {
                int end = c == '{' ? text.IndexOf('}', at) : -1;
                int value = end < 0 ? -1 : Array.IndexOf(FallbackValues.Names, text[(at + 1)..end]);
                if (value < 0)
                {
                    throw new ArgumentException($"text must name placeholders among {{{string.Join("}, {", FallbackValues.Names)}}} and write other braces twice, but has a brace at {at} that does neither.", nameof(text));
                }

                _parts.Add((literal.ToString(), value));
                literal.Clear();
                at = end + 1;
            }
        }

        _parts.Add((literal.ToString(), -1));
    }
}
