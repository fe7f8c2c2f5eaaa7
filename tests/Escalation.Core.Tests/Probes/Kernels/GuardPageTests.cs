using Escalation.Probes;

namespace Escalation.Core.Tests.Probes.Kernels;

/// <summary>All lengths to 1024, all 64 offsets, a forbidden page on either side, every stored type: no read outside, the same bits at every place, and the error within the documented bound.</summary>
/// <remarks>Runs on the widest path of the machine; the child processes of <see cref="ScoreHashTests"/> cover the others' bits.</remarks>
public class GuardPageTests
{
    [LinuxFact]
    public void No_read_leaves_the_row_and_no_place_changes_a_bit()
    {
        using var memory = new GuardedMemory(65_536);
        var random = new Random(20241103);
        foreach (ActivationType type in Draws.Types)
        {
            int size = ActivationRows.SizeOf(type);
            float scale = type == ActivationType.Int8 ? 0.01f : 1f;
            byte[] row = new byte[1024 * size];
            Draws.Fill(random, type, row);
            float[] weights = Draws.Weights(random, 1024, wild: false);
            for (int length = 1; length <= 1024; length++)
            {
                var probe = new LinearProbe(weights.AsSpan(0, length), 0.25, Fingerprints.Small);
                ReadOnlySpan<byte> bytes = row.AsSpan(0, length * size);
                ActivationRows plain = ActivationRows.FromBytes(bytes, type, length, scale);
                float expected = probe.Score(plain);
                (double exact, double bound) = Reference.Exact(plain, probe.Direction, probe.Bias);
                Assert.True(Math.Abs(expected - exact) <= bound, FormattableString.Invariant($"{type}, d = {length}: {expected:R} is farther than {bound:R} from {exact:R}"));
                for (int offset = 0; offset < 64; offset++)
                {
                    Assert.Equal(expected, At(memory.Bytes.Slice(offset, bytes.Length), bytes));
                    Assert.Equal(expected, At(memory.Bytes.Slice(memory.Size - bytes.Length - offset, bytes.Length), bytes));
                }

                float At(Span<byte> place, ReadOnlySpan<byte> source)
                {
                    source.CopyTo(place);
                    return probe.Score(ActivationRows.FromBytes(place, type, length, scale));
                }
            }
        }
    }

    [LinuxFact]
    public void No_read_leaves_a_batch_or_a_set()
    {
        using var memory = new GuardedMemory(65_536);
        var random = new Random(20241104);
        foreach (ActivationType type in Draws.Types)
        {
            int size = ActivationRows.SizeOf(type);
            for (int length = 1; length <= 1024; length += length < 80 ? 1 : 13)
            {
                var first = new LinearProbe(Draws.Weights(random, length, wild: false), -0.5, Fingerprints.Small);
                var second = new LinearProbe(Draws.Weights(random, length, wild: false), 0.5, Fingerprints.Small);
                var set = new ProbeSet([new("a", first), new("b", second)]);
                int rows = 4 + (length % 3);
                byte[] batch = new byte[rows * length * size];
                Draws.Fill(random, type, batch);
                var expected = new float[rows * 2];
                set.Score(ActivationRows.FromBytes(batch, type, length), expected);
                foreach (int at in new[] { 0, 1, memory.Size - batch.Length, memory.Size - batch.Length - 3 })
                {
                    Span<byte> place = memory.Bytes.Slice(at, batch.Length);
                    batch.CopyTo(place);
                    var scores = new float[rows * 2];
                    set.Score(ActivationRows.FromBytes(place, type, length), scores);
                    Assert.Equal(expected, scores);
                    first.Score(ActivationRows.FromBytes(place, type, length), scores.AsSpan(0, rows));
                    for (int row = 0; row < rows; row++)
                    {
                        Assert.Equal(expected[row * 2], scores[row]);
                    }
                }
            }
        }
    }
}
