using Escalation.Statistics.Sequential;

namespace Escalation.Monitoring;

/// <summary>The evidence of monitors in several processes, joined: a look from above that changes none of them.</summary>
/// <remarks>
/// <para>Each process keeps its own monitor, with a stream name of its own, and sends its state now and then; whoever collects them joins the latest state of every stream, so nothing counts twice.
/// An alarm of the joint evidence has the false-alarm probability of one monitor's level, however often it is looked at: with <see cref="MergeRule.IndependentStreams"/> the product of the e-processes is an e-process of the
/// merged stream, because each observation moves one factor only and that factor has mean at most one given everything before it in all streams; with <see cref="MergeRule.AnyDependence"/> it is the union bound.</para>
/// <para>For <see cref="AlarmPromise.AverageRunLength"/> independent streams add: the sum grows by at most one on average with every observation of any stream. Immutable.</para>
/// </remarks>
public sealed class MergedEvidence
{
    private MergedEvidence(IReadOnlyList<MergedWatch> watches) => Watches = watches;

    /// <summary>Each watch, in the order of the monitors.</summary>
    public IReadOnlyList<MergedWatch> Watches { get; }

    /// <summary>Whether some watch has an alarm at this look.</summary>
    public MonitorVerdict Verdict => Watches.Any(static watch => watch.Alarms) ? MonitorVerdict.Alarm : MonitorVerdict.Continue;

    /// <summary>Joins monitors.</summary>
    /// <param name="rule">What ties their streams together.</param>
    /// <param name="monitors">At least one; of different streams, with the same level, promise and watches.</param>
    /// <exception cref="ArgumentException">Thrown when there is no monitor, two are of the same stream or they watch different things; and for dependent streams, or a watch of the score distribution,
    /// under <see cref="AlarmPromise.AverageRunLength"/>, where no bound is known.</exception>
    public static MergedEvidence Of(MergeRule rule, params IReadOnlyList<CertificateMonitor> monitors)
    {
        ArgumentNullException.ThrowIfNull(monitors);
        if (!Enum.IsDefined(rule))
        {
            throw new ArgumentOutOfRangeException(nameof(rule), rule, "Not a merge rule.");
        }

        RequireSame(monitors);
        var merged = new List<MergedWatch>();
        for (int i = 0; i < monitors[0].Watches.Count; i++)
        {
            merged.Add(Merge(rule, monitors, i));
        }

        return new MergedEvidence(merged.AsReadOnly());
    }

    private static void RequireSame(IReadOnlyList<CertificateMonitor> monitors)
    {
        if (monitors.Count == 0)
        {
            throw new ArgumentException("monitors must not be empty.", nameof(monitors));
        }

        var streams = new HashSet<string>(StringComparer.Ordinal);
        foreach (CertificateMonitor monitor in monitors)
        {
            ArgumentNullException.ThrowIfNull(monitor, nameof(monitors));
            if (!streams.Add(monitor.Options.Stream))
            {
                throw new ArgumentException($"Two monitors are of the stream '{monitor.Options.Stream}': evidence counts once only.", nameof(monitors));
            }

            bool same = monitor.Options.Level == monitors[0].Options.Level
                && monitor.Options.Promise == monitors[0].Options.Promise
                && monitor.Watches.Select(Key).SequenceEqual(monitors[0].Watches.Select(Key));
            if (!same)
            {
                throw new ArgumentException($"The monitor of stream '{monitor.Options.Stream}' watches something else than that of '{monitors[0].Options.Stream}'.", nameof(monitors));
            }
        }
    }

    private static (string, WatchSubject, double, string?, string?) Key(WatchPlan plan) => (plan.Name, plan.Subject, plan.Alpha, plan.CertificateId, plan.Group);

    private static MergedWatch Merge(MergeRule rule, IReadOnlyList<CertificateMonitor> monitors, int index)
    {
        WatchPlan plan = monitors[0].Watches[index];
        bool independent = rule == MergeRule.IndependentStreams && plan.Subject != WatchSubject.ScoreDistribution;
        bool sums = monitors[0].Options.Promise == AlarmPromise.AverageRunLength;
        if (sums && !independent && monitors.Count > 1)
        {
            throw new ArgumentException($"No bound is known for the average run length of watch '{plan.Name}' over dependent streams.", nameof(rule));
        }

        double[] present = new double[monitors.Count];
        double[] largest = new double[monitors.Count];
        double[]? logs = null;
        MeanBets? bets = null;
        long steps = 0;
        double threshold = 0.0;
        for (int i = 0; i < monitors.Count; i++)
        {
            monitors[i].Read(engine =>
            {
                EvidenceWatch watch = engine.Watches[index];
                present[i] = watch.Capitals.LogValue;
                largest[i] = watch.Capitals.MaxLogValue;
                steps += watch.Capitals.Count;
                threshold = watch.LogThreshold;
                bets ??= watch.Bets;
                if (bets is not null && !bets.IsSameAs(watch.Bets!))
                {
                    throw new ArgumentException($"The monitor of stream '{engine.Options.Stream}' bets on other alternatives than that of '{monitors[0].Options.Stream}'.", nameof(monitors));
                }

                logs ??= new double[watch.Capitals.Alternatives];
                watch.Capitals.AddLogsTo(logs);
            });
        }

        double evidence = !independent ? EvidenceMerging.LogUnion(largest)
            : sums ? LogSum.Of(present)
            : LogSum.Of(logs) - Math.Log(logs!.Length);
        int leading = 0;
        for (int i = 1; i < largest.Length; i++)
        {
            leading = largest[i] > largest[leading] ? i : leading;
        }

        return new MergedWatch(plan.Name, monitors.Count, steps, evidence, threshold, monitors[leading].Options.Stream);
    }
}
