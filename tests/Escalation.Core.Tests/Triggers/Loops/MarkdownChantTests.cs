using Escalation.Triggers.Loops;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Triggers.Loops;

/// <summary>Chanting beside Markdown, token by token.</summary>
public class MarkdownChantTests
{
    private const string Sentence = "I have added all the requested logs. I will now mark the task as complete. ";

    private static readonly Gen<string> Streams = Gen.Elements(Sentence, Sentence, Sentence, "\n", "\r\n", "- ", "* item\n", "1. ", "# ", "| a | b |\n", "> ", "``", "```", "`", "---", " word ", "é")
        .ListOf().Select(parts => string.Concat(parts)).Resize(60);

    [Fact]
    public void However_the_stream_is_cut_the_outcome_is_the_same()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Streams.ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (text, seed) =>
        {
            ChantTracker whole = new(10), cut = new(10);
            whole.Add(text, 1);
            var random = new Random(seed);
            for (int at = 0; at < text.Length;)
            {
                int length = Math.Min(random.Next(1, 6), text.Length - at);
                cut.Add(text.AsSpan(at, length), 1);
                at += length;
            }

            return whole.Repeats == cut.Repeats && whole.Text.SequenceEqual(cut.Text) && whole.Lines.InFence == cut.Lines.InFence;
        }));
    }

    [Theory]
    [InlineData("\n| Column 1 | Column 2 |\n")]
    [InlineData("\n- item\n")]
    [InlineData("\n* item\n")]
    [InlineData("\n  + item\n")]
    [InlineData("\n12. item\n")]
    [InlineData("\n3) item\n")]
    [InlineData("\n## Heading\n")]
    [InlineData("\n> quote\n")]
    [InlineData("\n```\ncode\n```\n")]
    public void A_block_starts_over_token_by_token(string block)
    {
        Assert.Equal(0, Repeats(Times(6) + block + Times(6)));
        Assert.Equal(12, Repeats(Times(6) + Times(6)));
    }

    [Theory]
    [InlineData(" - ")]
    [InlineData(" 1. ")]
    [InlineData(" # ")]
    [InlineData(" > ")]
    [InlineData(" | a | b ")]
    [InlineData("-item ")]
    [InlineData("\n#tag ")]
    [InlineData("\n-5 ")]
    [InlineData("\n1.5 ")]
    [InlineData("`code` ")]
    [InlineData("``code`` ")]
    public void What_only_looks_like_a_block_hides_no_chant(string filler)
    {
        Assert.True(Repeats(string.Concat(Enumerable.Repeat(Sentence + filler, 12))) >= 10);
    }

    [Fact]
    public void Code_is_skipped_until_its_fence_is_closed_even_where_the_fence_comes_in_pieces()
    {
        Assert.Equal(0, Repeats("```csharp\n" + Times(20) + "\n"));
        Assert.Equal(0, Repeats("text ````\n" + Times(20) + "\n"));
        Assert.Equal(11, Repeats("```\ncode\n```\n" + Times(11)));
    }

    [Fact]
    public void A_list_that_chants_is_a_list_and_a_line_that_chants_is_not()
    {
        Assert.Equal(0, Repeats(string.Concat(Enumerable.Repeat("- " + Sentence + "\n", 30))));
        Assert.True(Repeats(string.Concat(Enumerable.Repeat(Sentence + "\n", 12))) >= 10);
    }

    private static string Times(int count) => string.Concat(Enumerable.Repeat(Sentence, count));

    private static int Repeats(string text)
    {
        var tracker = new ChantTracker(10);
        foreach (char c in text)
        {
            tracker.Add([c], 1);
        }

        return tracker.Repeats;
    }
}
