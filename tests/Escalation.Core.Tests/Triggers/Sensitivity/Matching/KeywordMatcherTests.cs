using System.Text;
using System.Text.RegularExpressions;
using Escalation.Triggers.Sensitivity;
using Escalation.Triggers.Sensitivity.Matching;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Triggers.Sensitivity.Matching;

public class KeywordMatcherTests
{
    // No letter here has a case partner that one of the two sides knows and the other does not (Kelvin sign, long s, dotted I).
    private static readonly string[] Letters = ["a", "b", "A", "B", "c", "é", "É", "д", "Д", "ω", "Ω", "7", "_", "x\u0301"];
    private static readonly string[] Gaps = [" ", " ", "-", ", ", ".", "\n", "'", "  ", "\u00A0", "/"];

    [Fact]
    public void Hits_are_those_of_a_regular_expression_with_word_boundaries()
    {
        Gen<string> word = Gen.NonEmptyListOf(Gen.Elements(Letters)).Resize(4).Select(parts => string.Concat(parts));
        Gen<string> phrase = from words in Gen.NonEmptyListOf(word).Resize(3)
                             from gap in Gen.Elements(" ", "-", "'")
                             select string.Join(gap, words);
        Gen<string> text = Gen.ListOf(Gen.Frequency((3, word), (2, Gen.Elements(Gaps)))).Resize(60).Select(parts => string.Concat(parts));
        var cases = from keywords in Gen.NonEmptyListOf(phrase).Resize(30)
                    from content in text
                    select (Keywords: keywords.Distinct(StringComparer.OrdinalIgnoreCase).ToArray(), Text: content + " " + keywords[0]);
        Prop.ForAll(cases.ToArbitrary(), sample => HitsOf(sample.Keywords, sample.Text).SequenceEqual(ExpectedHits(sample.Keywords, sample.Text))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_longest_of_the_leftmost_hits_are_the_matches_of_the_whole_alternation()
    {
        string[] keywords = [.. Enumerable.Range(0, 40).Select(i => $"w{i}"), "w1 w2", "w2 w3 w4", "w1 w2 w3"];
        string text = string.Join(' ', Enumerable.Range(0, 3_000).Select(i => $"w{i * 7 % 61}{(i % 11 == 0 ? "x" : "")}")) + " W1 W2 w3 w4";
        List<(int Start, int End)> chosen = [];
        foreach ((int start, int end, _) in HitsOf(keywords, text).OrderBy(hit => hit.Start).ThenByDescending(hit => hit.End))
        {
            if (chosen.Count == 0 || start >= chosen[^1].End)
            {
                chosen.Add((start, end));
            }
        }

        string alternation = string.Join('|', keywords.OrderByDescending(keyword => keyword.Length).Select(Regex.Escape));
        Assert.Equal(
            new Regex($@"\b(?:{alternation})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant).Matches(text).Select(match => (match.Index, match.Index + match.Length)),
            chosen);
    }

    [Fact]
    public void Words_are_found_at_every_place_of_a_block_and_across_blocks_and_chunks()
    {
        string[] keywords = [.. Enumerable.Range(1, 70).Select(length => new string('q', length - 1) + 'z'), .. Enumerable.Range(0, 20).Select(i => $"other{i}")];
        KeywordMatcher matcher = Of(keywords);
        for (int before = 0; before < 1_300; before += before is > 130 and < 900 or > 1_060 ? 61 : 1)
        {
            foreach (int length in new[] { 1, 2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 70 })
            {
                string text = new string('.', before) + keywords[length - 1] + ".";
                (int start, int end, int keyword) = Assert.Single(HitsOf(matcher, text));
                Assert.Equal((before, before + length, length - 1), (start, end, keyword));
            }
        }
    }

    [Fact]
    public void A_word_longer_than_every_keyword_hides_nothing_behind_it()
    {
        string[] keywords = [.. Enumerable.Range(0, 30).Select(i => $"word{i}")];
        foreach (int length in new[] { 250, 257, 1_023, 1_024, 1_025, 5_000 })
        {
            string text = new string('w', length) + " word7 " + new string('w', length) + "word8 word9";
            Assert.Equal([7, 9], HitsOf(keywords, text).Select(hit => hit.Keyword));
        }
    }

    [Fact]
    public void Long_words_and_foreign_letters_hide_nothing_wherever_blocks_and_chunks_are_cut()
    {
        string[] keywords = ["alpha", "bêta", "gamma delta", "d", "épée", new string('q', 70), new string('ö', 66), .. Enumerable.Range(0, 30).Select(i => $"word{i}")];
        KeywordMatcher matcher = Of(keywords);
        var random = new Random(17);
        for (int i = 0; i < 300; i++)
        {
            var text = new StringBuilder();
            for (int length = random.Next(3_500); text.Length < length;)
            {
                string word = random.Next(8) switch
                {
                    0 => new string('w', random.Next(300)),
                    1 => new string('w', random.Next(80)) + "é" + new string('w', random.Next(80)),
                    2 => new string('ö', random.Next(64, 70)),
                    3 => new string('w', random.Next(2_000)),
                    _ => keywords[random.Next(keywords.Length)],
                };
                text.Append(random.Next(4) == 0 ? word.ToUpperInvariant() : word).Append(random.Next(6) == 0 ? "" : " ").Append('.', random.Next(3));
            }

            Assert.Equal(ExpectedHits(keywords, text.ToString()), HitsOf(matcher, text.ToString()).Order());
        }
    }

    [Fact]
    public void Ten_thousand_keywords_are_each_found_once()
    {
        string[] keywords = [.. Enumerable.Range(0, 10_000).Select(Word)];
        string text = string.Join(' ', keywords.Select((keyword, i) => i % 2 == 0 ? keyword.ToUpperInvariant() : keyword + " " + keyword + "x"));
        Assert.Equal(Enumerable.Range(0, keywords.Length), HitsOf(keywords, text).OrderBy(hit => hit.Start).Select(hit => hit.Keyword));
    }

    [Fact]
    public void Time_is_linear_on_texts_made_to_be_slow()
    {
        string[] keywords = [.. Enumerable.Range(0, 2_000).Select(i => $"a b{i}"), "a a a a a a a a", "aaaaaaaaaaaaaaaab", .. Enumerable.Range(0, 500).Select(i => $"aaaaaaaa{i:D4}aaaaaaaa")];
        foreach (string unit in new[] { "a ", "a", "aaaaaaaa0001aaaaaaab ", "a a\n", "b1 a ", "é", "\u0301" })
        {
            var matcher = new KeywordScanner([keywords], KeywordMatching.WholeWord, KeywordFolding.CaseOnly);
            string text = string.Concat(Enumerable.Repeat(unit, 200_000 / unit.Length));
            matcher.Find(text);

            // A few milliseconds on an idle machine, with room for a very busy one; quadratic would take seconds.
            TimeSpan best = Quickest.Of(() => matcher.Find(text));
            Assert.True(best < TimeSpan.FromMilliseconds(500), $"{best.TotalMilliseconds:F1} ms of '{unit}'");
        }
    }

    private static KeywordMatcher Of(string[] keywords) =>
        new([.. keywords.Select((keyword, number) => (number, keyword))], KeywordMatching.WholeWord, underscoreJoins: true, exactGaps: true);

    private static List<(int Start, int End, int Keyword)> HitsOf(string[] keywords, string text) => HitsOf(Of(keywords), text);

    private static List<(int Start, int End, int Keyword)> HitsOf(KeywordMatcher matcher, string text)
    {
        var sink = new HitListSink();
        Assert.True(matcher.Scan(text, ref sink));
        return [.. sink.Hits];
    }

    private static List<(int Start, int End, int Keyword)> ExpectedHits(string[] keywords, string text) =>
    [
        .. keywords.SelectMany((keyword, number) => new Regex($@"\b(?=({Regex.Escape(keyword)})\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant).Matches(text)
            .Select(match => (match.Index, match.Index + match.Groups[1].Length, number))).Order(),
    ];

    private static string Word(int number)
    {
        var word = new StringBuilder("k");
        for (int rest = number; rest > 0; rest /= 26)
        {
            word.Append((char)('a' + (rest % 26)));
        }

        return word.Append("ey").ToString();
    }
}
