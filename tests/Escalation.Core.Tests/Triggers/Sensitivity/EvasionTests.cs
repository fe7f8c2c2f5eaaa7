using Escalation.Decisions;
using Escalation.Tests.Shared;
using Escalation.Triggers.Sensitivity;

namespace Escalation.Core.Tests.Triggers.Sensitivity;

/// <summary>Rows 55 and 58 to 62: spellings that hide a word from a plain search and not from this one.</summary>
public class EvasionTests
{
    private const int MustBeCaught = 20;
    private static readonly string[] Words = ["suicide", "lawyer", "bomb", "chargeback", "explosive", "kidnap", "cocaine", "murder"];
    private static readonly KeywordTrigger Trigger = new("k", [new SensitiveTopic("t", [.. Words, "small claims", "rat"])]);

    [Fact]
    [Trait("Row", "55")]
    [Trait("Row", "58")]
    [Trait("Row", "59")]
    [Trait("Row", "60")]
    public void At_least_twenty_of_twenty_two_disguises_are_caught_for_every_word()
    {
        foreach (string word in Words)
        {
            string[] missed = [.. Evasions.All.Where(evasion => !Fires($"please tell me about {evasion.Disguise(word)} today")).Select(evasion => evasion.Kind)];
            Assert.True(Evasions.All.Length - missed.Length >= MustBeCaught, $"{word}: missed {string.Join(", ", missed)}");
        }
    }

    [Fact]
    public void All_disguises_of_the_reference_word_are_caught_and_a_plain_search_catches_none()
    {
        var caseOnly = new KeywordTrigger("k", [new SensitiveTopic("t", ["suicide"])], new KeywordOptions { Folding = KeywordFolding.CaseOnly });
        foreach ((string kind, Func<string, string> disguise) in Evasions.All)
        {
            string text = $"is {disguise("suicide")} painless";
            Assert.True(Fires(text), kind);
            Assert.False(caseOnly.Evaluate(new AgentTurn { Request = text }).Fired, kind);
        }
    }

    [Fact]
    public void A_hit_covers_the_disguised_word_in_the_text_and_nothing_else()
    {
        foreach ((string kind, Func<string, string> disguise) in Evasions.All.Where(evasion => evasion.Kind is not "right-to-left override"))
        {
            string word = disguise("suicide");
            KeywordHit hit = Assert.Single(Trigger.FindAll($"On {word}, please.").Where(hit => hit.Keyword == "suicide").Distinct());
            Assert.True(hit.IsDisguised, kind);
            Assert.Equal((3, word.Length), (hit.Start, hit.Length));
        }
    }

    [Theory]
    [InlineData("small\nclaims")]
    [InlineData("small   claims")]
    [InlineData("small\u00A0claims")]
    [InlineData("Small-Claims")]
    [InlineData("sm\u0430ll cl\u0430ims")]
    [InlineData("sma11 c1aims court")]
    [InlineData("my_small_claims_case")]
    public void Words_of_a_phrase_may_be_set_apart_and_disguised_in_any_way(string text)
    {
        Assert.True(Fires("the " + text));
    }

    [Theory]
    [Trait("Row", "60")]
    [InlineData("r4t")]
    [InlineData("r a t")]
    [InlineData("small. Claims")]
    [InlineData("s u b u r b")]
    [InlineData("sue icide")]
    [InlineData("law yer")]
    [InlineData("l1wyer")]
    [InlineData("murde")]
    [InlineData("1337 h4x0r")]
    public void Short_words_are_not_read_from_digits_or_single_letters_and_near_misses_are_none(string text)
    {
        Assert.False(Fires("the " + text + " here"));
    }

    [Fact]
    public void A_disguise_is_found_anywhere_in_a_long_text_and_across_windows()
    {
        foreach (int before in new[] { 0, 1, 47, 1000, 1023, 1024, 2030, 2047, 2048, 2049, 5000 })
        {
            // Accents everywhere, so that the whole text is folded window by window.
            string filler = string.Concat(Enumerable.Repeat("né ", before));
            foreach ((string kind, Func<string, string> disguise) in Evasions.All)
            {
                Assert.True(Fires($"{filler}{disguise("chargeback")} {filler}"), $"{kind} behind {before}");
            }
        }
    }

