using System.Diagnostics;

namespace Escalation.Benchmarks.Ratios;

/// <summary>
/// Times the candidates of a case in turns: a slice of ours, a slice of each peer, and so on, so that a change of the clock
/// rate or of the load hits all of them.
/// </summary>
/// <remarks>
/// Slices are about a millisecond long (one call where a call is longer). A ratio is formed in each round and the median of the rounds
/// is reported, with its quartiles. The warm-up runs long enough for the optimising tier of the compiler to take over.
/// </remarks>
internal sealed class InterleavedTimer
{
    private const double SliceNs = 1E6;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.5);

    private double _sink;

    /// <summary>Measures one case.</summary>
    /// <param name="ratioCase">The case; its results are verified first.</param>
    /// <param name="time">The time to spend on it after the warm-up; more when that makes too few rounds.</param>
    /// <param name="leastRounds">The least number of rounds, at least 1.</param>
    public CaseReport Measure(RatioCase ratioCase, TimeSpan time, int leastRounds)
    {
        ratioCase.Verify();
        RatioBody[] bodies = [ratioCase.Ours, .. ratioCase.Peers];
        int[] calls = CallsPerSlice(bodies);
        var times = new List<double>[bodies.Length];
        for (int b = 0; b < bodies.Length; b++)
        {
            times[b] = [];
        }

        long started = Stopwatch.GetTimestamp();
        while (times[0].Count < leastRounds || Stopwatch.GetElapsedTime(started) < time)
        {
            for (int b = 0; b < bodies.Length; b++)
            {
                times[b].Add(Slice(bodies[b], calls[b]) / calls[b]);
            }
        }

        int fastest = 1;
        for (int b = 2; b < bodies.Length; b++)
        {
            fastest = Quantile(times[b], 0.5) < Quantile(times[fastest], 0.5) ? b : fastest;
        }

        return Report(ratioCase.Label, times[0], times[fastest], bodies[fastest].Name);
    }

    private static CaseReport Report(string label, List<double> ours, List<double> peer, string peerName)
    {
        List<double> ratios = [.. ours.Zip(peer, (a, b) => a / b)];
        return new CaseReport(
            label,
            Quantile(ratios, 0.5),
            Quantile(ratios, 0.25),
            Quantile(ratios, 0.75),
            Quantile(ours, 0.5),
            Quantile(peer, 0.5),
            peerName,
            ratios.Count);
    }

    private int[] CallsPerSlice(RatioBody[] bodies)
    {
        int[] calls = new int[bodies.Length];
        Array.Fill(calls, 1);
        long started = Stopwatch.GetTimestamp();
        int round = 0;
        do
        {
            for (int b = 0; b < bodies.Length; b++)
            {
                long sliceStarted = Stopwatch.GetTimestamp();
                double measured = Slice(bodies[b], calls[b]);

                // A body that times itself may report the time of a part, say of one record of many: what fills a slice is the time that passes.
                double passed = bodies[b].SelfTimed is null ? measured : Stopwatch.GetElapsedTime(sliceStarted).TotalNanoseconds;
                double perCall = Math.Max(1, passed / calls[b]);
                calls[b] = (int)Math.Clamp(SliceNs / perCall, 1, 2.0 * calls[b] + 8);
            }

            round++;
        }
        while (round < 3 || Stopwatch.GetElapsedTime(started) < WarmUp);
        return calls;
    }

    private double Slice(RatioBody body, int calls)
    {
        if (body.SelfTimed is { } selfTimed)
        {
            double sum = 0;
            for (int i = 0; i < calls; i++)
            {
                sum += selfTimed();
            }

            return sum;
        }

        double before = ThreadClock.Nanoseconds();
        _sink += body.Run(calls);
        return ThreadClock.Nanoseconds() - before;
    }

    private static double Quantile(List<double> values, double level)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        double at = level * (sorted.Length - 1);
        int below = (int)at;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
    }
}
