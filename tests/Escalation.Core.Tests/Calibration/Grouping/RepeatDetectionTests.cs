using Escalation.Calibration.Grouping;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration.Grouping;

public sealed class RepeatDetectionTests
{
    /// <summary>Twenty pairs are twenty bits against chance, the least that counts; nineteen are not enough.</summary>
    [Fact]
    public void The_least_evidence_of_copies_counts()
    {
        Assert.True(RepeatDetection.OfRows(Copy(Uniform(1, 20), 2)).IsSuspicious);
        Assert.Contains("each occurs 2 times", RepeatDetection.OfRows(Copy(Uniform(1, 20), 2)).Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("each occurs 2 times", RepeatDetection.OfRows(Copy(Uniform(1, 19), 2)).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_that_repeat_are_counted()
    {
        RepeatReport report = RepeatDetection.OfIds(["a", "b", "a", "c", "a", "B"]);
        Assert.Equal((6L, 4L, 3L, 3L, 1L, true), (report.Items, report.Distinct, report.RepeatedItems, report.LargestCount, report.CommonFactor, report.IsSuspicious));
        Assert.Contains("6 items carry 4 distinct ids, up to 3", report.Sentence, StringComparison.Ordinal);
        Assert.Contains("clusters", report.Sentence, StringComparison.Ordinal);

        RepeatReport unique = RepeatDetection.OfIds(["a", "b"]);
        Assert.Equal((2L, 2L, 0L, false), (unique.Items, unique.Distinct, unique.RepeatedItems, unique.IsSuspicious));
        Assert.False(RepeatDetection.OfIds([]).IsSuspicious);
        Assert.Contains("ids[1] must be an id, but was blank", Assert.Throws<ArgumentException>("ids", () => RepeatDetection.OfIds(["a", " "])).Message, StringComparison.Ordinal);
        Assert.Contains("ids[0] must be an id, but was null", Assert.Throws<ArgumentException>("ids", () => RepeatDetection.OfIds([null!, "a"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("conversation", true)]
    [InlineData("conversation_id", true)]
    [InlineData("conversationId", true)]
    [InlineData("Conversation ID", true)]
    [InlineData("conversationid", true)]
    [InlineData("support.session-uuid", true)]
    [InlineData("USER_ID", true)]
    [InlineData("id", true)]
    [InlineData("rowId", true)]
    [InlineData("question", true)]
    [InlineData("taskid", true)]
    [InlineData("parent_conversation", true)]
    [InlineData("user_rating", false)]
    [InlineData("is_chat", false)]
    [InlineData("hasTicket", false)]
    [InlineData("turns_per_session", false)]
    [InlineData("is_user", false)]
    [InlineData("intent_id", false)]
    [InlineData("labelId", false)]
    [InlineData("session_count", false)]
    [InlineData("conversations per user score", false)]
    [InlineData("paid", false)]
    [InlineData("valid", false)]
    [InlineData("score", false)]
    [InlineData("_", false)]
    [InlineData("", false)]
    public void A_column_of_ids_is_known_by_its_name(string column, bool holdsIds)
    {
        Assert.Equal(holdsIds, RepeatDetection.NamesIds(column));
        Assert.Equal(holdsIds, RepeatDetection.OfColumn(column, ["a", "b", "a"]) is { IsSuspicious: true });
    }

    /// <summary>Five values are few for 26 rows: categories may have ids, and tasks be five kinds of task. Conversations are always ids, and so is what says both.</summary>
    [Fact]
    public void A_column_of_categories_is_none_of_ids()
    {
        string[] values = [.. Enumerable.Range(0, 26).Select(row => "abcde"[row % 5].ToString())];
        Assert.Null(RepeatDetection.OfColumn("category_id", values.AsSpan(0, 25)));
        Assert.Null(RepeatDetection.OfColumn("account_id", values));
        Assert.Equal(25, RepeatDetection.OfColumn("account_id", values.AsSpan(0, 25))!.Items);
        Assert.Null(RepeatDetection.OfColumn("task", values));
        Assert.Null(RepeatDetection.OfColumn("thread", values));
        foreach (string column in new[] { "conversation_id", "conversation", "chat", "task_id", "taskId", "userid" })
        {
            RepeatReport report = RepeatDetection.OfColumn(column, values)!;
            Assert.Equal((26L, 5L), (report.Items, report.Distinct));
        }

        Assert.False(RepeatDetection.OfColumn("id", ["a", "b", "c"])!.IsSuspicious);
        Assert.Null(RepeatDetection.OfColumn("conversation", ["a", "a", "a"]));
        Assert.Null(RepeatDetection.OfColumn("conversation", ["a", "", "a"]));
        Assert.Equal(3, RepeatDetection.OfColumn("conversation", ["a", "", "b", null!, "a"])!.Items);
        Assert.Null(RepeatDetection.OfColumn("conversation", []));
        Assert.Throws<ArgumentNullException>("column", () => RepeatDetection.OfColumn(null!, ["a"]));
    }

    [Theory]
    [InlineData(20, 10)]
    [InlineData(200, 10)]
    [InlineData(5_000, 10)]
    [InlineData(40, 2)]
    [InlineData(2_000, 3)]
    public void Copies_of_the_whole_file_are_found(int distinct, int copies)
    {
        double[] scores = Copy(Uniform(1, distinct), copies);
        RepeatReport report = RepeatDetection.OfRows(scores);
        Assert.True(report.IsSuspicious);
        Assert.Equal((distinct * (long)copies, distinct, copies, copies), (report.Items, report.Distinct, report.LargestCount, report.CommonFactor));
        Assert.Equal(report.Items, report.RepeatedItems);
        Assert.Contains("copies", report.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Copies_of_rounded_scores_and_of_ratings_with_losses_are_found()
    {
        double[] rounded = [.. Uniform(2, 500).Select(score => Math.Round(score, 2))];
        Assert.False(RepeatDetection.OfRows(rounded).IsSuspicious);
        Assert.True(RepeatDetection.OfRows(Copy(rounded, 10)).IsSuspicious);

        double[] ratings = [.. Uniform(3, 400).Select(score => Math.Floor(score * 5.0) + 1.0)];
        double[] losses = [.. Uniform(4, 400).Select(score => score < 0.3 ? 1.0 : 0.0)];
        Assert.False(RepeatDetection.OfRows(ratings, losses).IsSuspicious);
        Assert.True(RepeatDetection.OfRows(Copy(ratings, 10), Copy(losses, 10)).IsSuspicious);
    }

    /// <summary>A third of a thousand rows twice, a tenth of ten thousand, and conversations of five to fifteen equal rows.</summary>
    [Fact]
    public void Copies_of_some_rows_are_found()
    {
        double[] thousand = Uniform(5, 1_000);
        Assert.True(RepeatDetection.OfRows([.. thousand, .. thousand[..330]]).IsSuspicious);
        double[] many = Uniform(6, 10_000);
        RepeatReport report = RepeatDetection.OfRows([.. many, .. many[..1_000]]);
        Assert.True(report.IsSuspicious);
        Assert.Equal((11_000L, 10_000L, 2_000L, 2L, 1L), (report.Items, report.Distinct, report.RepeatedItems, report.LargestCount, report.CommonFactor));
        Assert.Contains("1000 occur exactly 2 times, more than independent draws of any distribution explain beside 9000 that occur 1 times and 0 that occur 3 times", report.Sentence, StringComparison.Ordinal);

        var random = new SplitMix64(7);
        double[] conversations = [.. Uniform(8, 2_000).SelectMany(score => Enumerable.Repeat(score, 5 + random.NextBelow(11)))];
        Assert.True(RepeatDetection.OfRows(conversations).IsSuspicious);
    }

    /// <summary>Honest scores of many shapes and sizes: uniform, skewed, saturated and single-precision ones, each rounded or not; ratings, votes and mixtures with atoms.</summary>
    [Fact]
    public void Independent_draws_do_not_alarm_whatever_their_ties()
    {
        int checkedSamples = 0;
        foreach (int n in (int[])[0, 1, 2, 30, 300, 3_000, 30_000])
        {
            for (ulong seed = 0; seed < (n > 3_000 ? 2UL : 12UL); seed++)
            {
                double[] uniform = Uniform((100 * seed) + (ulong)n, n);
                var shapes = new List<Func<double, double>>
                {
                    static u => u,
                    static u => u * u * u,
                    static u => 1.0 / (1.0 + Math.Exp(-40.0 * (u - 0.2))),
                    static u => (float)u,
                    static u => -Math.Log(u + 1e-12),
                    static u => Math.Floor(u * 5.0) + 1.0,
                    static u => Math.Floor(u * 8.0) / 7.0,
                    static u => u < 0.5 ? 0.0 : u,
                    static u => 1.0,
                };
                foreach (Func<double, double> shape in shapes)
                {
                    double[] scores = [.. uniform.Select(shape)];
                    AssertQuiet(scores);
                    for (int digits = 1; digits <= 6; digits++)
                    {
                        AssertQuiet([.. scores.Select(score => Math.Round(score, digits))]);
                    }
                }
            }
        }

        Assert.Equal(((6 * 12) + 2) * 9 * 7, checkedSamples);

        void AssertQuiet(double[] scores)
        {
            RepeatReport report = RepeatDetection.OfRows(scores);
            Assert.False(report.IsSuspicious, report.Sentence);
            checkedSamples++;
        }
    }

    [Fact]
    public void Losses_tell_equal_scores_apart()
    {
        double[] scores = Copy(Uniform(9, 30), 2);
        double[] losses = [.. new double[30], .. Enumerable.Repeat(1.0, 30)];
        Assert.True(RepeatDetection.OfRows(scores).IsSuspicious);
        RepeatReport report = RepeatDetection.OfRows(scores, losses);
        Assert.False(report.IsSuspicious);
        Assert.Equal(60, report.Distinct);
    }

    [Fact]
    public void Faulty_rows_are_refused_by_index()
    {
        Assert.Contains("scores[1]", Assert.Throws<ArgumentException>(() => RepeatDetection.OfRows([0.0, double.NaN])).Message, StringComparison.Ordinal);
        Assert.Contains("losses[0]", Assert.Throws<ArgumentException>(() => RepeatDetection.OfRows([0.0], [-1.0])).Message, StringComparison.Ordinal);
    }

    private static double[] Uniform(ulong seed, int count)
    {
        var random = new SplitMix64(seed);
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = random.NextUniform();
        }

        return values;
    }

    private static double[] Copy(double[] values, int copies) => [.. Enumerable.Repeat(values, copies).SelectMany(copy => copy)];
}
