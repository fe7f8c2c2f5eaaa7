using System.Text;
using Escalation.Triggers.Sensitivity.Folding;
using Escalation.Triggers.Sensitivity.Matching;

namespace Escalation.Core.Tests.Triggers.Sensitivity.Matching;

/// <summary>The search that looks at sixty-four characters at once, beside one that looks at each place by itself and says what a place is.</summary>
public class DisguiseFinderTests
{
    private const int Cases = 6_000;
    private const string Filler = "We have received your order and shipped the first parcel on Monday. If the second one does not arrive, please write to us; a good look at all letters will follow, as usual. ";

    private static readonly string[] Words = ["lawyer", "bomber", "suicide", "letter", "raping"];
    private static readonly DrawnWords Drawn = new(Words.SelectMany(DrawnLetters.Forms), isWhole: true);

    private static readonly string[] Pieces =
    [
        " ", " ", "  ", "\n", "\t", ".", ", ", "-", "a", "I", "x", "7", "42", "a1", "1a", "$", "@", "!", "|", "+", "a!", "!a", "$a", "a$1", "a+b", "a|!", "a b c", "s u i c", ". .",
        "lawwyer", "LaWWyer", "bommmber", "BOMBERRR", "suiiicide", "letttter", "letter", "raaping", "lawwyers", "maar", "aardvark", "aaa", "mmm", "www", "ll",
        "é", "д", "\u200B", "\u0007", "\u007F", "\u00A0", "\u0431", "\uFF41", "\U0001D41A", "\U0001F600", "\uD835", "\uDC00", "日本", "\u0301",
    ];

    [Fact]
    public void The_next_place_is_the_first_that_a_look_at_every_character_finds()
    {
        var random = new Random(5);
        int found = 0;
        for (int i = 0; i < Cases; i++)
        {
            string text = Text(random, pieces: random.Next(12), longest: random.Next(2) == 0 ? 90 : 8);
            DrawnWords? words = random.Next(8) == 0 ? null : Drawn;
            foreach (int from in new[] { 0, random.Next(text.Length + 1), random.Next(text.Length + 1) })
            {
                int expected = FirstPlace(text, from, words is not null);
                int actual = DisguiseFinder.Next(text, from, words);
                Assert.True(expected == actual, $"expected {expected}, found {actual} from {from} in '{text}'");
                found += expected >= 0 ? 1 : 0;
            }
        }

        // Both kinds of text are there in numbers.
        Assert.InRange(found, Cases / 2, 3 * Cases - (Cases / 2));
    }

    [Fact]
    public void A_place_is_found_wherever_the_blocks_are_cut()
    {
        foreach (string piece in Pieces)
        {
            for (int before = 0; before < 140; before++)
            {
                string text = Cut(before) + piece + Cut(140 - before);
                int expected = FirstPlace(text, 0, drawn: true);
                int actual = DisguiseFinder.Next(text, 0, Drawn);
                Assert.True(expected == actual, $"expected {expected}, found {actual} for '{piece}' behind {before}");
            }
        }
    }

    [Fact]
    public void Text_without_any_place_has_none_from_anywhere()
    {
        string text = string.Concat(Enumerable.Repeat(Filler, 8));
        for (int length = 0; length < text.Length; length += length < 200 ? 1 : 37)
        {
            Assert.Equal(DisguiseFinder.None, DisguiseFinder.Next(text.AsSpan(0, length), 0, Drawn));
            Assert.Equal(DisguiseFinder.None, DisguiseFinder.Next(text.AsSpan(0, length), length / 2, Drawn));
        }
    }

    [Fact]
    public void A_character_far_behind_plain_text_is_found_at_every_distance()
    {
        for (int before = 900; before < 2_300; before++)
        {
            string text = Cut(before) + "\u200B" + Cut(30);
            Assert.Equal(before, DisguiseFinder.Next(text, 0, Drawn));
            Assert.Equal(before, DisguiseFinder.Next(text, before % 97, Drawn));
        }
    }

