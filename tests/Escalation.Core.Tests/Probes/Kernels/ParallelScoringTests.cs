using Escalation.Probes;
using Escalation.Probes.Kernels;

namespace Escalation.Core.Tests.Probes.Kernels;

public class ParallelScoringTests
{
    private const int Length = 1030;
    private const int Rows = 9_001;

    [Fact]
    public void Workers_do_not_change_a_bit()
    {
        byte[] batch = new byte[Rows * Length * 2];
        Draws.Fill(new Random(1), ActivationType.Float16, batch);
        LinearProbe[] probes = [.. Enumerable.Range(0, 3).Select(i => new LinearProbe(Draws.Weights(new Random(i), Length, wild: false), i, Fingerprints.Small))];
        var set = new ProbeSet([.. probes.Select((probe, i) => new KeyValuePair<string, LinearProbe>($"p{i}", probe))]);
        ActivationRows rows = ActivationRows.FromBytes(batch, ActivationType.Float16, Length);
        var expected = new float[Rows * 3];
        set.Score(rows, expected);
        foreach (int workers in new[] { 1, 2, 5 })
        {
            var scores = new float[Rows * 3];
            set.ScoreParallel(rows, scores, workers);
            Assert.Equal(expected, scores);

            var single = new float[Rows];
            probes[1].ScoreParallel(rows, single, workers);
            Assert.True(Enumerable.Range(0, Rows).All(row => single[row] == expected[(3 * row) + 1]));
        }
    }

    [Fact]
    public void Every_row_is_in_one_part()
    {
        foreach (int workers in new[] { 1, 2, 3, 64 })
        {
            foreach (int rows in new[] { 1, 3, 4, 5, 1000, 123_457 })
            {
                foreach (long rowBytes in new[] { 1L, 3072, 50L << 20 })
                {
                    int part = ParallelScoring.RowsPerPart(rows, rows * rowBytes, workers);
                    Assert.InRange(part, 1, rows);
                    Assert.True(part % 4 == 0 || part == rows);
                    Assert.True(part == rows || part * rowBytes >= Math.Min(2L << 20, rows * rowBytes) || rowBytes > 2L << 20);
                }
            }
        }
    }

    [Fact]
    public void Cancelled_work_says_so()
    {
        LinearProbe probe = Fingerprints.Probe(null, 1f, 2f);

        Assert.Throws<OperationCanceledException>(() => probe.ScoreParallel(ActivationRows.FromSingles(new float[8], 2), new float[4], 2, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void What_does_not_fit_is_refused_before_any_worker_starts()
    {
        LinearProbe probe = Fingerprints.Probe(null, 1f, 2f);
        var set = new ProbeSet([new("a", probe)]);

        Assert.Throws<ArgumentOutOfRangeException>("maxWorkers", () => probe.ScoreParallel(ActivationRows.FromSingles(new float[8], 2), new float[4], 0));
        Assert.Throws<ArgumentException>("scores", () => probe.ScoreParallel(ActivationRows.FromSingles(new float[8], 2), new float[3], 1));
        Assert.Throws<ArgumentException>("rows", () => probe.ScoreParallel(ActivationRows.FromSingles(new float[9], 3), new float[3], 1));
        Assert.Throws<ArgumentOutOfRangeException>("maxWorkers", () => set.ScoreParallel(ActivationRows.FromSingles(new float[8], 2), new float[4], -1));
        probe.ScoreParallel(ActivationRows.FromSingles([], 2), [], 1);
    }
}
