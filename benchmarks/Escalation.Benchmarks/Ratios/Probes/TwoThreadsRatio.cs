using System.Globalization;
using Escalation.Probes;

namespace Escalation.Benchmarks.Ratios.Probes;

/// <summary>Scoring on two threads beside reading on two threads. Both are wall time: what one thread's processor clock says of two is nothing.</summary>
/// <remarks>Only a machine with two idle cores gives a number worth quoting.</remarks>
internal sealed class TwoThreadsRatio : IRatio
{
    private const int Threads = 2;

    public string Name => "two-threads";

    public string Measures => "wall time to score 256 MiB of float32 with two workers over the wall time of two threads that read them in the fastest pattern; lower is better, 1.11 is 0.9 of the limit";

    public string? Unavailable => Environment.ProcessorCount < Threads ? "this machine has one processor" : null;

    public IEnumerable<RatioCase> Cases()
    {
        foreach (int length in ProbeCase.Lengths)
        {
            using var memory = new AlignedActivations(ActivationType.Float32, length, ProbeCase.OutOfCache);
            LinearProbe probe = ProbeCase.Probe(length);
            yield return new RatioCase(
                string.Create(CultureInfo.InvariantCulture, $"d = {length}"),
                Score(probe, memory),
                Read(memory, 1, ahead: false),
                Read(memory, 4, ahead: false),
                Read(memory, 4, ahead: true))
            {
                Verify = () => ProbeCase.Verify(probe, memory),
            };
        }
    }

    private static RatioBody Score(LinearProbe probe, AlignedActivations memory)
    {
        var scores = new float[memory.Rows];
        return Timed("LinearProbe.ScoreParallel", () => probe.ScoreParallel(memory.View, scores, Threads));
    }

    private static unsafe RatioBody Read(AlignedActivations memory, int streams, bool ahead)
    {
        double sink = 0.0;
        int half = memory.ByteCount / Threads;
        return Timed(
            string.Create(CultureInfo.InvariantCulture, $"two threads read, {streams} streams each{(ahead ? ", prefetched" : "")}"),
            () => Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread => Volatile.Write(ref sink, MemoryReader.Read(memory.Address + ((long)thread * half), half, streams, ahead))));
    }

    private static RatioBody Timed(string name, Action call) => RatioBody.Wall(name, () =>
    {
        call();
        return 0.0;
    });
}
