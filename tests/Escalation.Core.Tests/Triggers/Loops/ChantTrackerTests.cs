using Escalation.Triggers.Loops;

namespace Escalation.Core.Tests.Triggers.Loops;

public class ChantTrackerTests
{
    private const string Sentence = "I have added all the requested logs. I will now mark the task as complete. ";

    [Fact]
    public void A_block_is_found_however_the_stream_is_cut()
    {
        string text = string.Concat(Enumerable.Repeat(Sentence, 12));
        foreach (int size in new[] { 1, 7, 75, 900 })
        {
            var tracker = new ChantTracker(10);
            foreach (char[] chunk in text.Chunk(size))
            {
                tracker.Add(new string(chunk), 1);
            }

            Assert.Equal(12, tracker.Repeats);
        }
    }

    [Fact]
    public void Code_fences_dividers_and_blank_filler_are_not_chanting()
    {
        var fenced = new ChantTracker(10);
        fenced.Add("```csharp\n", 1);
        for (int i = 0; i < 20; i++)
        {
            fenced.Add(Sentence, 2);
        }

        fenced.Add("\n```\n", 3);
        Assert.Equal((0, false), (fenced.Repeats, fenced.Lines.InFence));
        var ruled = new ChantTracker(10);
        for (int i = 0; i < 20; i++)
        {
            ruled.Add(new string('-', 80), 1);
            ruled.Add(new string('.', 80), 1);
        }

        Assert.Equal(0, ruled.Repeats);
    }

    [Fact]
    public void More_than_five_different_texts_between_are_progress()
    {
        Assert.Equal(0, With(distinct: 6));
        Assert.True(With(distinct: 5) >= 10);

        static int With(int distinct)
        {
            var tracker = new ChantTracker(10);
            for (int i = 0; i < 12; i++)
            {
                tracker.Add($"The quick brown fox jumps over the lazy dog once more and item {i % distinct} is ", i);
            }

            return tracker.Repeats;
        }
    }

    [Fact]
    public void Text_beyond_what_is_kept_is_forgotten()
    {
        var tracker = new ChantTracker(10);
        for (int i = 0; i < 4_000; i++)
        {
            tracker.Add($"{i * 7919} and then some {i} ", i);
        }

        Assert.Equal(ChantTracker.Kept, tracker.Text.Length);
        Assert.Equal(0, tracker.Repeats);
        for (int i = 0; i < 11; i++)
        {
            tracker.Add(Sentence, i);
        }

        Assert.InRange(tracker.Repeats, 10, 11);
    }
}