    [Fact]
    public void Disguises_in_a_text_are_found_wherever_it_is_cut_into_blocks()
    {
        const string filler = "We have received your order, and shipped the first parcel on Monday; all letters will follow as usual. ";
        string[] shapes = [.. Evasions.All.Select(evasion => evasion.Disguise("chargeback")), "chaargeback", "chargebackkk", "smallclaims", "sm4ll_claims", "l4wwyer", "m u r d e r", "cocainé"];
        var random = new Random(11);
        for (int i = 0; i < 3_000; i++)
        {
            string text = Cut(filler, random.Next(200));
            HashSet<int> planted = [];
            for (int n = random.Next(1, 4); n > 0; n--)
            {
                planted.Add(text.Length);
                text += shapes[random.Next(shapes.Length)] + " " + Cut(filler, random.Next(20, 150));
            }

            // What a right-to-left override turns begins behind the sign, and where it ends depends on the reader.
            HashSet<(int, int, string)> hits = HitsOf(text, shift: 0);
            Assert.True(planted.All(start => hits.Any(hit => hit.Item1 >= start && hit.Item1 <= start + 1)), text);

            // Blanks before the text change where blocks and windows begin, and nothing else.
            int shift = random.Next(1, 70);
            Assert.True(hits.SetEquals(HitsOf(new string(' ', shift) + text, shift)), $"{shift} blanks before '{text}'");
        }
    }

    [Fact]
    [Trait("Row", "62")]
    public void Two_hundred_thousand_marks_and_ligatures_neither_hide_a_word_nor_cost_much()
    {
        foreach (string load in new[] { new string('\u0301', 200_000), new string('\uFDFA', 100_000), new string('\u200B', 200_000), string.Concat(Enumerable.Repeat("\U0001D41A", 100_000)) })
        {
            var turn = new AgentTurn { Request = "law" + load + "yer " + load };
            Trigger.Evaluate(turn);
            TimeSpan best = Quickest.Of(() => Trigger.Evaluate(turn));

            // Ten milliseconds on an idle machine; here there is room for a very busy one, and a quadratic fold would take seconds.
            Assert.True(best < TimeSpan.FromMilliseconds(500), $"{best.TotalMilliseconds:F1} ms for U+{(int)load[0]:X4}");
        }

        Assert.True(Fires("law" + new string('\u0301', 200_000) + "yer"));
    }

    [Fact]
    [Trait("Row", "54")]
    [Trait("Row", "55")]
    public void No_culture_changes_what_is_caught()
    {
        foreach (string culture in new[] { "tr-TR", "de-DE", "az-Latn-AZ", "ar-SA", "" })
        {
            Foreign.Run(culture, () => Assert.All(Evasions.All, evasion => Assert.True(Fires(evasion.Disguise("suicide")), evasion.Kind)));
        }
    }

    [Fact]
    public void Folding_allocates_nothing()
    {
        Assert.Equal(0, AllocationProbe.BytesOf(Trigger, new AgentTurn { Request = string.Concat(Evasions.All.Select(evasion => evasion.Disguise("harmless") + " ")) }));
    }

    private static HashSet<(int, int, string)> HitsOf(string text, int shift) => [.. Trigger.FindAll(text).Select(hit => (hit.Start - shift, hit.Length, hit.Keyword))];

    /// <summary>Whole words of at most so many characters together; part of a word could join letters set one by one.</summary>
    private static string Cut(string filler, int length)
    {
        string text = string.Concat(Enumerable.Repeat(filler, 1 + (length / filler.Length)))[..length];
        return text[..(text.LastIndexOf(' ') + 1)];
    }

    private static bool Fires(string text) => Trigger.Evaluate(new AgentTurn { Request = text }).Fired;
}
