using System.Text;
using Escalation.Redaction;

namespace Escalation.Handoff;

/// <summary>Hands characters out until they are spent: redacts each text by its field's class, and repairs ill-formed text, which JSON could not carry.</summary>
internal sealed class TextBudget(PackageLimits limits, PackageRedaction redaction, RedactionLedger ledger)
{
    /// <summary>How far behind the cut a text is searched, so that personal data which the cut would split is redacted as a whole. Longer than anything the recognisers find, but for private keys, which they find by their beginning.</summary>
    private const int Margin = 1024;

    private int _left = limits.MaximumCharacters;

    internal bool IsSpent => _left <= 0;

    /// <summary>Takes as much of a text as the budget and the limit of one text allow.</summary>
    internal PackageText Take(string? text, string field) => Take(text, field, PackageField.Classes[field]);

    internal PackageText Take(string? text, string field, DataClass data)
    {
        if (string.IsNullOrEmpty(text))
        {
            return new PackageText("");
        }

        int limit = Math.Min(Math.Max(_left, 0), limits.MaximumTextCharacters);
        int window = Cut(text, (int)Math.Min((long)limit + Margin, text.Length));
        string kept = Repair(text[..window]);
        int consumed = text.Length;
        if (redaction.MethodFor(data) != RedactionMethod.Keep)
        {
            kept = redaction.Apply(data, kept, out RedactionMethod applied);
            ledger.Add(field, data, applied);
        }
        else if (PackageRedaction.IsSearched(data))
        {
            (kept, consumed) = Search(kept, limit, text.Length, field);
        }
        else
        {
            consumed = window;
        }

        int length = Cut(kept, Math.Min(kept.Length, limit));
        _left -= length;
        return new PackageText(length == kept.Length ? kept : kept[..length], text.Length - consumed + kept.Length - length);
    }

    internal PackageText? TakeOptional(string? text, string field) => text is null ? null : Take(text, field);

    /// <summary>Takes a short text that would be misread when cut: the whole of it or, with null, nothing.</summary>
    internal string? TakeWhole(string? text, string field) => text is null || Take(text, field) is not { IsWhole: true } taken ? null : taken.Text;

    /// <summary>Replaces lone surrogates by U+FFFD, one for one.</summary>
    internal static string Repair(string text)
    {
        StringBuilder? repaired = null;
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
                continue;
            }

            repaired ??= new StringBuilder(text);
            repaired[i] = '\uFFFD';
        }

        return repaired?.ToString() ?? text;
    }

    /// <summary>Redacts what begins before the limit.</summary>
    /// <returns>The redacted text, and how much of the original it stands for.</returns>
    private (string Text, int Consumed) Search(string window, int limit, int whole, string field)
    {
        StringBuilder? redacted = null;
        int copied = 0;
        foreach (PersonalDataSpan span in redaction.Find(window))
        {
            if (span.Start >= limit)
            {
                break;
            }

            ledger.Saw(span.Class);
            string value = window.Substring(span.Start, span.Length);
            string replacement = redaction.Apply(span.Class, value, out RedactionMethod applied);
            ledger.Add(field, span.Class, applied);
            if (applied != RedactionMethod.Keep)
            {
                (redacted ??= new StringBuilder(window.Length)).Append(window, copied, span.Start - copied).Append(replacement);
                copied = span.End;
            }
        }

        if (whole <= limit)
        {
            return (redacted is null ? window : redacted.Append(window, copied, window.Length - copied).ToString(), whole);
        }

        int end = Math.Max(copied, Cut(window, Math.Min(limit, window.Length)));
        return (redacted is null ? window[..end] : redacted.Append(window, copied, end - copied).ToString(), end);
    }

    /// <summary>The length, or one less where it would cut a pair of surrogates in two.</summary>
    private static int Cut(string text, int length) =>
        length > 0 && length < text.Length && char.IsHighSurrogate(text[length - 1]) && char.IsLowSurrogate(text[length]) ? length - 1 : length;
}
