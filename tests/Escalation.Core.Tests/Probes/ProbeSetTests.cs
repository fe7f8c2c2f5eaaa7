using Escalation.Core.Tests.Probes.Kernels;
using Escalation.Probes;

namespace Escalation.Core.Tests.Probes;

public class ProbeSetTests
{
    [Fact]
    public void A_set_gives_the_bits_of_each_probe_alone()
    {
        var random = new Random(9);
        for (int count = 1; count <= 20; count++)
        {
            int length = 20 + (count * 37);
            LinearProbe[] probes = [.. Enumerable.Range(0, count).Select(i => new LinearProbe(Draws.Weights(random, length, wild: false), i - 2.5, Fingerprints.Small))];
            var set = new ProbeSet([.. probes.Select((probe, i) => new KeyValuePair<string, LinearProbe>($"p{i}", probe))]);
            Assert.Equal((count, length), (set.Count, set.Length));
            foreach (ActivationType type in Draws.Types)
            {
                byte[] batch = new byte[7 * length * ActivationRows.SizeOf(type)];
                Draws.Fill(random, type, batch);
                ActivationRows rows = ActivationRows.FromBytes(batch, type, length);
                var scores = new float[7 * count];
                set.Score(rows, scores);
                for (int i = 0; i < scores.Length; i++)
                {
                    Assert.Equal(probes[i % count].Score(rows.Slice(i / count, 1)), scores[i]);
                }
            }
        }
    }

    [Fact]
    public void Names_and_probes_keep_their_order()
    {
        LinearProbe a = Fingerprints.Probe(null, 1f);
        LinearProbe b = Fingerprints.Probe(null, 2f);
        var set = new ProbeSet([new("second", b), new("first", a)]);

        Assert.Equal(["second", "first"], set.Names.ToArray());
        Assert.Same(b, set.Probes[0]);
        Assert.Same(a, set.Probes[1]);
    }

    [Fact]
    public void Probes_that_do_not_go_together_are_refused()
    {
        LinearProbe one = Fingerprints.Probe(null, 1f);

        Assert.Throws<ArgumentException>("probes", () => new ProbeSet([]));
        Assert.Throws<ArgumentException>("probes", () => new ProbeSet([new("a", one), new("a", one)]));
        Assert.Throws<ArgumentException>("probes", () => new ProbeSet([new(" ", one)]));
        Assert.Throws<ArgumentNullException>("probes", () => new ProbeSet([new("a", null!)]));
        Assert.Throws<ArgumentException>(() => new ProbeSet([new("a", one), new("b", Fingerprints.Probe(null, 1f, 2f))]));
        Assert.Throws<ArgumentException>("rows", () => new ProbeSet([new("a", one)]).Score(ActivationRows.FromSingles([1f, 2f], 2), new float[1]));
        Assert.Throws<ArgumentException>("scores", () => new ProbeSet([new("a", one), new("b", one)]).Score(ActivationRows.FromSingles([1f], 1), new float[1]));
    }

    [Theory]
    [MemberData(nameof(ProbeFingerprintTests.Others), MemberType = typeof(ProbeFingerprintTests))]
    public void Probes_of_other_activations_are_refused(string part, ProbeFingerprint other)
    {
        LinearProbe one = Fingerprints.Probe(null, 1f);
        var stranger = new LinearProbe([1f], 0.0, other);
        bool agrees = (one.Fingerprint.Tokenizer is null || other.Tokenizer is null || one.Fingerprint.Tokenizer == other.Tokenizer)
            && (one.Fingerprint.Variant is null || other.Variant is null || one.Fingerprint.Variant == other.Variant)
            && (one.Fingerprint.Model, one.Fingerprint.Layer, one.Fingerprint.Pooling) == (other.Model, other.Layer, other.Pooling);
        if (agrees)
        {
            Assert.Equal(2, new ProbeSet([new("a", one), new("b", stranger)]).Count);
            return;
        }

        var refusal = Assert.Throws<ProbeMismatchException>(() => new ProbeSet([new("a", one), new("b", stranger)]));
        Assert.Contains(part, refusal.Message, StringComparison.Ordinal);
        Assert.Throws<ProbeMismatchException>(() => new ProbeSet([new("a", one)]).RequireSource(other));
    }

    [Fact]
    public void A_part_that_one_probe_leaves_open_does_not_part_them()
    {
        LinearProbe one = Fingerprints.Probe(null, 1f);
        ProbeFingerprint open = new(one.Fingerprint.Model, one.Fingerprint.Layer, one.Fingerprint.Pooling);

        Assert.Equal(2, new ProbeSet([new("a", one), new("b", new LinearProbe([1f], 0.0, open))]).Count);
        Assert.Equal(2, new ProbeSet([new("a", new LinearProbe([1f], 0.0, open)), new("b", one)]).Count);
    }

    [Fact]
    public void Scoring_allocates_nothing()
    {
        LinearProbe one = Fingerprints.Probe(null, Draws.Weights(new Random(1), 1000, wild: false));
        var set = new ProbeSet([new("a", one), new("b", one), new("c", one)]);
        var scores = new float[7 * 3];
        byte[] batch = new byte[7 * 1000 * 4];
        float sum = Run();

        long before = GC.GetAllocatedBytesForCurrentThread();
        sum += Run();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0f, sum);

        float Run()
        {
            foreach (ActivationType type in Draws.Types)
            {
                int rows = type == ActivationType.Float32 ? 7 : 5;
                set.Score(ActivationRows.FromBytes(batch.AsSpan(0, rows * 1000 * ActivationRows.SizeOf(type)), type, 1000), scores.AsSpan(0, rows * 3));
                one.Score(ActivationRows.FromBytes(batch.AsSpan(0, rows * 1000 * ActivationRows.SizeOf(type)), type, 1000), scores.AsSpan(0, rows));
            }

            return scores[0];
        }
    }
}
