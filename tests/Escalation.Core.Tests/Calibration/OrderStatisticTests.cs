using Escalation.Calibration;

namespace Escalation.Core.Tests.Calibration;

public sealed class OrderStatisticTests
{
    /// <summary>Values that differ in their last bits alone, or in all but the first: the digits begin at the highest bit that differs.</summary>
    [Theory]
    [InlineData(0.5, 1.0)]
    [InlineData(0.75, 0.7500001)]
    [InlineData(-1.0, 1e300)]
    public void Narrow_and_wide_ranges_are_searched_alike(double low, double high)
    {
        var random = new Random(11);
        double[] values = [.. Enumerable.Range(0, 6_000).Select(_ => low + (random.NextDouble() * (high - low)))];
        double[] sorted = [.. values.Order()];
        for (int rank = 0; rank < values.Length; rank += 97)
        {
            Assert.Equal(sorted[rank], OrderStatistic.Select(values, rank));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(1_000_000)]
    public void Every_rank_is_what_sorting_gives(int distinct)
    {
        var random = new Random(7);
        for (int n = 1; n < 200; n += 3)
        {
            double[] values = new double[n];
            for (int i = 0; i < n; i++)
            {
                values[i] = distinct == 0 ? 1.0 : random.Next(distinct);
            }

            double[] sorted = [.. values.Order()];
            for (int rank = 0; rank < n; rank++)
            {
                Assert.Equal(sorted[rank], OrderStatistic.Select(values, rank));
            }
        }
    }

    [Fact]
    public void Hostile_orders_do_not_change_the_answer()
    {
        const int N = 50_000;
        double[] ascending = [.. Enumerable.Range(0, N).Select(i => (double)i)];
        double[] organPipe = [.. Enumerable.Range(0, N).Select(i => (double)Math.Min(i, N - i))];
        double[] sawtooth = [.. Enumerable.Range(0, N).Select(i => (double)(i % 17))];
        foreach (double[] values in (double[][])[ascending, [.. ascending.Reverse()], organPipe, sawtooth])
        {
            double[] sorted = [.. values.Order()];
            foreach (int rank in (int[])[0, 1, N / 3, N / 2, N - 2, N - 1])
            {
                Assert.Equal(sorted[rank], OrderStatistic.Select(values, rank));
            }
        }
    }

    [Fact]
    public void Values_of_either_sign_and_any_size_are_selected_and_stay_in_place()
    {
        var random = new Random(11);
        double[] values = new double[30_000];
        for (int i = 0; i < values.Length; i++)
        {
            double value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            values[i] = double.IsFinite(value) ? value : i;
        }

        double[] narrow = [.. values.Select((_, i) => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(1000.0) + ((i * 7919L) % 30_000)))];
        narrow[0] = -1e300;
        foreach (double[] data in (double[][])[values, narrow])
        {
            double[] before = [.. data];
            double[] sorted = [.. data.Order()];
            foreach (int rank in (int[])[0, 1, 9_999, 15_000, 29_998, 29_999])
            {
                Assert.Equal(sorted[rank], OrderStatistic.Select(data, rank));
            }

            Assert.Equal(before, data);
        }
    }
}
