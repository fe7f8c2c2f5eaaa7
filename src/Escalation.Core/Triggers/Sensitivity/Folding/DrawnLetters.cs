using System.Text;

namespace Escalation.Triggers.Sensitivity.Folding;

/// <summary>Letters that are drawn out or doubled so that a word looks like another one: <c>suiiicide</c>, <c>lawwyer</c>.</summary>
/// <remarks>
/// Three equal letters in a row are always drawn out. Two are only where English doubles the letter in no word of its own: <c>rapping</c> is no disguise.
/// Pure; allocates nothing, except for keywords.
/// </remarks>
internal static class DrawnLetters
{
    private const int DrawnOut = 3;

    /// <summary>Whether a small letter that stands twice in a row is drawn out.</summary>
    internal static bool IsNeverDoubled(char small) => small is 'a' or (>= 'h' and <= 'j') or 'q' or (>= 'u' and <= 'y');

    /// <summary>Writes letters with each run that is drawn out as one letter.</summary>
    /// <param name="folded">What decides about runs.</param>
    /// <param name="letters">What is written for each; may be the target itself.</param>
    /// <param name="squeezed">Receives the letters.</param>
    /// <param name="places">Receives the place of each.</param>
    /// <returns>How many letters there are; 0 when nothing is drawn out.</returns>
    internal static int Write(ReadOnlySpan<char> folded, ReadOnlySpan<char> letters, Span<char> squeezed, Span<int> places)
    {
        int count = 0;
        bool any = false;
        for (int at = 0; at < folded.Length;)
        {
            int run = RunAt(folded, at);
            bool drawn = IsDrawn(folded[at], run);
            any |= drawn;
            for (int i = 0; i < (drawn ? 1 : run); i++)
            {
                squeezed[count] = letters[at + i];
                places[count++] = at + i;
            }

            at += run;
        }

        return any ? count : 0;
    }

    /// <summary>Writes a word of ASCII letters in small ones, with each run that is drawn out as one letter.</summary>
    /// <param name="word">The word.</param>
    /// <param name="squeezed">Receives the letters; as long as the word.</param>
    /// <returns>How many letters there are.</returns>
    internal static int Squeeze(ReadOnlySpan<char> word, Span<byte> squeezed)
    {
        int count = 0;
        int run = 0;
        byte before = 0;
        foreach (char c in word)
        {
            byte small = (byte)(c | 0x20);
            run = small == before ? run + 1 : 1;
            if (run == 1 || (run < DrawnOut && !IsNeverDoubled((char)small)))
            {
                squeezed[count++] = small;
            }
            else if (run == DrawnOut && !IsNeverDoubled((char)small))
            {
                // Two looked like a letter that is doubled.
                count--;
            }

            before = small;
        }

        return count;
    }

    /// <summary>How a folded keyword may look once a text with drawn-out letters is squeezed: as it is, but for letters that are never doubled, and with one letter for every run.</summary>
    internal static IEnumerable<string> Forms(string folded)
    {
        string kept = Squeeze(folded, IsDrawn);
        string single = Squeeze(folded, static (c, run) => run > 1 && char.IsLetter(c));
        return string.Equals(kept, single, StringComparison.Ordinal) ? [kept] : [kept, single];
    }

    private static string Squeeze(string folded, Func<char, int, bool> isSqueezed)
    {
        var text = new StringBuilder(folded.Length);
        for (int at = 0; at < folded.Length;)
        {
            int run = RunAt(folded, at);
            text.Append(folded[at], isSqueezed(folded[at], run) ? 1 : run);
            at += run;
        }

        return text.ToString();
    }

    private static int RunAt(ReadOnlySpan<char> folded, int at)
    {
        int end = at + 1;
        while (end < folded.Length && folded[end] == folded[at])
        {
            end++;
        }

        return end - at;
    }

    private static bool IsDrawn(char c, int run) => run > 1 && char.IsLetter(c) && (run >= DrawnOut || IsNeverDoubled(c));
}
