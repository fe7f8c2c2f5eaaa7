using Escalation.Calibration.Counting;
using Escalation.Statistics;
using Escalation.Statistics.Sorting;

namespace Escalation.Core.Tests.Statistics.Sorting;

public sealed class SharedPackingTests
{
    private const int Part = SharedSort.PartLength;

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.5)]
    [InlineData(Part, 0.5)]
    [InlineData(Part + 1, 0.5)]
    [InlineData((2 * Part) - 1, 0.5)]
    [InlineData(2 * Part, 0.5)]
    [InlineData((3 * Part) + 1_030, 0.5)]
    [InlineData((3 * Part) + 1_030, 0.0)]
    [InlineData((3 * Part) + 1_030, 1.0)]
    [InlineData((3 * Part) + 1_030, 0.001)]
    public void Words_are_packed_and_sorted_as_on_one_thread(int length, double negativeShare)
    {
        (double[] scores, byte[] errors) = Data(length, negativeShare);
        float[] singles = [.. scores.Select(static score => (float)score)];
        bool[] truths = [.. errors.Select(static error => error == 1)];
        double[] losses = [.. errors.Select(static error => (double)error)];
        foreach (int workers in (int[])[1, 2, 3, 8])
        {
            AssertSame<double, ulong, DoubleWords>(PackedScores<double, ulong, DoubleWords>.Of(scores, LossColumn.Of(errors)), PackedScores<double, ulong, DoubleWords>.Of(scores, LossColumn.Of(errors), workers));
            AssertSame<double, ulong, DoubleWords>(PackedScores<double, ulong, DoubleWords>.Of(scores, LossColumn.Of(losses)), PackedScores<double, ulong, DoubleWords>.Of(scores, LossColumn.Of(losses), workers));
            AssertSame<float, uint, SingleWords>(PackedScores<float, uint, SingleWords>.Of(singles, LossColumn.Of(truths)), PackedScores<float, uint, SingleWords>.Of(singles, LossColumn.Of(truths), workers));
            AssertSame<float, uint, SingleWords>(PackedScores<float, uint, SingleWords>.Of(singles, LossColumn.None(length)), PackedScores<float, uint, SingleWords>.Of(singles, LossColumn.None(length), workers));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Part + 1)]
    [InlineData((2 * Part) + 3)]
    public void The_first_fault_is_named_as_on_one_thread(int at)
    {
        (double[] scores, byte[] errors) = Data((2 * Part) + 5, 0.3);
        byte[] faulty = [.. errors];
        faulty[at] = 2;
        faulty[^1] = 3;
        Assert.Equal(Message("losses", scores, faulty, 1), Message("losses", scores, faulty, 3));
        Assert.StartsWith($"losses[{at}] must be 0 or 1, but was 2.", Message("losses", scores, faulty, 3), StringComparison.Ordinal);
        scores[at] = double.NaN;
        scores[^1] = double.NegativeInfinity;
        Assert.Equal(Message("scores", scores, errors, 1), Message("scores", scores, errors, 3));
        Assert.StartsWith($"scores[{at}] must be finite, but was NaN.", Message("scores", scores, errors, 3), StringComparison.Ordinal);
        Assert.Equal(Message("losses", scores, errors[1..], 1), Message("losses", scores, errors[1..], 3));
    }

    [Fact]
    public void Candidates_are_counted_as_on_one_thread()
    {
        (double[] scores, byte[] errors) = Data((2 * Part) + 501, 0.3);
        float[] singles = [.. scores.Select(static score => (float)score)];
        double[] widened = [.. singles.Select(static score => (double)score)];
        AssertSame(ObservedCounts.Of(scores, LossColumn.Of(errors)), ObservedCounts.Of(scores, LossColumn.Of(errors), 3));
        AssertSame(ObservedCounts.Of(singles, LossColumn.Of(errors)), ObservedCounts.Of(singles, LossColumn.Of(errors), 3));
        AssertSame(ObservedCounts.Of(widened, LossColumn.Of(errors)), ObservedCounts.Of(widened, LossColumn.Of(errors), 3));
    }

    /// <summary>Rows of ties as long as several parts, at either end and on either side of zero, and scores without any tie.</summary>
    [Theory]
    [InlineData(1, 0.0)]
    [InlineData(2, 0.5)]
    [InlineData(5, 0.2)]
    [InlineData(1_000, 1.0)]
    [InlineData(int.MaxValue, 0.5)]
    public void Candidates_and_their_counts_are_those_of_one_thread_however_long_the_rows(int distinct, double negativeShare)
    {
        var random = new SplitMix64(33);
        double[] scores = new double[(2 * Part) + 77];
        byte[] errors = new byte[scores.Length];
        for (int i = 0; i < scores.Length; i++)
        {
            double size = (1.0 + Math.Floor(distinct * random.NextUniform())) / 1_024.0;
            scores[i] = random.NextUniform() < negativeShare ? -size : size;
            errors[i] = random.NextUniform() < 0.3 ? (byte)1 : (byte)0;
        }

        CandidateCounts expected = Candidates.Of(scores, LossColumn.Of(errors), 1, out double[] thresholds);
        foreach (int workers in (int[])[2, 3, 8])
        {
            AssertSame(ObservedCounts.Of(scores, LossColumn.Of(errors)), ObservedCounts.Of(scores, LossColumn.Of(errors), workers));
            CandidateCounts shared = Candidates.Of(scores, LossColumn.Of(errors), workers, out double[] sharedThresholds);
            Assert.True(thresholds.AsSpan().SequenceEqual(sharedThresholds));
            Assert.True(Enumerable.Range(0, thresholds.Length).All(i => expected.Acted(i) == shared.Acted(i) && expected.Errors(i) == shared.Errors(i)));
        }
    }

    [Fact]
    public void Parts_of_ranks_part_no_row_and_leave_out_none()
    {
        (double[] scores, byte[] errors) = Data((2 * Part) + 501, 0.4);
        using var packed = PackedScores<double, ulong, DoubleWords>.Of(scores, LossColumn.Of(errors));
        foreach (int workers in (int[])[1, 2, 7])
        {
            int[] cuts = packed.Cut(workers);
            Assert.Equal((0, scores.Length), (cuts[0], cuts[^1]));
            Assert.All(cuts[1..^1], cut => Assert.NotEqual(packed.Score(cut - 1), packed.Score(cut)));
            Assert.Equal(cuts.Order(), cuts);
            Assert.Equal(errors.Sum(error => error), Enumerable.Range(0, cuts.Length - 1).Sum(part => packed.Count(cuts[part], cuts[part + 1]).Flags));
        }
    }

    /// <summary>What two parts differ in may hang on a single score: a part of nothing but negative ones and one other, and the mirror of it.</summary>
    [Theory]
    [InlineData(0.125)]
    [InlineData(0.75)]
    public void A_side_of_which_one_part_has_a_single_score_is_sorted(double odd)
    {
        double[] scores = [.. Enumerable.Repeat(0.25, Part), .. Enumerable.Repeat(-0.25, Part)];
        scores[Part + 5] = odd;
        byte[] errors = new byte[scores.Length];
        AssertSharedSame(scores, errors);
        AssertSharedSame([.. scores.Select(static score => -score)], errors);
        AssertSharedSame([.. scores.Reverse()], errors);
        AssertSharedSame([.. scores.Select(static score => -score).Reverse()], errors);
    }

    [Fact]
    public void Parts_of_ranks_are_of_one_length_but_for_the_rows_that_they_must_not_part()
    {
        const int Length = (2 * Part) + 501;
        double[] scores = [.. Enumerable.Range(0, Length).Select(static i => (i * 7_919L % Length) - 1_000.5)];
        using var packed = PackedScores<double, ulong, DoubleWords>.Of(scores, LossColumn.None(Length));
        foreach (int workers in (int[])[2, 3, 7])
        {
            int[] cuts = packed.Cut(workers);
            Assert.Equal(Enumerable.Range(0, (4 * workers) + 1).Select(part => (int)((long)Length * part / (4 * workers))), cuts);
        }

        // The rows of a score and of its opposite are two, though their magnitudes agree.
        double[] opposite = [.. Enumerable.Repeat(0.25, Part), .. Enumerable.Repeat(-0.25, Part)];
        using var two = PackedScores<double, ulong, DoubleWords>.Of(opposite, LossColumn.None(2 * Part));
        Assert.Equal([0, Part, Part, Part, Part, 2 * Part, 2 * Part, 2 * Part, 2 * Part], two.Cut(2));
        Assert.Equal([0, Length], packed.Cut(1));
        using var small = PackedScores<double, ulong, DoubleWords>.Of(scores.AsSpan(0, Part), LossColumn.None(Part));
        Assert.Equal([0, Part], small.Cut(7));
    }

    private static void AssertSharedSame(double[] scores, byte[] errors) => AssertSame<double, ulong, DoubleWords>(
        PackedScores<double, ulong, DoubleWords>.Of(scores, LossColumn.Of(errors)), PackedScores<double, ulong, DoubleWords>.Of(scores, LossColumn.Of(errors), 2));

    private static string Message(string parameter, double[] scores, byte[] errors, int workers) =>
        Assert.Throws<ArgumentException>(parameter, () => PackedScores<double, ulong, DoubleWords>.Of(scores, LossColumn.Of(errors), workers)).Message;

    private static void AssertSame<T, TWord, TWords>(PackedScores<T, TWord, TWords> expected, PackedScores<T, TWord, TWords> shared)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        where TWord : unmanaged, System.Numerics.IBinaryInteger<TWord>, System.Numerics.IUnsignedNumber<TWord>
        where TWords : struct, IScoreWords<T, TWord>
    {
        using (expected)
        {
            using (shared)
            {
                Assert.Equal(expected.NotNegative, shared.NotNegative);
                Assert.True(expected.Words.SequenceEqual(shared.Words));
            }
        }
    }

    private static void AssertSame(ObservedCounts expected, ObservedCounts shared)
    {
        using (expected)
        {
            using (shared)
            {
                Assert.Equal(expected.Count, shared.Count);
                Assert.True(Enumerable.Range(0, expected.Count).All(rank =>
                    expected.Score(rank) == shared.Score(rank) && expected.Acted(rank) == shared.Acted(rank) && expected.Errors(rank) == shared.Errors(rank)));
            }
        }
    }

    /// <summary>Half of the scores on a coarse lattice, so that long rows are tied, both zeros among them.</summary>
    private static (double[] Scores, byte[] Errors) Data(int length, double negativeShare)
    {
        var random = new SplitMix64(31);
        double[] scores = new double[length];
        byte[] errors = new byte[length];
        for (int i = 0; i < length; i++)
        {
            double size = i % 2 == 0 ? Math.Round(50.0 * random.NextUniform()) / 64.0 : random.NextUniform();
            scores[i] = random.NextUniform() < negativeShare ? -size : size;
            errors[i] = random.NextUniform() < 0.3 ? (byte)1 : (byte)0;
        }

        return (scores, errors);
    }
}
