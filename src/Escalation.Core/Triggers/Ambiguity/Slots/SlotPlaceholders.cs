using System.Collections.Frozen;
using System.Globalization;

namespace Escalation.Triggers.Ambiguity.Slots;

/// <summary>Values that stand for a missing one: what a model writes where it should have asked.</summary>
internal static class SlotPlaceholders
{
    private static readonly FrozenSet<string> Words = new[]
    {
        "unknown", "unspecified", "undefined", "n/a", "none", "null", "tbd", "tba", "tbc", "todo", "to be determined", "to be confirmed", "placeholder", "not provided", "not specified", "not given",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private const string Blanks = "\u115F\u1160\u2800\u3164\uFFA0";

    /// <summary>Whether nothing visible is there, only punctuation, one of the words, or a name in <c>&lt;…&gt;</c> or <c>{{…}}</c>. Linear; allocates nothing.</summary>
    /// <param name="value">A value without white space at its ends.</param>
    internal static bool IsPlaceholder(ReadOnlySpan<char> value) =>
        !SaysAnything(value)
        || Words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(value)
        || IsWrapped(value, "<", ">")
        || IsWrapped(value, "{{", "}}");

    private static bool SaysAnything(ReadOnlySpan<char> value)
    {
        foreach (char c in value)
        {
            // Letters, numbers, symbols and halves of surrogate pairs; not marks, punctuation, blanks, controls or format characters, nor the letters and the symbol that look like blanks.
            if (char.GetUnicodeCategory(c) is <= UnicodeCategory.OtherLetter or (>= UnicodeCategory.DecimalDigitNumber and <= UnicodeCategory.OtherNumber) or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
                or UnicodeCategory.MathSymbol or UnicodeCategory.CurrencySymbol or UnicodeCategory.OtherSymbol
                && !Blanks.Contains(c, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWrapped(ReadOnlySpan<char> value, string open, string close) =>
        value.Length > open.Length + close.Length && value.StartsWith(open, StringComparison.Ordinal) && value.EndsWith(close, StringComparison.Ordinal);
}
