using Escalation.Probes;
using Escalation.Probes.Pooling;

namespace Escalation.Core.Tests.Probes.Pooling;

public class ActivationPoolingTests
{
    private const int Length = 5;

    [Fact]
    public void Each_element_is_pooled_like_logits_of_its_own()
    {
        float[] tokens = Tokens(17);
        foreach ((PoolingRule rule, _) in PoolingRules.All)
        {
            var pooling = new ActivationPooling(rule, Length);
            for (int t = 0; t < 17; t++)
            {
                pooling.Add(tokens.AsSpan(t * Length, Length));
            }

            float[] pooled = Read(pooling);
            for (int i = 0; i < Length; i++)
            {
                double[] column = [.. Enumerable.Range(0, 17).Select(t => (double)tokens[(t * Length) + i])];
                Assert.Equal((float)PoolingRules.Pool(rule, column), pooled[i]);
            }
        }
    }

    [Fact]
    public void Rows_of_every_type_are_pooled_as_the_numbers_they_stand_for()
    {
        float[] values = [1.5f, -2.25f, 0.5f, -4f, 3f, 0.25f];
        var halves = new Half[6];
        var bits = new ushort[6];
        var bytes = new sbyte[6];
        for (int i = 0; i < 6; i++)
        {
            halves[i] = (Half)values[i];
            bits[i] = (ushort)(BitConverter.SingleToUInt32Bits(values[i]) >> 16);
            bytes[i] = (sbyte)(values[i] * 4);
        }

        Assert.Equal([1.25f, -1.0f], Mean(ActivationRows.FromSingles([1.5f, -2.25f, 1.0f, 0.25f], 2)));
        float[] expected = Mean(ActivationRows.FromSingles(values, 2));
        Assert.Equal(expected, Mean(ActivationRows.FromHalves(halves, 2)));
        Assert.Equal(expected, Mean(ActivationRows.FromBFloat16(bits, 2)));
        Assert.Equal(expected, Mean(ActivationRows.FromSignedBytes(bytes, 2, scale: 0.25f)));

        static float[] Mean(ActivationRows rows)
        {
            var pooling = new ActivationPooling(PoolingRule.Mean, rows.Length);
            pooling.Add(rows);
            return Read(pooling);
        }
    }

    [Fact]
    public void Zero_filled_padding_does_not_become_the_maximum()
    {
        var pooling = new ActivationPooling(PoolingRule.Max, 2);

        pooling.Add(ActivationRows.FromSingles([-2f, -1f, -1.5f, -3f, 0f, 0f, float.NaN, 1f], 2), [true, true, false, false]);

        Assert.Equal([-1.5f, -1f], Read(pooling));
        Assert.Equal(2, pooling.Count);
    }

    [Fact]
    public void An_activation_that_is_not_finite_shows_in_its_own_element_alone()
    {
        foreach (PoolingRule rule in PoolingRules.ReadingEveryToken)
        {
            foreach (float bad in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
            {
                var pooling = new ActivationPooling(rule, Length);
                for (int t = 0; t < 15; t++)
                {
                    float[] token = [1f, 2f, 3f, 4f, t];
                    token[3] = t == 1 ? bad : -1f;
                    pooling.Add(token);
                }

                Assert.Equal([true, true, true, false, true], Read(pooling).Select(float.IsFinite));
            }
        }
    }

    [Fact]
    public void A_sequence_without_tokens_leaves_the_destination_alone()
    {
        var pooling = new ActivationPooling(PoolingRule.Mean, 2);
        float[] pooled = [7f, 8f];

        Assert.False(pooling.TryRead(pooled));
        pooling.Add(default(ActivationRows));
        Assert.False(pooling.TryRead(pooled));
        Assert.Equal([7f, 8f], pooled);
    }

    [Fact]
    public void Tokens_cost_no_memory()
    {
        ActivationPooling[] poolings = [.. PoolingRules.All.Select(one => new ActivationPooling(one.Rule, Length))];
        float[] tokens = Tokens(40);
        bool[] real = [.. Enumerable.Range(0, 40).Select(t => t % 3 != 0)];
        var pooled = new float[Length];
        Run();

        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run()
        {
            foreach (ActivationPooling pooling in poolings)
            {
                pooling.Reset();
                pooling.Add(ActivationRows.FromSingles(tokens, Length), real);
                pooling.Add(tokens.AsSpan(0, Length));
                _ = pooling.TryRead(pooled);
            }
        }
    }

    [Fact]
    public void Tokens_of_another_length_are_refused()
    {
        var pooling = new ActivationPooling(PoolingRule.Mean, 2);

        Assert.Throws<ArgumentException>("activations", () => pooling.Add([1f]));
        Assert.Throws<ArgumentException>("tokens", () => pooling.Add(ActivationRows.FromSingles([1f, 2f, 3f], 3)));
        Assert.Throws<ArgumentException>("real", () => pooling.Add(ActivationRows.FromSingles([1f, 2f], 2), []));
        Assert.Throws<ArgumentException>("pooled", () => pooling.TryRead(new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>("length", () => new ActivationPooling(PoolingRule.Mean, 0));
        Assert.Throws<ArgumentNullException>("rule", () => new ActivationPooling(null!, 2));
        Assert.Throws<OverflowException>(() => new ActivationPooling(PoolingRule.RollingMeanMax(int.MaxValue / 2), 4));
    }

    private static float[] Tokens(int count) => [.. Enumerable.Range(0, count * Length).Select(i => (float)Math.Sin(i * i))];

    private static float[] Read(ActivationPooling pooling)
    {
        var pooled = new float[pooling.Length];
        Assert.True(pooling.TryRead(pooled));
        return pooled;
    }
}
