using System.Text;
using System.Text.Json.Nodes;
using Escalation.Calibration;
using Escalation.Core.Tests.Calibration;
using Escalation.Monitoring;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Monitoring;

public sealed class MonitorStateTests
{
    private static readonly ScoreReference Scores = ScoreReference.Of([.. Enumerable.Range(0, 50).Select(i => i / 10 / 5.0)], 99, 8);

    [Theory]
    [InlineData(LabelOrder.Decision, AlarmPromise.FalseAlarmProbability)]
    [InlineData(LabelOrder.Arrival, AlarmPromise.AverageRunLength)]
    public void A_monitor_that_moves_after_every_step_is_the_one_that_stays(LabelOrder order, AlarmPromise promise)
    {
        var options = new MonitorOptions { Level = 0.02, LabelOrder = order, Promise = promise, LabelWindow = 40, Stream = "a" };
        CertificateMonitor stays = Start(options);
        CertificateMonitor moves = Start(options);
        var probe = new AlarmProbe();
        var sampler = AuditSampler.FromSeed(3, 0.5);
        var random = new SplitMix64(17);
        for (int i = 0; i < 400; i++)
        {
            moves = CertificateMonitor.Parse(moves.ToJson(), probe);
            string id = $"t{i}";
            bool escalates = random.NextUniform() < (i < 200 ? 0.1 : 0.8);
            double? score = i % 11 == 0 ? null : random.NextUniform();
            double predicted = order == LabelOrder.Decision ? 0.125 : 0.0;
            string labelled = $"t{i - random.NextBelow(60)}";
            double loss = random.NextUniform();
            foreach (CertificateMonitor monitor in new[] { stays, moves })
            {
                monitor.ObserveDecision(id, escalates, score, sampler.Draw(id), predicted);
                monitor.ObserveOutcome(labelled, loss);
            }
        }

        Assert.Equal(Encoding.UTF8.GetString(stays.ToJson()), Encoding.UTF8.GetString(moves.ToJson()));
        Assert.Equal(stays.Counters, moves.Counters);
        Assert.NotEmpty(stays.Alarms);
        Assert.Equal(stays.Alarms.OrderBy(alarm => alarm.Watch), moves.Alarms.OrderBy(alarm => alarm.Watch));
        Assert.Equal(stays.Alarms, probe.Alarms);
        Assert.True(stays.Counters is { NeverLabelled: > 0, UnknownOutcomes: > 0, RepeatedOutcomes: > 0, UnaskedOutcomes: > 0, Unscored: > 0 });
    }

    [Fact]
    public void A_monitor_that_has_seen_nothing_can_be_saved()
    {
        foreach (AlarmPromise promise in Enum.GetValues<AlarmPromise>())
        {
            CertificateMonitor monitor = Start(new MonitorOptions { Promise = promise });
            Assert.Equal(monitor.ToJson(), CertificateMonitor.Parse(monitor.ToJson()).ToJson());
        }
    }

    [Fact]
    public void Plans_of_certificates_survive()
    {
        Certificate certificate = Certificates.Joint();
        CertificateMonitor monitor = CertificateMonitor.Parse(CertificateMonitor.For(certificate, null, Scores).ToJson());

        Assert.Equal(["risk", "budget", "drift"], monitor.Watches.Select(watch => watch.Name));
        Assert.Equal([certificate.CertificateId, certificate.CertificateId, null], monitor.Watches.Select(watch => watch.CertificateId));
        Assert.Equal([0.1, 0.8, double.NaN], monitor.Watches.Select(watch => watch.Alpha));
        Assert.Equal(Scores.Seed, monitor.Watches[2].Scores!.Seed);
    }

    [Fact]
    public void A_change_of_any_byte_is_noticed()
    {
        byte[] json = Fed().ToJson();
        var random = new SplitMix64(1);
        for (int at = 0; at < json.Length; at++)
        {
            byte[] damaged = [.. json];
            damaged[at] ^= (byte)(1 << random.NextBelow(7));
            try
            {
                CertificateMonitor monitor = CertificateMonitor.Parse(damaged);

                // A digit beyond the precision of a double changes nothing that is read.
                Assert.Equal(json, monitor.ToJson());
            }
            catch (MonitorStateException)
            {
                continue;
            }
        }
    }

    [Fact]
    public void A_cut_document_is_refused()
    {
        byte[] json = Fed().ToJson();
        for (int length = 0; length < json.Length; length++)
        {
            Assert.Throws<MonitorStateException>(() => CertificateMonitor.Parse(json.AsSpan(0, length)));
        }

        Assert.Throws<MonitorStateException>(() => CertificateMonitor.Parse([.. json, (byte)'1']));
        Assert.Throws<MonitorStateException>(() => CertificateMonitor.Parse("null"u8));
        Assert.Throws<MonitorStateException>(() => CertificateMonitor.Parse("[]"u8));
    }

