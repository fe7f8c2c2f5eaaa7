using Escalation.Monitoring;
using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Monitoring;

public sealed class LabelOrderTests
{
    [Fact]
    public void In_the_order_of_decisions_every_order_of_arrival_gives_the_same_evidence()
    {
        const int Items = 6;
        double[] losses = [1, 0, 1, 1, 0, 0.5];
        double expected = Straight(losses);
        for (ulong seed = 0; seed < 500; seed++)
        {
            var monitor = new CertificateMonitor(null, WatchPlan.Risk(0.2));
            int told = 0;
            foreach (int item in SeededShuffle.Permutation(Items, seed))
            {
                // Some labels come before later decisions are even made.
                while (told <= item || (told < Items && (seed & 1) == 0))
                {
                    monitor.ObserveDecision($"t{told++}", escalates: false);
                }

                Assert.Equal(OutcomeStatus.Counted, monitor.ObserveOutcome($"t{item}", losses[item]));
            }

            Assert.Equal(expected, monitor.LogEvidence("risk"));
            Assert.Equal(Items, monitor.Counters.Labelled);
            Assert.Equal(0, monitor.Counters.Awaited);
        }
    }

    [Fact]
    public void In_the_order_of_decisions_a_label_waits_for_the_earlier_ones()
    {
        var monitor = new CertificateMonitor(null, WatchPlan.Risk(0.2));
        for (int i = 0; i < 3; i++)
        {
            monitor.ObserveDecision($"t{i}", escalates: false);
        }

        monitor.ObserveOutcome("t1", 1.0);
        monitor.ObserveOutcome("t2", 1.0);
        Assert.Equal(0, monitor.EstimateRisk("risk").Items);

        monitor.ObserveOutcome("t0", 1.0);
        Assert.Equal(3, monitor.EstimateRisk("risk").Items);
        Assert.Equal(Straight([1, 1, 1]), monitor.LogEvidence("risk"));
    }

    [Fact]
    public void In_the_order_of_arrival_a_label_counts_at_once()
    {
        var monitor = new CertificateMonitor(new MonitorOptions { LabelOrder = LabelOrder.Arrival }, WatchPlan.Risk(0.2));
        for (int i = 0; i < 3; i++)
        {
            monitor.ObserveDecision($"t{i}", escalates: false);
        }

        monitor.ObserveOutcome("t2", 1.0);
        monitor.ObserveOutcome("t1", 0.0);

        Assert.Equal(Straight([1, 0]), monitor.LogEvidence("risk"));
        Assert.Equal(1, monitor.Counters.Awaited);
    }

    [Fact]
    public void A_label_that_never_comes_counts_as_no_loss_once_it_leaves_the_window()
    {
        var monitor = new CertificateMonitor(new MonitorOptions { LabelWindow = 2 }, WatchPlan.Risk(0.2));
        monitor.ObserveDecision("never", escalates: false);
        monitor.ObserveDecision("t1", escalates: false);
        monitor.ObserveOutcome("t1", 1.0);
        Assert.Equal(0.0, monitor.LogEvidence("risk"));

        monitor.ObserveDecision("t2", escalates: false);
        Assert.Equal(Straight([0, 1]), monitor.LogEvidence("risk"));
        Assert.Equal((1L, 1L), (monitor.Counters.NeverLabelled, monitor.Counters.Awaited));
        Assert.Equal(OutcomeStatus.Unknown, monitor.ObserveOutcome("never", 1.0));
        Assert.Equal(1, monitor.Counters.UnknownOutcomes);
    }

    [Fact]
    public void In_the_order_of_arrival_a_label_that_never_comes_is_left_out_and_counted()
    {
        var monitor = new CertificateMonitor(new MonitorOptions { LabelWindow = 2, LabelOrder = LabelOrder.Arrival }, WatchPlan.Risk(0.2));
        monitor.ObserveDecision("never", escalates: false);
        monitor.ObserveDecision("t1", escalates: false);
        monitor.ObserveOutcome("t1", 1.0);
        monitor.ObserveDecision("t2", escalates: false);

        Assert.Equal(Straight([1]), monitor.LogEvidence("risk"));
        Assert.Equal(1, monitor.Counters.NeverLabelled);
    }

