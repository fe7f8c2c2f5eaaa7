using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Statistics.Sequential;

public sealed class MixtureEProcessTests
{
    public static TheoryData<MeanHypothesis, double, EvidenceStart> Games
    {
        get
        {
            var games = new TheoryData<MeanHypothesis, double, EvidenceStart>();
            foreach (MeanHypothesis hypothesis in Enum.GetValues<MeanHypothesis>())
            {
                foreach (double alpha in new[] { 0.02, 0.1, 0.3, 0.5, 0.9 })
                {
                    games.Add(hypothesis, alpha, EvidenceStart.FirstStep);
                    games.Add(hypothesis, alpha, EvidenceStart.AnyStep);
                }
            }

            return games;
        }
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void At_the_boundary_the_expected_capital_is_one_and_it_reaches_one_over_delta_with_at_most_delta(MeanHypothesis hypothesis, double alpha, EvidenceStart start)
    {
        double[] levels = [0.5, 0.2, 0.1, 0.05, 0.01];
        double[] reached = new double[levels.Length];
        double probability = 0.0;
        double expectation = LossPaths.Expect(10, alpha, losses =>
        {
            var process = new MixtureEProcess(hypothesis, alpha, start);
            probability = 1.0;
            foreach (double loss in losses)
            {
                process.Observe(loss);
                probability *= loss == 1.0 ? alpha : 1.0 - alpha;
            }

            for (int i = 0; i < levels.Length; i++)
            {
                reached[i] += process.Rejects(levels[i]) ? probability : 0.0;
            }

            return Math.Exp(process.LogValue);
        });

        Assert.InRange(expectation, 1.0 - 1e-12, 1.0 + 1e-12);
        Assert.All(levels.Zip(reached), pair => Assert.True(pair.Second <= pair.First * (1.0 + 1e-12), $"{pair.Second} > {pair.First}"));
        Assert.True(reached[0] > 0.0 || alpha is < 0.2 or > 0.7);
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void The_recursion_is_the_sum_over_all_starting_times_and_alternatives(MeanHypothesis hypothesis, double alpha, EvidenceStart start)
    {
        const int Steps = 60;
        var process = new MixtureEProcess(hypothesis, alpha, start);
        var random = new SplitMix64(3);
        var losses = new List<double>();
        for (int t = 1; t <= Steps; t++)
        {
            losses.Add(random.NextUniform());
            process.Observe(losses[^1]);
            double expected = Enumerable.Range(0, process.Alternatives.Count).Average(index => Direct(process.Alternatives[index], losses));
            Assert.InRange(process.LogValue, Math.Log(expected) - 1e-9, Math.Log(expected) + 1e-9);
        }

        double Direct(double alternative, List<double> seen)
        {
            double total = 0.0;
            double begun = 0.0;
            for (int j = 1; j <= seen.Count; j++)
            {
                double weight = start == EvidenceStart.FirstStep ? (j == 1 ? 1.0 : 0.0) : ((j == 1 ? 0.5 : 0.0) + (0.5 * ((1.0 / Math.Log2(j + 1)) - (1.0 / Math.Log2(j + 2)))));
                double capital = weight;
                for (int i = j; i <= seen.Count; i++)
                {
                    capital *= 1.0 + ((alternative - alpha) * (seen[i - 1] - alpha) / (alpha * (1.0 - alpha)));
                }

                total += capital;
                begun += weight;
            }

            return total + (1.0 - begun);
        }
    }

    [Fact]
    public void The_usual_alternatives_have_odds_in_fixed_ratios_to_those_of_alpha()
    {
        var up = new MixtureEProcess(MeanHypothesis.AtMost, 0.2);
        var down = new MixtureEProcess(MeanHypothesis.AtLeast, 0.2);

        double[] ratios = [1.15, 1.35, 1.75, 2.5, 4.0, 8.0, 20.0, 80.0];
        Assert.All(up.Alternatives.Zip(ratios), pair => Assert.Equal(pair.Second, pair.First / (1.0 - pair.First) * 4.0, 12));
        Assert.All(down.Alternatives.Zip(ratios), pair => Assert.Equal(1.0 / pair.Second, pair.First / (1.0 - pair.First) * 4.0, 12));
    }

    [Fact]
    public void The_onset_is_the_step_of_the_change()
    {
        var process = new MixtureEProcess(MeanHypothesis.AtMost, 0.1, EvidenceStart.AnyStep);
        for (int i = 1; i <= 1_000; i++)
        {
            process.Observe(i % 10 == 0 ? 1.0 : 0.0);
        }

        for (int i = 1; i <= 100; i++)
        {
            process.Observe(i % 2);
        }

        Assert.True(process.Rejects(1e-6));
        Assert.InRange(process.Onset.FirstStep, 990, 1_001);
        Assert.InRange(process.Onset.Mean, 0.45, 0.55);
        Assert.True(process.Onset.LogCapital > process.LogValue);
    }

    [Fact]
    public void Before_the_first_step_there_is_no_onset_and_no_evidence()
    {
        var process = new MixtureEProcess(MeanHypothesis.AtMost, 0.1, EvidenceStart.AnyStep);

        Assert.Equal(0, process.Onset.FirstStep);
        Assert.True(double.IsNaN(process.Onset.Mean));
        Assert.Equal(0.0, process.LogValue);
        Assert.Equal(1.0, process.PValue);
    }

    [Fact]
    public void A_late_change_is_found_much_sooner_by_capital_that_starts_at_any_step()
    {
        Assert.True(Delay(EvidenceStart.AnyStep) < 300, $"{Delay(EvidenceStart.AnyStep)}");
        Assert.True(Delay(EvidenceStart.FirstStep) > 3 * Delay(EvidenceStart.AnyStep), $"{Delay(EvidenceStart.FirstStep)}");

        static int Delay(EvidenceStart start)
        {
            var process = new MixtureEProcess(MeanHypothesis.AtMost, 0.1, start);
            var random = new SplitMix64(11);
            for (int i = 0; i < 20_000; i++)
            {
                process.Observe(random.NextUniform() < 0.05 ? 1.0 : 0.0);
            }

            int delay = 0;
            while (!process.Rejects(0.01))
            {
                process.Observe(random.NextUniform() < 0.3 ? 1.0 : 0.0);
                delay++;
            }

            return delay;
        }
    }

    [Fact]
    public void Streams_that_are_independent_multiply_alternative_by_alternative()
    {
        double[][] streams = [[1, 0, 1, 1], [0, 1, 1, 0, 1, 1], [1]];
        MixtureEProcess[] processes = [.. streams.Select(losses => Fed(losses))];
        double expected = Enumerable.Range(0, processes[0].Alternatives.Count)
            .Average(index => processes.Length == 0 ? 0.0 : streams.Aggregate(1.0, (product, losses) => product * Ratio(processes[0].Alternatives[index], losses)));

        Assert.Equal(Math.Log(expected), MixtureEProcess.LogMerged(processes), 12);
        Assert.Equal(processes[1].LogValue, MixtureEProcess.LogMerged(processes[1]), 12);

        static MixtureEProcess Fed(double[] losses)
        {
            var process = new MixtureEProcess(MeanHypothesis.AtMost, 0.25);
            foreach (double loss in losses)
            {
                process.Observe(loss);
            }

            return process;
        }

        static double Ratio(double p, double[] losses) => losses.Aggregate(1.0, (product, loss) => product * (loss == 1.0 ? p / 0.25 : (1.0 - p) / 0.75));
    }

    [Fact]
    public void Streams_that_test_something_else_or_come_twice_are_refused()
    {
        var one = new MixtureEProcess(MeanHypothesis.AtMost, 0.25);

        Assert.Throws<ArgumentException>(() => MixtureEProcess.LogMerged());
        Assert.Throws<ArgumentException>(() => MixtureEProcess.LogMerged(one, one));
        Assert.Throws<ArgumentException>(() => MixtureEProcess.LogMerged(one, new MixtureEProcess(MeanHypothesis.AtMost, 0.2)));
        Assert.Throws<ArgumentException>(() => MixtureEProcess.LogMerged(one, new MixtureEProcess(MeanHypothesis.AtLeast, 0.25)));
        Assert.Throws<ArgumentException>(() => MixtureEProcess.LogMerged(one, new MixtureEProcess(MeanHypothesis.AtMost, 0.25, EvidenceStart.FirstStep, 0.5)));
    }

    [Fact]
    public void Alternatives_on_the_wrong_side_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new MixtureEProcess(MeanHypothesis.AtMost, 0.2, EvidenceStart.FirstStep, 0.3, 0.2));
        Assert.Contains("means strictly between alpha and 1", Assert.Throws<ArgumentOutOfRangeException>("alternatives", () => new MixtureEProcess(MeanHypothesis.AtMost, 0.2, EvidenceStart.FirstStep, 1.0)).Message, StringComparison.Ordinal);
        Assert.Contains("means strictly between 0 and alpha", Assert.Throws<ArgumentOutOfRangeException>("alternatives", () => new MixtureEProcess(MeanHypothesis.AtLeast, 0.2, EvidenceStart.FirstStep, 0.0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new MixtureEProcess(MeanHypothesis.AtLeast, 0.2, EvidenceStart.FirstStep, double.NaN));
        Assert.Throws<ArgumentException>(() => new MixtureEProcess(MeanHypothesis.AtMost, 0.2, EvidenceStart.FirstStep, new double[65]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MixtureEProcess(MeanHypothesis.AtMost, 0.2, (EvidenceStart)2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MixtureEProcess(MeanHypothesis.AtMost, 1.0));
        Assert.Throws<ArgumentOutOfRangeException>("level", () => new MixtureEProcess(MeanHypothesis.AtMost, 0.2).Rejects(0.0));
        Assert.Throws<ArgumentOutOfRangeException>("level", () => new MixtureEProcess(MeanHypothesis.AtMost, 0.2).Rejects(double.NaN));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    public void A_loss_outside_its_range_is_refused_and_changes_nothing(double loss)
    {
        var process = new MixtureEProcess(MeanHypothesis.AtMost, 0.2);
        process.Observe(1.0);
        double before = process.LogValue;

        Assert.Throws<ArgumentOutOfRangeException>(() => process.Observe(loss));
        Assert.Throws<ArgumentException>(() => process.Observe(default(WeightedLoss)));
        Assert.Equal(before, process.LogValue);
        Assert.Equal(1, process.Count);
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void A_restored_process_goes_on_as_if_nothing_had_happened(MeanHypothesis hypothesis, double alpha, EvidenceStart start)
    {
        var whole = new MixtureEProcess(hypothesis, alpha, start);
        var part = new MixtureEProcess(hypothesis, alpha, start);
        var random = new SplitMix64(5);
        for (int i = 0; i < 200; i++)
        {
            double loss = random.NextUniform();
            whole.Observe(loss);
            var next = new MixtureEProcess(hypothesis, alpha, start);
            next.Restore(part.State);
            part = next;
            part.Observe(loss);
        }

        Assert.Equal(whole.LogValue, part.LogValue);
        Assert.Equal(whole.MaxLogValue, part.MaxLogValue);
        Assert.Equal(whole.Onset, part.Onset);
        Assert.Equal(whole.State.Capitals, part.State.Capitals);
    }

    [Fact]
    public void A_state_that_contradicts_itself_is_refused()
    {
        var process = new MixtureEProcess(MeanHypothesis.AtMost, 0.2);
        process.Observe(1.0);
        EvidenceState state = process.State;
        CapitalState capital = state.Capitals[0];

        EvidenceState[] broken =
        [
            state with { Count = -1 },
            state with { Count = 0 },
            state with { Capitals = [] },
            state with { Capitals = [.. state.Capitals.Skip(1)] },
            state with { Sum = double.NaN },
            state with { MaxLogValue = 0.0 },
            state with { Rounding = -1.0 },
            state with { Rounding = double.NaN },
            new EvidenceState { Rounding = 1.0 },
            state with { MaxLogValue = double.PositiveInfinity },
            state with { Capitals = [capital with { LogSpread = double.NaN }, .. state.Capitals.Skip(1)] },
            state with { Capitals = [capital with { LogRestarted = double.NegativeInfinity }, .. state.Capitals.Skip(1)] },
            state with { Capitals = [capital with { FirstStep = 0 }, .. state.Capitals.Skip(1)] },
            state with { Capitals = [capital with { FirstStep = 2 }, .. state.Capitals.Skip(1)] },
            state with { Capitals = [capital with { SumBefore = double.PositiveInfinity }, .. state.Capitals.Skip(1)] },
            new EvidenceState { Sum = 1.0 },
            new EvidenceState { MaxLogValue = 1.0 },
        ];

        Assert.All(broken, bad => Assert.Throws<ArgumentException>(() => new MixtureEProcess(MeanHypothesis.AtMost, 0.2).Restore(bad)));
        Assert.Throws<InvalidOperationException>(() => process.Restore(state));
        new MixtureEProcess(MeanHypothesis.AtMost, 0.2).Restore(new EvidenceState());
    }

    [Fact]
    public void Observing_allocates_nothing()
    {
        var process = new MixtureEProcess(MeanHypothesis.AtMost, 0.1, EvidenceStart.AnyStep);
        process.Observe(0.5);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            process.Observe(0.25);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_capital_rejects_at_exactly_the_level_it_is_worth_and_its_p_value_is_the_reciprocal()
    {
        var process = new MixtureEProcess(MeanHypothesis.AtMost, 0.1);
        while (process.MaxLogValue < 2.0)
        {
            process.Observe(1.0);
        }

        double level = Levels.Needing(process.MaxLogValue);
        Assert.True(process.Rejects(level));
        Assert.False(process.Rejects(level * (1.0 - 1e-14)));
        Outward.AssertRelative(Math.Exp(-process.MaxLogValue), process.PValue, 1e-14);
        Assert.Throws<ArgumentNullException>("state", () => process.Restore(null!));
    }
}
