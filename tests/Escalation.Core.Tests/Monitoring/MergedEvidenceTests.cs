using Escalation.Monitoring;
using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Monitoring;

public sealed class MergedEvidenceTests
{
    private static readonly ScoreReference Scores = ScoreReference.Of([.. Enumerable.Range(0, 50).Select(i => i / 50.0)], 3, 8);

    [Fact]
    public void Independent_streams_find_together_what_none_finds_alone()
    {
        CertificateMonitor[] monitors = [.. Enumerable.Range(0, 4).Select(i => new CertificateMonitor(Options($"s{i}"), WatchPlan.DelegationRate(0.2)))];
        foreach (CertificateMonitor monitor in monitors)
        {
            Monitors.FeedDecisions(monitor, 30, every: 2);
            Assert.Equal(MonitorVerdict.Continue, monitor.Verdict);
        }

        var merged = MergedEvidence.Of(MergeRule.IndependentStreams, monitors);

        MergedWatch budget = merged.Watches[0];
        Assert.True(budget.Alarms);
        Assert.Equal(MonitorVerdict.Alarm, merged.Verdict);
        Assert.Equal(("budget", 4, 120L), (budget.Watch, budget.Streams, budget.Steps));
        Assert.Equal(Math.Log(1.0 / 1e-4), budget.LogThreshold, 12);
        Assert.Equal(MonitorVerdict.Continue, MergedEvidence.Of(MergeRule.AnyDependence, monitors).Verdict);
    }

    [Fact]
    public void Evidence_multiplies_alternative_by_alternative()
    {
        CertificateMonitor[] monitors = [Fed("a", 10, 0.5, 1), Fed("b", 25, 0.4, 2)];
        var streams = new MixtureEProcess[2];
        foreach ((int i, int count, double rate, ulong seed) in new[] { (0, 10, 0.5, 1UL), (1, 25, 0.4, 2UL) })
        {
            streams[i] = new MixtureEProcess(MeanHypothesis.AtMost, 0.2, EvidenceStart.AnyStep);
            var random = new SplitMix64(seed);
            for (int j = 0; j < count; j++)
            {
                streams[i].Observe(random.NextUniform() < rate ? 1.0 : 0.0);
            }
        }

        Assert.Equal(MixtureEProcess.LogMerged(streams), MergedEvidence.Of(MergeRule.IndependentStreams, monitors).Watches[0].LogEvidence);
    }

    [Fact]
    public void Under_any_dependence_the_best_stream_pays_for_all()
    {
        CertificateMonitor[] monitors = [Fed("a", 10, 0.5, 1), Fed("b", 60, 0.6, 2), new(Options("c"), Plans())];

        MergedWatch merged = MergedEvidence.Of(MergeRule.AnyDependence, monitors).Watches[0];

        double best = 0.0;
        var process = new MixtureEProcess(MeanHypothesis.AtMost, 0.2, EvidenceStart.AnyStep);
        var random = new SplitMix64(2);
        for (int i = 0; i < 60; i++)
        {
            process.Observe(random.NextUniform() < 0.6 ? 1.0 : 0.0);
            best = process.MaxLogValue;
        }

        Assert.Equal(best - Math.Log(3.0), merged.LogEvidence, 12);
        Assert.Equal("b", merged.LeadingStream);
    }

    [Fact]
    public void Streams_ranked_against_the_same_scores_are_never_multiplied()
    {
        CertificateMonitor[] monitors = [Fed("a", 100, 0.2, 1), Fed("b", 100, 0.2, 2)];
        double[] logs = [.. monitors.Select(monitor => monitor.LogEvidence("drift"))];

        MergedWatch drift = MergedEvidence.Of(MergeRule.IndependentStreams, monitors).Watches[1];

        Assert.True(logs.All(log => log > 3.0), $"{logs[0]} {logs[1]}");
        Assert.InRange(drift.LogEvidence, logs.Max() - Math.Log(2.0) - 1e-9, logs.Sum() / 2.0);
    }

