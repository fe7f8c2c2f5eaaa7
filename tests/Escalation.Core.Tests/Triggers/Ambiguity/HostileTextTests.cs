using System.Text;
using System.Text.Json;
using Escalation.Decisions;
using Escalation.Statistics;
using Escalation.Triggers.Ambiguity.Goals;
using Escalation.Triggers.Ambiguity.Readings;
using Escalation.Triggers.Ambiguity.Slots;

namespace Escalation.Core.Tests.Triggers.Ambiguity;

/// <summary>Texts that a generator damages: whatever comes, nothing but the documented exception, and a slot counts as filled only where a plain reader of JSON finds it.</summary>
public class HostileTextTests
{
    private const int Rounds = 20_000;
    private const string Pieces = "{}[]\",:\\u0 1.-?？!\n'`abcdefnull\u200B\u0300\ud800\udc00\u037E١\0";

    private static readonly SlotSchema Schema = new("s", new Slot("a", pattern: "[0-9]+"), new Slot("b"));

    [Fact]
    public void Arguments_that_are_damaged_are_read_rightly_or_refused()
    {
        int read = 0, refused = 0;
        foreach (string json in Damaged("""{"a":"12","b":{"c":[1,"x"]},"d":null}"""))
        {
            SlotReport report = Schema.CheckArguments(json);
            refused += report.Fault is null ? 0 : 1;
            if (report.Fault is null && !string.IsNullOrWhiteSpace(json))
            {
                using JsonDocument document = JsonDocument.Parse(json);
                bool filled = document.RootElement.TryGetProperty("a", out JsonElement a) && a.ValueKind is JsonValueKind.String or JsonValueKind.Number && a.ToString().Trim() is { Length: > 0 } text && text.All(char.IsAsciiDigit);
                Assert.True(filled || report.Open > 0, json);
                read++;
            }
        }

        Assert.True(read > 500 && refused > 500, $"{read} read, {refused} refused");
    }

    [Fact]
    public void Replies_that_are_damaged_are_lists_or_refused()
    {
        int refused = 0;
        foreach (string json in Damaged("""[{"text":"ab","score":0.5},{"text":"cd","score":0.25}]"""))
        {
            try
            {
                IReadOnlyList<Interpretation> readings = ReadingList.Parse(json);
                Assert.All(readings, reading => Assert.True(reading.Score is null or (>= 0 and <= 1) && reading.Text.Any(char.IsLetterOrDigit)));
            }
            catch (ReadingListFormatException)
            {
                refused++;
            }
        }

        Assert.True(refused > 1_000);
    }

    [Fact]
    public void Requests_that_are_damaged_have_at_least_one_goal_and_no_more_than_marks()
    {
        foreach (string request in Damaged("1. Where is it now? \"Who asks that here?\"\n2. 我的订单在哪里？ and also c"))
        {
            int goals = GoalCounter.Count(request, GoalMarks.Questions | GoalMarks.NumberedLines | GoalMarks.BulletedLines, "and also");
            Assert.InRange(goals, 1, 1 + request.Length);
            Assert.Equal(1, GoalCounter.Count(new string([.. request.Where(char.IsLetter)]), GoalMarks.Questions | GoalMarks.NumberedLines));
        }
    }

    private static IEnumerable<string> Damaged(string text)
    {
        var random = new SplitMix64(7);
        for (int round = 0; round < Rounds; round++)
        {
            var damaged = new StringBuilder(text);
            for (int change = random.NextBelow(4); change >= 0; change--)
            {
                int at = random.NextBelow(damaged.Length + 1);
                switch (random.NextBelow(3))
                {
                    case 0:
                        damaged.Insert(at, Pieces[random.NextBelow(Pieces.Length)]);
                        break;
                    case 1 when at < damaged.Length:
                        damaged.Remove(at, Math.Min(damaged.Length - at, 1 + random.NextBelow(4)));
                        break;
                    default:
                        damaged.Insert(at, text.AsSpan(random.NextBelow(text.Length)));
                        break;
                }
            }

            yield return damaged.ToString();
        }
    }
}
