using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Statistics.Sequential;

public sealed class EvidenceMergingTests
{
    private const int Length = 5;

    [Fact]
    public void Products_and_means_and_unions_are_what_they_say()
    {
        double[] logs = [Math.Log(2.0), Math.Log(8.0), Math.Log(0.5)];

        Assert.Equal(Math.Log(8.0), EvidenceMerging.LogProduct(logs), 14);
        Assert.Equal(Math.Log(3.5), EvidenceMerging.LogMean(logs), 14);
        Assert.Equal(Math.Log(8.0 / 3.0), EvidenceMerging.LogUnion(logs), 14);
        Assert.Equal(double.NegativeInfinity, EvidenceMerging.LogProduct(double.NegativeInfinity, double.PositiveInfinity));
        Assert.Throws<ArgumentException>(() => EvidenceMerging.LogProduct());
        Assert.Throws<ArgumentException>(() => EvidenceMerging.LogMean(0.0, double.NaN));
        Assert.Throws<ArgumentException>(() => EvidenceMerging.LogUnion(double.NaN));
    }

    /// <summary>Two independent streams that interleave as the losses so far decide, stopped at the best moment: the product never exceeds its bound.</summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.2)]
    [InlineData(0.05)]
    public void The_product_of_independent_streams_holds_at_any_stopping_time_and_interleaving(double level)
    {
        double reached = LossPaths.Expect(2 * Length, 0.3, losses =>
        {
            MixtureEProcess[] streams = [Start(), Start()];
            bool alarms = false;
            for (int i = 0; i < losses.Length; i++)
            {
                // The stream with more evidence goes on: an interleaving that looks at all of the past.
                int next = streams[0].LogValue >= streams[1].LogValue ? 0 : 1;
                streams[next].Observe(losses[i]);
                alarms |= MixtureEProcess.LogMerged(streams) >= -Math.Log(level);
            }

            return alarms ? 1.0 : 0.0;
        });

        Assert.InRange(reached, 0.0, level * (1.0 + 1e-12));
    }

    /// <summary>Two monitors that see the same items are one stream counted twice: the product breaks its bound, the union and, at a time fixed beforehand, the mean keep it.</summary>
    [Fact]
    public void Copies_of_one_stream_break_the_product_but_not_the_union_and_the_mean()
    {
        const double Level = 0.2;
        double product = 0.0;
        double mean = LossPaths.Expect(2 * Length, 0.3, losses =>
        {
            MixtureEProcess stream = Start();
            double largest = 0.0;
            foreach (double loss in losses)
            {
                stream.Observe(loss);
                largest = Math.Max(largest, EvidenceMerging.LogProduct(stream.LogValue, stream.LogValue));
            }

            product += losses.Aggregate(1.0, (weight, loss) => weight * (loss == 1.0 ? 0.3 : 0.7)) * Math.Exp(EvidenceMerging.LogProduct(stream.LogValue, stream.LogValue));
            return Math.Exp(EvidenceMerging.LogMean(stream.LogValue, stream.LogValue));
        });
        double union = LossPaths.Expect(2 * Length, 0.3, losses =>
        {
            MixtureEProcess stream = Start();
            foreach (double loss in losses)
            {
                stream.Observe(loss);
            }

            return EvidenceMerging.LogUnion(stream.MaxLogValue, stream.MaxLogValue) >= -Math.Log(Level) ? 1.0 : 0.0;
        });

        Assert.True(product > 2.0, $"{product}");
        Assert.Equal(1.0, mean, 10);
        Assert.InRange(union, 0.0, Level);
    }

    /// <summary>A stream that runs ahead of its copy tells when the copy is at its best: a mean stopped then is worth more than one.</summary>
    [Fact]
    public void Looking_ahead_breaks_the_mean_but_not_the_union()
    {
        double stopped = LossPaths.Expect(Length, 0.3, losses =>
        {
            MixtureEProcess ahead = Start();
            double best = 0.0;
            foreach (double loss in losses)
            {
                ahead.Observe(loss);
                best = Math.Max(best, ahead.LogValue);
            }

            return Math.Exp(EvidenceMerging.LogMean(ahead.LogValue, best));
        });
        double union = LossPaths.Expect(Length, 0.3, losses =>
        {
            MixtureEProcess ahead = Start();
            foreach (double loss in losses)
            {
                ahead.Observe(loss);
            }

            return EvidenceMerging.LogUnion(ahead.MaxLogValue, ahead.MaxLogValue) >= Math.Log(4.0) ? 1.0 : 0.0;
        });

        Assert.True(stopped > 1.1, $"{stopped}");
        Assert.InRange(union, 0.0, 0.25);
    }

    private static MixtureEProcess Start() => new(MeanHypothesis.AtMost, 0.3);
}
