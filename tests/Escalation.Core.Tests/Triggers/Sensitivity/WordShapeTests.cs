using Escalation.Decisions;
using Escalation.Tests.Shared;
using Escalation.Triggers.Sensitivity;

namespace Escalation.Core.Tests.Triggers.Sensitivity;

/// <summary>Words drawn out, doubled or written as one, set in bold, or spelt with marks and letters of lesser-known scripts.</summary>
public class WordShapeTests
{
    private static readonly KeywordTrigger Trigger = new("k", [new SensitiveTopic("t", ["lawyer", "suicide", "kill myself", "chargeback", "self-harm", "raping", "boobs", "kill all", "rat"])]);

    [Theory]
    [InlineData("lawwyer")]
    [InlineData("LaWWyer")]
    [InlineData("laaawyer")]
    [InlineData("lawyerrrr")]
    [InlineData("suuuuiiiiicide")]
    [InlineData("suicideeeee")]
    [InlineData("kill myseeelf")]
    [InlineData("killl myself")]
    [InlineData("l4wwyer")]
    [InlineData("killmyself")]
    [InlineData("KillMyself")]
    [InlineData("k1llmys3lf")]
    [InlineData("k i l l m y s e l f")]
    [InlineData("k.i.l.l m.y.s.e.l.f")]
    [InlineData("selfharm")]
    [InlineData("**kill** myself")]
    [InlineData("kill \"myself\"")]
    [InlineData("law\u2DE0yer")]
    [InlineData("law\uA66Fyer")]
    [InlineData("law\u0730yer")]
    [InlineData("law\uFFFCyer")]
    [InlineData("law\U0001D173yer")]
    [InlineData("law\U0001BCA0yer")]
    [InlineData("\u02E1\u1D43\u02B7\u02B8\u1D49\u02B3")]
    [InlineData("suiⲥide")]
    public void A_word_is_known_by_its_letters(string word)
    {
        Assert.True(Fires($"please, {word} now"), word);
        Assert.True(Fires(word), word);
    }

    [Theory]
    [InlineData("rapping")]
    [InlineData("wrapping")]
    [InlineData("Bobs")]
    [InlineData("booobies")]
    [InlineData("killall -9 dotnet")]
    [InlineData("raaat")]
    [InlineData("suiccide")]
    [InlineData("lawwyers")]
    [InlineData("kill. Myself")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Words_that_only_come_near_are_none(string word)
    {
        Assert.False(Fires($"please, {word} now"), word);
    }

    [Fact]
    public void A_hit_covers_every_letter_that_is_drawn_out_and_counts_as_a_disguise()
    {
        KeywordHit hit = Assert.Single(Trigger.FindAll("On suiiicideee, please."));
        Assert.Equal(("suicide", 3, 11, true), (hit.Keyword, hit.Start, hit.Length, hit.IsDisguised));
        hit = Assert.Single(Trigger.FindAll("#killmyself!"));
        Assert.Equal(("kill myself", 1, 10, true), (hit.Keyword, hit.Start, hit.Length, hit.IsDisguised));
    }

    [Fact]
    public void Letters_are_drawn_out_as_far_as_one_likes_and_anywhere_in_a_text()
    {
        foreach (int before in new[] { 0, 1, 15, 16, 31, 32, 47, 48, 63, 1_000, 2_047 })
        {
            foreach (int times in new[] { 3, 40, 64, 65, 200 })
            {
                Assert.True(Fires($"{new string('.', before)} su{new string('i', times)}cide {new string('.', before)}"), $"{times} behind {before}");
            }
        }
    }

    [Fact]
    public void A_doubled_letter_in_any_position_is_seen_wherever_the_text_is_cut()
    {
        for (int before = 0; before < 100; before++)
        {
            Assert.True(Fires(new string('-', before) + " lawwyer"), $"behind {before}");

            // Three of a letter that may be doubled: the run must be seen whole although a window ends in it.
            Assert.True(Fires(new string('-', before) + " chargebaccck"), $"behind {before}");
        }
    }

    [Fact]
    public void A_search_for_exact_words_finds_none_of_them()
    {
        var exact = new KeywordTrigger("k", [new SensitiveTopic("t", ["lawyer", "kill myself"])], new KeywordOptions { Folding = KeywordFolding.CaseOnly });
        Assert.All(["lawwyer", "killmyself", "kill *myself*", "kill \"myself\""], text => Assert.False(exact.Evaluate(new AgentTurn { Request = text }).Fired));
    }

    [Fact]
    public void Long_runs_and_languages_that_double_letters_cost_linear_time()
    {
        foreach (string load in new[] { new string('a', 200_000), string.Concat(Enumerable.Repeat("maar haar jaar ", 13_000)), string.Concat(Enumerable.Repeat("aabbccaaddee", 16_000)) })
        {
            var turn = new AgentTurn { Request = load };
            Assert.False(Trigger.Evaluate(turn).Fired);

            // Some ten milliseconds on an idle machine; a quadratic search would take seconds.
            TimeSpan best = Quickest.Of(() => Trigger.Evaluate(turn));
            Assert.True(best < TimeSpan.FromMilliseconds(500), $"{best.TotalMilliseconds:F1} ms");
        }

        Assert.Equal(0, AllocationProbe.BytesOf(Trigger, new AgentTurn { Request = "maar suiiiicid jaaar lawwyers" }));
    }

    [Fact]
    public void No_culture_changes_what_is_drawn_out()
    {
        foreach (string culture in new[] { "tr-TR", "" })
        {
            Foreign.Run(culture, () => Assert.True(Fires("SUIIICIDE") && Fires("KILLMYSELF") && Fires("LAWWYER")));
        }
    }

    private static bool Fires(string text) => Trigger.Evaluate(new AgentTurn { Request = text }).Fired;
}