    /// <summary>Documents whose hash fits, as a careful forger or a faulty writer would leave them.</summary>
    [Theory]
    [InlineData("schema", "\"escalation-monitor/2\"")]
    [InlineData("level", "1")]
    [InlineData("level", "\"0.01\"")]
    [InlineData("promise", "\"never\"")]
    [InlineData("labelOrder", "0")]
    [InlineData("labelWindow", "0")]
    [InlineData("labelWindow", "2147483648")]
    [InlineData("stream", "\" \"")]
    [InlineData("open", "0")]
    [InlineData("open", "99")]
    [InlineData("watches", "[]")]
    [InlineData("watches", "[1]")]
    [InlineData("window", "[]")]
    [InlineData("window", "[[\"t9\",\"awaited\",1,0,0]]")]
    [InlineData("surplus", "1")]
    [InlineData("counters/decisions", "9")]
    [InlineData("counters/decisions", "-1")]
    [InlineData("counters/decisions", "1.5")]
    [InlineData("counters/awaited", "7")]
    [InlineData("counters/escalations", "100")]
    [InlineData("counters/surplus", "1")]
    [InlineData("watches/0/name", "\"risk\"")]
    [InlineData("watches/0/subject", "\"score-distribution\"")]
    [InlineData("watches/0/subject", "\"other\"")]
    [InlineData("watches/0/alpha", "0")]
    [InlineData("watches/0/alternatives", "[0.05]")]
    [InlineData("watches/0/steps", "9")]
    [InlineData("watches/0/sum", "null")]
    [InlineData("watches/0/largest", "-1")]
    [InlineData("watches/0/rounding", "-1")]
    [InlineData("watches/0/capitals", "[]")]
    [InlineData("watches/0/capitals/0", "[0,0,1]")]
    [InlineData("watches/0/capitals/0/2", "0")]
    [InlineData("watches/0/firstIds", "[]")]
    [InlineData("watches/0/firstIds/0", "\"\"")]
    [InlineData("watches/0/firstIds/0", "7")]
    [InlineData("watches/0/risk", "{}")]
    [InlineData("watches/0/alarm", "{\"logEvidence\":9,\"firstStep\":1,\"firstDecisionId\":\"t\",\"step\":1,\"decisionId\":\"t\",\"estimatedRate\":1}")]
    [InlineData("watches/0/unit", "\"person\"")]
    [InlineData("watches/0/surplus", "1")]
    [InlineData("watches/1/risk", "null")]
    [InlineData("watches/1/risk/count", "99")]
    [InlineData("watches/1/risk/weight", "-1")]
    [InlineData("watches/1/risk/surplus", "1")]
    [InlineData("watches/2/seen/0", "77")]
    [InlineData("watches/2/seen", "[]")]
    [InlineData("watches/2/gaps/0", "0")]
    [InlineData("watches/2/ties/0", "1")]
    [InlineData("watches/2/seed", "\"9\"")]
    [InlineData("watches/2/edges/1", "-1")]
    [InlineData("window/0/0", "\"t5\"")]
    [InlineData("window/0/0", "5")]
    [InlineData("window/0/1", "\"unwatched\"")]
    [InlineData("window/0/1", "\"lost\"")]
    [InlineData("window/0/2", "0")]
    [InlineData("window/0/3", "1.5")]
    [InlineData("window/0/4", "2")]
    [InlineData("window/0/5", "null")]
    [InlineData("window/0", "{}")]
    public void A_state_that_contradicts_itself_is_refused_though_its_hash_fits(string path, string value)
    {
        byte[] forged = StateForger.Edit(Fed().ToJson(), path, JsonNode.Parse(value));

        MonitorStateException refusal = Assert.Throws<MonitorStateException>(() => CertificateMonitor.Parse(forged));
        Assert.DoesNotContain("damaged", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repeated_key_is_refused()
    {
        string json = Encoding.UTF8.GetString(Fed().ToJson());

        Assert.Throws<MonitorStateException>(() => CertificateMonitor.Parse(Encoding.UTF8.GetBytes(json.Replace("\"stream\":", "\"stream\":\"x\",\"stream\":", StringComparison.Ordinal))));
    }

    private static CertificateMonitor Start(MonitorOptions options) => new(options, WatchPlan.DelegationRate(0.2), WatchPlan.Risk(0.6), WatchPlan.Drift(Scores));

    private static CertificateMonitor Fed()
    {
        CertificateMonitor monitor = Start(new MonitorOptions { LabelWindow = 8 });
        for (int i = 0; i < 12; i++)
        {
            monitor.ObserveDecision($"t{i}", escalates: i == 6, i / 12.0);
            monitor.ObserveOutcome($"t{i - 1}", i % 2);
        }

        return monitor;
    }
}
