using Escalation.Core.Tests.Runtime;
using Escalation.Decisions;
using Escalation.Runtime;
using Escalation.Triggers.Confidence;

namespace Escalation.Core.Tests.Triggers.Confidence;

/// <summary>The alarm by labels: a confidence that varies and still says nothing.</summary>
public class SignalAurocTests
{
    [Fact]
    [Trait("Row", "70")]
    public void A_score_that_has_nothing_to_do_with_being_right_raises_the_alarm_and_says_how_sure_that_is()
    {
        var monitor = new DegenerateSignalMonitor();
        int at = Feed(monitor, 20_000, (random, _) => random.NextDouble(), seed: 1);
        Assert.True(at > 0);
        Assert.Equal(DegenerateSignalCause.Uninformative, monitor.Cause);
        SignalAuroc auroc = monitor.Auroc;
        Assert.True(auroc.Upper <= 0.6 && auroc.Lower <= 0.5 && auroc.Estimate is > 0.45 and < 0.55, auroc.ToString());
        Signal signal = new DegenerateSignalTrigger("d", monitor).Evaluate(new AgentTurn());
        Assert.Equal(("degenerate-signal", "uninformative", DecisionOutcome.EscalateToPerson), (signal.Reason.Code, signal.Detail, signal.Proposal));
        Assert.Contains($"over {auroc.Pairs} pairs", new DegenerateSignalTrigger("d", monitor).Explain(new AgentTurn(), signal), StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_worse_than_chance_are_found_sooner_and_good_ones_never()
    {
        var inverted = new DegenerateSignalMonitor();
        int sooner = Feed(inverted, 2_000, (random, right) => (random.NextDouble() * 0.8) + (right ? 0.0 : 0.2), seed: 2);
        Assert.InRange(sooner, 1, 1_000);
        Assert.True(inverted.Auroc.Upper < 0.6);
        var good = new DegenerateSignalMonitor();
        Assert.Equal(0, Feed(good, 5_000, (random, right) => (random.NextDouble() * 0.8) + (right ? 0.2 : 0.0), seed: 3));
        Assert.True(good.Auroc.Lower > 0.5, good.Auroc.ToString());
    }

    [Fact]
    public void A_score_at_the_least_auroc_raises_a_false_alarm_no_more_often_than_stated_however_long_it_is_watched()
    {
        // AUROC exactly .6: the right answer wins a pair with probability .6.
        const int Runs = 200;
        int alarms = Enumerable.Range(0, Runs).Count(run => Feed(new DegenerateSignalMonitor(options: new DegenerateSignalOptions { MinimumDeviation = 0, MaximumShare = 1, AurocDelta = 0.2 }), 1_000, Exactly, seed: 100 + run) > 0);

        // Half of delta lies on this side: 20 expected at most, standard deviation 4.2.
        Assert.InRange(alarms, 0, 20 + 17);

        static double Exactly(Random random, bool right) => right ? (random.NextDouble() < 0.6 ? 1.0 : 0.0) : 0.5;
    }

    [Fact]
    public void Pairs_are_disjoint_ties_count_half_and_a_second_label_or_one_for_an_unknown_turn_counts_nothing()
    {
        var monitor = new DegenerateSignalMonitor();
        monitor.Observe("a", 0.9, wasRight: true);
        monitor.Observe("b", 0.8, wasRight: true);
        Assert.Equal(0, monitor.Auroc.Pairs);
        monitor.Observe("c", 0.9, wasRight: false);
        Assert.Equal((1, 0.5), (monitor.Auroc.Pairs, monitor.Auroc.Estimate));
        monitor.Observe("d", 0.1, wasRight: false);
        Assert.Equal((2, 0.75), (monitor.Auroc.Pairs, monitor.Auroc.Estimate));
        monitor.OnOutcome("a", wasRight: false);
        monitor.OnOutcome("nobody", wasRight: true);
        monitor.Observe("e", double.NaN, wasRight: false);
        monitor.Observe("f", 0.3, wasRight: true);
        Assert.Equal(2, monitor.Auroc.Pairs);
        monitor.OnOutcome("f", wasRight: false);
        monitor.OnDecided(new AgentTurn { Id = "f", Confidence = 0.3 }, default);
        monitor.OnOutcome("f", wasRight: false);
        monitor.Observe("g", 0.4, wasRight: false);
        Assert.Equal((3, 0.5), (monitor.Auroc.Pairs, monitor.Auroc.Estimate));
    }

    [Fact]
    public void Memory_is_bounded_and_the_oldest_is_forgotten()
    {
        var labelled = new LabelledScores(0.05);
        for (int i = 0; i < 2 * LabelledScores.MaximumScores; i++)
        {
            labelled.Remember($"t{i}", 0.5);
        }

        labelled.Label("t0", wasRight: true);
        labelled.Label($"t{LabelledScores.MaximumScores}", wasRight: false);
        Assert.Equal(0, labelled.Auroc.Pairs);
        labelled.Label($"t{LabelledScores.MaximumScores + 1}", wasRight: true);
        Assert.Equal(1, labelled.Auroc.Pairs);
        for (int i = 2; i < LabelledScores.MaximumWaiting + 10; i++)
        {
            labelled.Label($"t{LabelledScores.MaximumScores + i}", wasRight: true);
        }

        Assert.Equal(1, labelled.Auroc.Pairs);
    }

    [Theory]
    [InlineData(0.49, 0.05)]
    [InlineData(1.0, 0.05)]
    [InlineData(double.NaN, 0.05)]
    [InlineData(0.6, 0.0)]
    [InlineData(0.6, 1.0)]
    [InlineData(0.6, double.NaN)]
    public void Levels_out_of_range_are_refused(double auroc, double delta) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DegenerateSignalMonitor(options: new DegenerateSignalOptions { MinimumAuroc = auroc, AurocDelta = delta }));

    [Fact]
    public async Task The_runtime_tells_its_observers_of_outcomes_and_counts_those_that_throw()
    {
        var monitor = new DegenerateSignalMonitor();
        using var bench = new RuntimeBench(Signal.Quiet(), new EscalationRuntimeOptions { Observers = [new Failing(), monitor] });
        for (int i = 0; i < 4; i++)
        {
            await bench.Handle(RuntimeBench.Turn($"t{i}") with { Confidence = i / 4.0 });
            await bench.Runtime.RecordOutcomeAsync($"t{i}", wasRight: i >= 2);
        }

        Assert.Equal((2, 1.0), (monitor.Auroc.Pairs, monitor.Auroc.Estimate));
        Assert.Equal(4, bench.Runtime.Counters.ObserverFaults);
    }

    /// <summary>Labels 60 % of the answers right; gives the label at which the alarm came, or 0.</summary>
    private static int Feed(DegenerateSignalMonitor monitor, int labels, Func<Random, bool, double> score, int seed)
    {
        var random = new Random(seed);
        for (int i = 1; i <= labels; i++)
        {
            bool right = random.NextDouble() < 0.6;
            if (monitor.Observe($"t{i}", score(random, right), right))
            {
                return i;
            }
        }

        return 0;
    }

    private sealed class Failing : IOutcomeObserver
    {
        public void OnDecided(AgentTurn turn, in EscalationDecision decision)
        {
        }

        public void OnOutcome(string id, bool wasRight) => throw new InvalidOperationException();
    }
}
