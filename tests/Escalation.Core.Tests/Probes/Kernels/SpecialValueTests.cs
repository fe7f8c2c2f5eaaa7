using Escalation.Probes;

namespace Escalation.Core.Tests.Probes.Kernels;

public class SpecialValueTests
{
    private const int Length = 149;
    private const int Rows = 6;

    [Theory]
    [InlineData(ActivationType.Float32)]
    [InlineData(ActivationType.Float16)]
    [InlineData(ActivationType.BFloat16)]
    public void NaN_and_infinity_surface_from_every_lane_and_only_in_their_row(ActivationType type)
    {
        var random = new Random(3);
        int size = ActivationRows.SizeOf(type);
        byte[] batch = new byte[Rows * Length * size];
        Draws.Fill(random, type, batch);
        float[] weights = Draws.Weights(random, Length, wild: false);
        weights[7] = 0f;
        var probe = new LinearProbe(weights, 0.0, Fingerprints.Small);
        var set = new ProbeSet([new("a", probe), new("b", probe)]);
        var expected = new float[Rows];
        probe.Score(ActivationRows.FromBytes(batch, type, Length), expected);
        var scores = new float[Rows];
        var pairs = new float[Rows * 2];
        foreach (float bad in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
        {
            for (int i = 0; i < Rows * Length; i++)
            {
                Span<byte> place = batch.AsSpan(i * size, size);
                byte[] kept = place.ToArray();
                Draws.Write(type, place, bad);
                ActivationRows rows = ActivationRows.FromBytes(batch, type, Length);
                probe.Score(rows, scores);
                set.Score(rows, pairs);
                float weight = weights[i % Length];
                for (int row = 0; row < Rows; row++)
                {
                    float want = row != i / Length ? expected[row] : float.IsNaN(bad) || weight == 0f ? float.NaN : bad * MathF.Sign(weight);
                    Assert.Equal(want, scores[row]);
                    Assert.Equal(want, pairs[2 * row]);
                    Assert.Equal(want, pairs[(2 * row) + 1]);
                }

                kept.CopyTo(place);
            }
        }
    }

    [Fact]
    public void The_16_bit_formats_score_like_the_numbers_they_stand_for()
    {
        var random = new Random(4);
        byte[] stored = new byte[5 * 333 * 2];
        foreach (ActivationType type in new[] { ActivationType.Float16, ActivationType.BFloat16 })
        {
            Draws.FillWild(random, type, stored);
            var widened = new float[5 * 333];
            for (int i = 0; i < widened.Length; i++)
            {
                ushort bits = BitConverter.ToUInt16(stored, 2 * i);
                widened[i] = type == ActivationType.Float16 ? (float)BitConverter.UInt16BitsToHalf(bits) : BitConverter.Int32BitsToSingle(bits << 16);
            }

            var probe = new LinearProbe(Draws.Weights(random, 333, wild: true), 0.125, Fingerprints.Small);
            var narrow = new float[5];
            var wide = new float[5];
            probe.Score(ActivationRows.FromBytes(stored, type, 333), narrow);
            probe.Score(ActivationRows.FromSingles(widened, 333), wide);
            Assert.Equal(wide, narrow);
        }
    }

    [Fact]
    public void Integer_sums_stay_exact_where_32_bits_would_overflow()
    {
        // 20,000 times -128 times 32767 is forty times what 32 bits hold.
        var activations = new sbyte[4 * 20_000];
        Array.Fill(activations, sbyte.MinValue);
        var weights = new float[20_000];
        Array.Fill(weights, 32_767f);
        var probe = new LinearProbe(weights, 0.0, Fingerprints.Small);
        var scores = new float[4];

        probe.Score(ActivationRows.FromSignedBytes(activations, 20_000, 0.5f), scores);

        Assert.All(scores, score => Assert.Equal(-128f * 32_767f * 10_000f, score));
        Assert.Equal(scores[0], probe.Score(ActivationRows.FromSignedBytes(activations.AsSpan(0, 20_000), 20_000, 0.5f)));
    }
}
