using Escalation.Probes;
using Escalation.Probes.Kernels;

namespace Escalation.Core.Tests.Probes.Kernels;

/// <summary>What is below the least normal float counts as zero, and nothing else does.</summary>
public class SubnormalTests
{
    private const int Length = 149;
    private const int Rows = 6;
    private const float LeastNormal = 1.17549435e-38f;
    private const float Large = 1e30f;

    public static TheoryData<ActivationType, float> Below() => new()
    {
        { ActivationType.Float32, float.Epsilon },
        { ActivationType.Float32, -float.Epsilon },
        { ActivationType.Float32, MathF.BitDecrement(LeastNormal) },
        { ActivationType.Float32, -MathF.BitDecrement(LeastNormal) },
        { ActivationType.BFloat16, LeastNormal / 128f },
        { ActivationType.BFloat16, -LeastNormal * 127f / 128f },
    };

    [Theory]
    [MemberData(nameof(Below))]
    public void A_subnormal_activation_counts_as_zero_in_every_lane(ActivationType type, float subnormal)
    {
        foreach ((int index, float[] scores) in ScoresWith(type, subnormal))
        {
            Assert.All(scores, score => Assert.True(score == 0f, $"position {index}: {score}"));
        }
    }

    [Theory]
    [InlineData(ActivationType.Float32, LeastNormal)]
    [InlineData(ActivationType.Float32, -LeastNormal)]
    [InlineData(ActivationType.BFloat16, LeastNormal)]
    [InlineData(ActivationType.BFloat16, -LeastNormal)]
    public void The_least_normal_activation_counts_in_every_lane(ActivationType type, float normal)
    {
        foreach ((int index, float[] scores) in ScoresWith(type, normal))
        {
            for (int i = 0; i < scores.Length; i++)
            {
                Assert.Equal(i / 2 == index / Length ? normal * Large : 0f, scores[i]);
            }
        }
    }

    [Fact]
    public void No_half_precision_number_is_so_small()
    {
        foreach ((int index, float[] scores) in ScoresWith(ActivationType.Float16, (float)Half.Epsilon))
        {
            Assert.Equal((float)Half.Epsilon * Large, scores[2 * (index / Length)]);
        }
    }

    [Fact]
    public void A_single_row_of_subnormals_scores_its_bias_at_every_place_in_a_line()
    {
        // In the first no segment is long enough to be read line by line; in the others an odd and an even number of blocks is.
        foreach (int length in new[] { Length, 389, 405 })
        {
            var row = new float[length + 16];
            Array.Fill(row, MathF.BitDecrement(LeastNormal));
            var weights = new float[length];
            Array.Fill(weights, Large);
            var probe = new LinearProbe(weights, 0.0, Fingerprints.Small);
            for (int offset = 0; offset < 16; offset++)
            {
                Assert.Equal(0f, probe.Score(row.AsSpan(offset, length)));
                for (int at = 0; at < length; at++)
                {
                    float subnormal = row[offset + at];
                    row[offset + at] = LeastNormal;
                    Assert.Equal(LeastNormal * Large, probe.Score(row.AsSpan(offset, length)));
                    row[offset + at] = subnormal;
                }
            }
        }
    }

    [Fact]
    public void A_subnormal_weight_counts_as_zero_and_shows_as_zero()
    {
        var probe = new LinearProbe([MathF.BitDecrement(LeastNormal), -float.Epsilon, LeastNormal, -LeastNormal], 0.0, Fingerprints.Small);

        Assert.Equal([0f, 0f, LeastNormal, -LeastNormal], probe.Direction.ToArray());
        Assert.Equal(0f, probe.Score([Large, Large, 0f, 0f]));
        Assert.Equal(LeastNormal * Large, probe.Score([0f, 0f, Large, 0f]));
    }

    [Fact]
    public void NaN_and_infinity_are_kept_and_so_is_everything_normal()
    {
        foreach (float value in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, -LeastNormal, LeastNormal, 1f, -3.5f })
        {
            Assert.Equal(value, Subnormals.ToZero(value));
        }

        Assert.Equal(0f, Subnormals.ToZero(-float.Epsilon));
    }

    [Fact]
    public void Scores_stay_within_the_documented_bound_of_the_exact_value()
    {
        var random = new Random(20241130);
        foreach (ActivationType type in new[] { ActivationType.Float32, ActivationType.BFloat16 })
        {
            for (int round = 0; round < 400; round++)
            {
                int length = 1 + random.Next(400);
                byte[] row = new byte[length * ActivationRows.SizeOf(type)];
                for (int i = 0; i < length; i++)
                {
                    Draws.Write(type, row.AsSpan(i * ActivationRows.SizeOf(type)), MathF.ScaleB((float)random.NextDouble() - 0.5f, -120 - random.Next(12)));
                }

                var probe = new LinearProbe(Draws.Weights(random, length, wild: false), 0.0, Fingerprints.Small);
                ActivationRows view = ActivationRows.FromBytes(row, type, length);
                (double exact, double bound) = Reference.Exact(view, probe.Direction, probe.Bias);
                Assert.InRange(probe.Score(view), exact - bound, exact + bound);
            }
        }
    }

    // All but one activation are 0, so the score is that one's product and nothing hides it.
    private static IEnumerable<(int Index, float[] Scores)> ScoresWith(ActivationType type, float value)
    {
        var weights = new float[Length];
        Array.Fill(weights, Large);
        var probe = new LinearProbe(weights, 0.0, Fingerprints.Small);
        var set = new ProbeSet([new("a", probe), new("b", probe)]);
        int size = ActivationRows.SizeOf(type);
        byte[] batch = new byte[Rows * Length * size];
        for (int i = 0; i < Rows * Length; i++)
        {
            Draws.Write(type, batch.AsSpan(i * size), value);
            ActivationRows view = ActivationRows.FromBytes(batch, type, Length);
            var alone = new float[Rows];
            var scores = new float[2 * Rows];
            probe.Score(view, alone);
            set.Score(view, scores);
            for (int row = 0; row < Rows; row++)
            {
                Assert.Equal(scores[2 * row], alone[row]);
                Assert.Equal(scores[2 * row], scores[(2 * row) + 1]);
            }

            yield return (i, scores);
            batch.AsSpan(i * size, size).Clear();
        }
    }
}