    [Fact]
    public void One_place_after_the_other_takes_time_that_is_linear_in_the_text()
    {
        string text = string.Concat(Enumerable.Repeat("l33t words ", 90_000));
        int places = 0;
        TimeSpan best = Quickest.Of(() =>
        {
            places = 0;
            for (int place = DisguiseFinder.Next(text, 0, null); place != DisguiseFinder.None; place = DisguiseFinder.Next(text, place + 5, null))
            {
                places++;
            }
        });

        Assert.Equal(90_000, places);

        // Some 20 milliseconds; looking through the rest of the text each time would take seconds.
        Assert.True(best < TimeSpan.FromSeconds(1), $"{best.TotalMilliseconds:F0} ms");
    }

    private static string Text(Random random, int pieces, int longest)
    {
        var text = new StringBuilder(Cut(random.Next(longest)));
        for (int i = 0; i < pieces; i++)
        {
            text.Append(Pieces[random.Next(Pieces.Length)]);
            text.Append(random.Next(3) == 0 ? "" : Cut(random.Next(longest)));
        }

        return text.ToString();
    }

    private static string Cut(int length) => string.Concat(Enumerable.Repeat(Filler, 1 + (length / Filler.Length)))[..length];

    private static int FirstPlace(string text, int from, bool drawn)
    {
        for (int at = from; at < text.Length; at++)
        {
            if (IsLeet(text, at) || IsFollower(text, at, before: 3) || IsChanged(text, at) || (drawn && IsDrawn(text, at)))
            {
                return at;
            }
        }

        return DisguiseFinder.None;
    }

    private static bool IsLeet(string text, int at)
    {
        bool before = IsLetter(text, at - 1);
        bool after = IsLetter(text, at + 1);
        return (IsDigit(text, at) && (before || after))
            || (IsSign(text, at) && after)
            || ((IsSign(text, at) || text[at] is '!' or '|' or '+') && before && (after || IsSign(text, at + 1) || IsDigit(text, at + 1)));
    }

    /// <summary>Whether a single letter follows closely behind another, and that one behind another.</summary>
    private static bool IsFollower(string text, int at, int before) =>
        IsSingle(text, at) && (before == 0 || Enumerable.Range(2, 3).Any(gap => IsFollower(text, at - gap, before - 1)));

    private static bool IsSingle(string text, int at) =>
        (IsSolid(text, at) || IsSign(text, at)) && !IsSolid(text, at - 1) && !IsSolid(text, at + 1);

    private static bool IsChanged(string text, int at) =>
        char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])
            ? FoldingTable.OfSupplementary(char.ConvertToUtf32(text[at], text[at + 1])) >= 0
            : (text[at] < ' ' || text[at] > '~') && FoldingTable.Changes(text[at]);

    private static bool IsDrawn(string text, int at)
    {
        if (!IsPair(text, at) || !(IsPair(text, at + 1) || "ahijquvwxy".Contains(char.ToLowerInvariant(text[at]), StringComparison.Ordinal)))
        {
            return false;
        }

        int start = at;
        int end = at;
        while (IsLetter(text, start - 1))
        {
            start--;
        }

        while (IsLetter(text, end))
        {
            end++;
        }

        string word = text[start..end].ToLowerInvariant();
        Span<char> squeezed = new char[word.Length];
        int count = DrawnLetters.Write(word, word, squeezed, new int[word.Length]);
        return Words.SelectMany(DrawnLetters.Forms).Contains(new string(squeezed[..count]), StringComparer.Ordinal);
    }

    private static bool IsPair(string text, int at) => IsLetter(text, at) && IsLetter(text, at + 1) && (text[at] | 0x20) == (text[at + 1] | 0x20);

    private static bool IsSolid(string text, int at) => IsLetter(text, at) || IsDigit(text, at);

    private static bool IsSign(string text, int at) => at >= 0 && at < text.Length && text[at] is '$' or '@';

    private static bool IsLetter(string text, int at) => at >= 0 && at < text.Length && char.IsAsciiLetter(text[at]);

    private static bool IsDigit(string text, int at) => at >= 0 && at < text.Length && char.IsAsciiDigit(text[at]);
}