    [Fact]
    public void Run_lengths_of_independent_streams_add_up_and_others_are_refused()
    {
        CertificateMonitor[] monitors =
        [
            .. new[] { "a", "b" }.Select(stream => new CertificateMonitor(Options(stream) with { Promise = AlarmPromise.AverageRunLength }, WatchPlan.DelegationRate(0.2))),
        ];
        Monitors.FeedDecisions(monitors[0], 30, every: 2);
        Monitors.FeedDecisions(monitors[1], 30, every: 3);

        double expected = Math.Log(monitors.Sum(monitor => Math.Exp(monitor.LogEvidence("budget"))));
        Assert.Equal(expected, MergedEvidence.Of(MergeRule.IndependentStreams, monitors).Watches[0].LogEvidence, 12);
        Assert.Throws<ArgumentException>(() => MergedEvidence.Of(MergeRule.AnyDependence, monitors));
        Assert.Equal(monitors[0].LogEvidence("budget"), MergedEvidence.Of(MergeRule.IndependentStreams, monitors[0]).Watches[0].LogEvidence, 12);
        CertificateMonitor[] drifts =
        [
            .. new[] { "a", "b" }.Select(stream => new CertificateMonitor(Options(stream) with { Promise = AlarmPromise.AverageRunLength }, WatchPlan.Drift(Scores))),
        ];
        Assert.Throws<ArgumentException>(() => MergedEvidence.Of(MergeRule.IndependentStreams, drifts));
    }

    [Fact]
    public void Evidence_that_would_count_twice_or_is_about_something_else_is_refused()
    {
        CertificateMonitor one = Fed("a", 5, 0.5, 1);

        Assert.Throws<ArgumentException>(() => MergedEvidence.Of(MergeRule.AnyDependence));
        Assert.Throws<ArgumentNullException>(() => MergedEvidence.Of(MergeRule.AnyDependence, one, null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => MergedEvidence.Of((MergeRule)2, one));
        Refuses(one, one);
        Refuses(one, CertificateMonitor.Parse(one.ToJson()));
        Refuses(one, new CertificateMonitor(Options("b"), WatchPlan.DelegationRate(0.2)));
        Refuses(one, new CertificateMonitor(Options("b"), WatchPlan.DelegationRate(0.3), WatchPlan.Drift(Scores)));
        Refuses(one, new CertificateMonitor(Options("b"), WatchPlan.Risk(0.2, "budget"), WatchPlan.Drift(Scores)));
        Refuses(one, new CertificateMonitor(Options("b") with { Level = 0.5 }, Plans()));
        Refuses(one, new CertificateMonitor(Options("b") with { Promise = AlarmPromise.AverageRunLength }, Plans()));

        static void Refuses(CertificateMonitor left, CertificateMonitor right) =>
            Assert.Throws<ArgumentException>(() => MergedEvidence.Of(MergeRule.IndependentStreams, left, right));
    }

    [Fact]
    public void States_from_other_processes_merge_as_the_monitors_themselves()
    {
        CertificateMonitor[] monitors = [Fed("a", 50, 0.5, 1), Fed("b", 25, 0.4, 2)];
        CertificateMonitor[] sent = [.. monitors.Select(monitor => CertificateMonitor.Parse(monitor.ToJson()))];

        Assert.Equal(MergedEvidence.Of(MergeRule.IndependentStreams, monitors).Watches, MergedEvidence.Of(MergeRule.IndependentStreams, sent).Watches);
    }

    private static MonitorOptions Options(string stream) => new() { Stream = stream, Level = 1e-4 };

    private static WatchPlan[] Plans() => [WatchPlan.DelegationRate(0.2), WatchPlan.Drift(Scores)];

    private static CertificateMonitor Fed(string stream, int count, double rate, ulong seed)
    {
        var monitor = new CertificateMonitor(Options(stream), Plans());
        var random = new SplitMix64(seed);
        for (int i = 0; i < count; i++)
        {
            monitor.ObserveDecision($"t{i}", random.NextUniform() < rate, 0.7 + (0.003 * i));
        }

        return monitor;
    }
}
