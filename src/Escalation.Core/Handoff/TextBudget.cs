using System.Text;

namespace Escalation.Handoff;

/// <summary>Hands characters out until they are spent, and repairs ill-formed text, which JSON could not carry.</summary>
internal sealed class TextBudget(PackageLimits limits)
{
    private int _left = limits.MaximumCharacters;

    internal bool IsSpent => _left <= 0;

    /// <summary>Takes as much of a text as the budget and the limit of one text allow.</summary>
    internal PackageText Take(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return new PackageText("");
        }

        int length = Math.Min(text.Length, Math.Min(Math.Max(_left, 0), limits.MaximumTextCharacters));
        if (length < text.Length && length > 0 && char.IsHighSurrogate(text[length - 1]))
        {
            length--;
        }

        _left -= length;
        return new PackageText(Repair(text[..length]), text.Length - length);
    }

    internal PackageText? TakeOptional(string? text) => text is null ? null : Take(text);

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
}
