using System.Numerics;
using Escalation.Calibration.Grouping;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration.Grouping;

public sealed class ImportanceWeightsTests
{
    /// <summary>Enough to make a double at least 2^-60 a whole number.</summary>
    private const int Bits = 120;

    [Fact]
    public void Rounding_up_ends_at_one() =>
        Assert.Equal([1.0, 1.0], ImportanceWeights.Transform([Math.BitDecrement(1.0), 1.0], [2.0, Math.BitDecrement(2.0)], 2.0, 0.1));

    [Fact]
    public void Losses_are_transformed_as_documented_and_never_rounded_down()
    {
        // Numbers of a few binary digits, so that the exact value is a fraction of small integers.
        const int Unit = 1 << 20;
        var random = new SplitMix64(1);
        for (int i = 0; i < 20_000; i++)
        {
            long alpha = 1 + random.NextBelow(Unit - 1);
            long maximum = 1 + random.NextBelow(8 * Unit);
            long weight = random.NextBelow((int)maximum + 1);
            long loss = random.NextBelow(3) switch { 0 => 0, 1 => Unit, _ => random.NextBelow(Unit + 1) };
            double transformed = ImportanceWeights.Transform([(double)loss / Unit], [(double)weight / Unit], (double)maximum / Unit, (double)alpha / Unit)[0];
            Assert.InRange(transformed, 0.0, 1.0);

            // exact = (alpha maximum + weight (loss - alpha)) / (Unit maximum)
            BigInteger exact = ((BigInteger)alpha * maximum) + ((BigInteger)weight * (loss - alpha));
            BigInteger surplus = (Scaled(transformed) * Unit * maximum) - (exact << Bits);
            Assert.True(surplus >= 0, $"{alpha} {maximum} {weight} {loss}");
            Assert.True(surplus <= Scaled(2e-15) * Unit * maximum, $"{alpha} {maximum} {weight} {loss}");
        }

        static BigInteger Scaled(double value) => (BigInteger)Math.ScaleB(value, Bits);
    }

    [Fact]
    public void The_largest_weight_keeps_a_loss_and_no_weight_makes_it_neutral()
    {
        Assert.Equal([0.0, 1.0], ImportanceWeights.Transform([0.0, 1.0], [2.0, 2.0], 2.0, 0.1));
        Assert.All(ImportanceWeights.Transform([0.0, 1.0, 0.4], [0.0, 0.0, 0.0], 2.0, 0.1), loss => Assert.Equal(0.1, loss, 1e-15));
    }

    /// <summary>The mean of the transformed losses exceeds alpha exactly where the weighted risk does.</summary>
    [Fact]
    public void The_sign_of_the_weighted_risk_is_kept()
    {
        var random = new SplitMix64(2);
        for (int i = 0; i < 2_000; i++)
        {
            double[] weights = [.. Enumerable.Range(0, 20).Select(_ => 3.0 * random.NextUniform())];
            double[] losses = [.. Enumerable.Range(0, 20).Select(_ => random.NextUniform() < 0.3 ? 1.0 : 0.0)];
            double risk = weights.Zip(losses, static (w, l) => w * l).Sum() / weights.Sum();
            if (Math.Abs(risk - 0.3) > 1e-9)
            {
                Assert.Equal(risk > 0.3, ImportanceWeights.Transform(losses, weights, 3.0, 0.3).Average() > 0.3);
            }
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1e-300)]
    [InlineData(2.0000000000000004)]
    [InlineData(double.PositiveInfinity)]
    public void Weights_out_of_range_are_refused_by_index(double weight)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => ImportanceWeights.Transform([0.0, 0.0], [1.0, weight], 2.0, 0.1));
        Assert.Contains("weights[1] must be from 0 to the maximum 2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_faulty_input_is_refused()
    {
        Assert.Contains("losses[0]", Assert.Throws<ArgumentException>(() => ImportanceWeights.Transform([1.5], [1.0], 2.0, 0.1)).Message, StringComparison.Ordinal);
        Assert.Contains("but has 1", Assert.Throws<ArgumentException>(() => ImportanceWeights.Transform([1.0, 0.0], [1.0], 2.0, 0.1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ImportanceWeights.Transform([1.0], [1.0], double.NaN, 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImportanceWeights.Transform([1.0], [0.0], 0.0, 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImportanceWeights.Transform([1.0], [1.0], 2.0, 1.0));
        foreach (double weight in (double[])[double.NaN, double.PositiveInfinity, -0.5])
        {
            Assert.Contains("weights[1]", Assert.Throws<ArgumentException>("weights", () => ImportanceWeights.EffectiveSampleSize([1.0, weight])).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_effective_sample_size_is_that_of_Kish()
    {
        Assert.Equal(4.0, ImportanceWeights.EffectiveSampleSize([2.0, 2.0, 2.0, 2.0]));
        Assert.Equal(1.0, ImportanceWeights.EffectiveSampleSize([0.0, 1e308, 0.0]));
        Assert.Equal(1.8, ImportanceWeights.EffectiveSampleSize([1.0, 2.0]), 1e-15);
        Assert.Equal(0.0, ImportanceWeights.EffectiveSampleSize([]));
        Assert.Equal(0.0, ImportanceWeights.EffectiveSampleSize([0.0]));
    }
}
