using Escalation.Calibration;

namespace Escalation.Core.Tests.Calibration;

public sealed class OrderStatisticTests
{
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
                Assert.Equal(sorted[rank], OrderStatistic.Select((double[])values.Clone(), rank));
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
                Assert.Equal(sorted[rank], OrderStatistic.Select((double[])values.Clone(), rank));
            }
        }
    }
}
