using Escalation.Learning;
using Escalation.Probes;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Probes;

public class LinearProbeTests
{
    [Fact]
    public void The_score_is_the_product_plus_the_bias()
    {
        var probe = new LinearProbe([0.5f, -1f, 2f], bias: 0.25, Fingerprints.Small);

        Assert.Equal(0.25f + 0.5f - 2f + 6f, probe.Score([1f, 2f, 3f]));
        Assert.Equal(3, probe.Length);
        Assert.Equal([0.5f, -1f, 2f], probe.Direction.ToArray());
    }

    [Fact]
    public void The_weights_are_copied()
    {
        float[] weights = [1f, 1f];
        var probe = new LinearProbe(weights, 0, Fingerprints.Small);

        weights[0] = 100f;

        Assert.Equal(2f, probe.Score([1f, 1f]));
    }

    [Fact]
    public void Every_length_up_to_1024_agrees_with_a_sum_in_doubles()
    {
        var random = new Random(20240601);
        for (int length = 1; length <= 1024; length++)
        {
            float[] weights = Draw(random, length);
            float[] activations = Draw(random, length);
            double exact = 0.0, scale = 0.0;
            for (int i = 0; i < length; i++)
            {
                exact += (double)weights[i] * activations[i];
                scale += Math.Abs((double)weights[i] * activations[i]);
            }

            // Each 32-bit addition rounds by at most 2^-24 of what it has; so few lanes never come near this bound.
            double score = new LinearProbe(weights, 0, Fingerprints.Small).Score(activations);
            Assert.InRange(score, exact - (2e-6 * scale), exact + (2e-6 * scale));
        }
    }

    [Fact]
    [Trait("Row", "13")]
    [Trait("Row", "14")]
    public void Each_other_length_is_refused()
    {
        LinearProbe probe = Fingerprints.Probe(null, new float[64].Select(_ => 1f).ToArray());
        for (int length = 0; length <= 1024; length++)
        {
            var activations = new float[length];
            if (length == 64)
            {
                Assert.Equal(0f, probe.Score(activations));
            }
            else
            {
                Assert.Throws<ArgumentException>("activations", () => probe.Score(activations));
            }
        }
    }

    [Theory]
    [Trait("Row", "15")]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void One_bad_activation_surfaces_from_each_of_4096_positions(float bad)
    {
        float[] weights = Draw(new Random(7), 4096);
        weights[17] = 0f;
        var probe = new LinearProbe(weights, 0.5, Fingerprints.Small);
        float[] activations = Draw(new Random(8), 4096);
        for (int i = 0; i < activations.Length; i++)
        {
            float kept = activations[i];
            activations[i] = bad;
            Assert.False(float.IsFinite(probe.Score(activations)), $"position {i}");
            activations[i] = kept;
        }

        Assert.True(float.IsFinite(probe.Score(activations)));
    }

    [Fact]
    [Trait("Row", "16")]
    public void Overflow_of_finite_numbers_surfaces()
    {
        LinearProbe probe = Fingerprints.Probe(null, 10f, -10f);

        Assert.False(float.IsFinite(probe.Score([1e38f, 1e38f])));
        Assert.Equal(float.PositiveInfinity, Fingerprints.Probe(null, 10f).Score([1e38f]));
    }