    [Fact]
    public void An_outcome_counts_once_and_only_for_a_decision_that_is_known()
    {
        var monitor = new CertificateMonitor(null, WatchPlan.Risk(0.2));
        monitor.ObserveDecision("t", escalates: false);

        Assert.Equal(OutcomeStatus.Unknown, monitor.ObserveOutcome("other", 1.0));
        Assert.Equal(OutcomeStatus.Counted, monitor.ObserveOutcome("t", 1.0));
        Assert.Equal(OutcomeStatus.Repeated, monitor.ObserveOutcome("t", 0.0));
        Assert.Equal(Straight([1]), monitor.LogEvidence("risk"));
        Assert.Equal((1L, 1L, 1L), (monitor.Counters.Labelled, monitor.Counters.RepeatedOutcomes, monitor.Counters.UnknownOutcomes));
    }

    [Fact]
    public void A_decision_told_twice_counts_once()
    {
        var monitor = new CertificateMonitor(null, WatchPlan.DelegationRate(0.2));
        monitor.ObserveDecision("t", escalates: true);
        monitor.ObserveDecision("t", escalates: false);

        Assert.Equal((1L, 1L, 1L), (monitor.Counters.Decisions, monitor.Counters.Escalations, monitor.Counters.RepeatedDecisions));
        Assert.Equal(OutcomeStatus.NotAwaited, monitor.ObserveOutcome("t", 1.0));
    }

    [Fact]
    public void With_audits_drawn_labels_count_inversely_to_their_propensity_and_others_are_refused()
    {
        var monitor = new CertificateMonitor(null, WatchPlan.Risk(0.2));
        monitor.ObserveDecision("a", escalates: false, null, new AuditDraw(0.25, isSelected: false), 0.1);
        monitor.ObserveDecision("b", escalates: false, null, new AuditDraw(0.25, isSelected: true), 0.5);
        monitor.ObserveDecision("c", escalates: false, null, new AuditDraw(0.5, isSelected: true));

        Assert.Equal(OutcomeStatus.NotAwaited, monitor.ObserveOutcome("a", 1.0));
        monitor.ObserveOutcome("c", 0.0);
        monitor.ObserveOutcome("b", 1.0);

        var expected = new MixtureEProcess(MeanHypothesis.AtMost, 0.2, EvidenceStart.AnyStep);
        expected.Observe(WeightedLoss.Unaudited(0.25, 0.1));
        expected.Observe(WeightedLoss.Audited(1.0, 0.25, 0.5));
        expected.Observe(WeightedLoss.Audited(0.0, 0.5));
        Assert.Equal(expected.LogValue, monitor.LogEvidence("risk"));
        RiskEstimate estimate = monitor.EstimateRisk("risk");
        Assert.Equal((0.1 + (0.5 + (0.5 / 0.25))) / 3.0, estimate.Mean, 14);
        Assert.Equal((3L, 0.05), (estimate.Items, estimate.Delta));
    }

    [Fact]
    public void In_the_order_of_arrival_predictions_are_refused_and_items_that_were_not_drawn_count_at_once()
    {
        var monitor = new CertificateMonitor(new MonitorOptions { LabelOrder = LabelOrder.Arrival }, WatchPlan.Risk(0.2));

        Assert.Throws<ArgumentException>(() => monitor.ObserveDecision("a", escalates: false, null, new AuditDraw(0.25, isSelected: true), 0.1));
        Assert.Equal(0, monitor.Counters.Decisions);
        monitor.ObserveDecision("b", escalates: false, null, new AuditDraw(0.25, isSelected: true));
        monitor.ObserveDecision("c", escalates: false, null, new AuditDraw(0.25, isSelected: false));
        Assert.Equal(1, monitor.EstimateRisk("risk").Items);
    }

    private static double Straight(double[] losses)
    {
        var process = new MixtureEProcess(MeanHypothesis.AtMost, 0.2, EvidenceStart.AnyStep);
        foreach (double loss in losses)
        {
            process.Observe(loss);
        }

        return process.LogValue;
    }
}
