namespace Escalation.Triggers.Confidence;

/// <summary>Compares texts ignoring invariant case and white space, without copies: runs of white space count as one blank, those at the ends as none.</summary>
internal static class SameText
{
    internal static bool Same(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = left.Trim();
        right = right.Trim();
        int i = 0, j = 0;
        while (i < left.Length && j < right.Length)
        {
            bool gap = char.IsWhiteSpace(left[i]);
            if (gap != char.IsWhiteSpace(right[j]))
            {
                return false;
            }

            if (gap)
            {
                i = PastGap(left, i);
                j = PastGap(right, j);
            }
            else if (char.ToLowerInvariant(left[i++]) != char.ToLowerInvariant(right[j++]))
            {
                return false;
            }
        }

        return i == left.Length && j == right.Length;
    }

    private static int PastGap(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at;
    }
}