    [Fact]
    public void A_batch_gives_each_row_the_bits_it_gets_alone()
    {
        Gen<(int Rows, int Length, int Seed)> shapes = Gen.Choose(1, 9).SelectMany(rows => Gen.Choose(1, 70).SelectMany(length => Gen.Choose(0, int.MaxValue).Select(seed => (rows, length, seed))));
        Prop.ForAll(shapes.ToArbitrary(), shape =>
        {
            var random = new Random(shape.Seed);
            var probe = new LinearProbe(Draw(random, shape.Length), 0.125, Fingerprints.Small);
            float[] batch = Draw(random, shape.Rows * shape.Length);
            var scores = new float[shape.Rows];
            ActivationRows rows = ActivationRows.FromSingles(batch, shape.Length);
            probe.Score(rows, scores);
            bool same = true;
            for (int row = 0; row < shape.Rows; row++)
            {
                same &= scores[row].Equals(probe.Score(batch.AsSpan(row * shape.Length, shape.Length))) && scores[row].Equals(probe.Score(rows.Slice(row, 1)));
            }

            return same;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_batch_that_does_not_fit_is_refused()
    {
        LinearProbe probe = Fingerprints.Probe(null, 1f, 2f);

        Assert.Throws<ArgumentException>("rows", () => probe.Score(ActivationRows.FromSingles(new float[3], 3), new float[1]));
        Assert.Throws<ArgumentException>("rows", () => probe.Score(default, []));
        Assert.Throws<ArgumentException>("scores", () => probe.Score(ActivationRows.FromSingles(new float[4], 2), new float[1]));
        Assert.Throws<ArgumentException>("scores", () => probe.Score(ActivationRows.FromSingles(new float[4], 2), new float[3]));
        Assert.Throws<ArgumentException>("scores", () => probe.Score(ActivationRows.FromSingles(new float[4], 2)));
        Assert.Throws<ArgumentException>("scores", () => probe.Score(ActivationRows.FromSingles([], 2)));
    }

    [Fact]
    public void No_rows_give_no_scores() => Fingerprints.Probe(null, 1f, 2f).Score(ActivationRows.FromSingles([], 2), []);

    [Fact]
    public void Scoring_allocates_nothing()
    {
        LinearProbe probe = Fingerprints.Probe(PlattCalibration.Logistic, Draw(new Random(1), 4096));
        float[] batch = Draw(new Random(2), 4 * 4096);
        var scores = new float[4];
        double sum = Run();

        long before = GC.GetAllocatedBytesForCurrentThread();
        sum += Run();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(double.IsFinite(sum));

        double Run()
        {
            ActivationRows rows = ActivationRows.FromSingles(batch, 4096);
            probe.Score(rows, scores);
            return scores[3] + probe.Score(rows.Slice(1, 1)) + probe.Calibration!.Probability(probe.Score(batch.AsSpan(0, 4096)));
        }
    }

    [Theory]
    [Trait("Row", "17")]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Weights_and_biases_that_are_not_finite_are_refused(float bad)
    {
        var refusal = Assert.Throws<ArgumentOutOfRangeException>("direction", () => new LinearProbe([0f, bad], 0, Fingerprints.Small));
        Assert.Contains("direction[1]", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("bias", () => new LinearProbe([0f], bad, Fingerprints.Small));
        Assert.Throws<ArgumentOutOfRangeException>("bias", () => new LinearProbe([0f], Math.CopySign(3.5e38, bad), Fingerprints.Small));
    }

    [Fact]
    public void A_probe_without_weights_is_refused() =>
        Assert.Throws<ArgumentException>("direction", () => new LinearProbe([], 0, Fingerprints.Small));

    [Fact]
    public void Standardisation_is_folded_into_the_weights()
    {
        LinearProbe probe = LinearProbe.FromStandardized([2f, -3f], 0.5, mean: [1f, 4f], scale: [2f, 0.5f], Fingerprints.Small);

        Assert.Equal([1f, -6f], probe.Direction.ToArray());
        Assert.Equal(0.5f - 1f + 24f, probe.Bias);
        Assert.Equal(0.5f + (2f * (3 - 1) / 2) - (3f * (5 - 4) / 0.5f), probe.Score([3f, 5f]));
    }

    [Fact]
    public void A_standardisation_that_cannot_be_folded_is_refused()
    {
        Assert.Throws<ArgumentException>("mean", () => LinearProbe.FromStandardized([1f], 0, [], [1f], Fingerprints.Small));
        Assert.Throws<ArgumentException>("scale", () => LinearProbe.FromStandardized([1f], 0, [0f], [1f, 1f], Fingerprints.Small));
        Assert.Throws<ArgumentException>("direction", () => LinearProbe.FromStandardized([], 0, [], [], Fingerprints.Small));
        Assert.Throws<ArgumentOutOfRangeException>("mean", () => LinearProbe.FromStandardized([1f], 0, [float.NaN], [1f], Fingerprints.Small));
        foreach (float scale in new[] { 0f, -1f, float.NaN, float.PositiveInfinity })
        {
            Assert.Throws<ArgumentOutOfRangeException>("scale", () => LinearProbe.FromStandardized([1f], 0, [0f], [scale], Fingerprints.Small));
        }

        // 1 / 1e-45 exceeds the largest float.
        Assert.Throws<ArgumentOutOfRangeException>("direction", () => LinearProbe.FromStandardized([1f], 0, [0f], [float.Epsilon], Fingerprints.Small));
    }

    private static float[] Draw(Random random, int length)
    {
        var values = new float[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = (float)((2.0 * random.NextDouble()) - 1.0);
        }

        return values;
    }
}
