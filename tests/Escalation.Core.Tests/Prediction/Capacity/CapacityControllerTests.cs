using System.Text;
using Escalation.Decisions;
using Escalation.Prediction.Capacity;
using Escalation.Statistics;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Prediction.Capacity;

public class CapacityControllerTests
{
    private static readonly DecisionCosts Costs = DecisionCosts.FromRatio(4);

    [Fact]
    public void Slots_taken_stay_within_the_price_bound_and_the_bucket_on_any_sequence()
    {
        var random = new SplitMix64(1);
        for (int run = 0; run < 20; run++)
        {
            int slots = 1 + random.NextBelow(20);
            double step = 0.02 + (random.NextUniform() / 4.0);
            int burst = 1 + random.NextBelow(40);
            var clock = new ManualTimeProvider();
            var controller = new CapacityController(new CapacityOptions(Costs, slots) { Step = step, Burst = burst }, clock);
            CapacityState state = controller.NewState();
            long start = clock.GetUtcNow().UtcTicks;
            int taken = 0;
            int escalated = 0;
            for (int i = 0; i < 500; i++)
            {
                clock.Advance(TimeSpan.FromSeconds(random.NextBelow(i % 100 < 50 ? 5 : 600)));
                double gain = i % 7 == 0 ? 1.0 : (2.0 * random.NextUniform()) - 1.0;
                CapacityVerdict verdict = controller.Decide(state, gain);
                bool took = verdict.Action is CapacityAction.Escalate or CapacityAction.Queue;
                taken += took ? 1 : 0;
                escalated += verdict.Action == CapacityAction.Escalate ? 1 : 0;
                Assert.Equal(gain > 0.25 + verdict.Price, took);
                double windows = (clock.GetUtcNow().UtcTicks - start) / (double)TimeSpan.TicksPerHour;
                Assert.True(taken <= (slots * windows) + (0.75 / step) + 1.0 + 1e-9);
                Assert.True(escalated <= (slots * windows) + burst + 1e-9);
            }

            Assert.True(taken > 10);
        }
    }

    [Theory]
    [InlineData(CapacityOverflow.Queue)]
    [InlineData(CapacityOverflow.SafeStop)]
    public void Hard_items_never_act_whatever_the_price_and_the_load(CapacityOverflow overflow)
    {
        var clock = new ManualTimeProvider();
        var controller = new CapacityController(new CapacityOptions(Costs, 2) { Overflow = overflow }, clock);
        CapacityState state = controller.NewState(price: 1e9);
        var actions = new List<CapacityAction>();
        for (int i = 0; i < 50; i++)
        {
            actions.Add(controller.DecideHard(state).Action);
            actions.Add(controller.Decide(state, double.NaN).Action);
            actions.Add(controller.Decide(state, 3.0).Action);
            actions.Add(controller.Decide(state, 0.0, default(DecisionCosts)).Action);
        }

        Assert.Equal([CapacityAction.Escalate, CapacityAction.Escalate], actions[..2]);
        Assert.All(actions[2..], action => Assert.Equal(overflow == CapacityOverflow.Queue ? CapacityAction.Queue : CapacityAction.SafeStop, action));
        Assert.Equal(CapacityAction.Act, controller.Decide(state, 0.9).Action);
        Assert.Equal(CapacityAction.SafeStop, default(CapacityVerdict).Action);
    }

    [Fact]
    public void An_item_worth_its_price_that_finds_no_slot_waits_its_turn()
    {
        var clock = new ManualTimeProvider();
        var controller = new CapacityController(new CapacityOptions(Costs, 6) { Burst = 1, Step = 1e-6 }, clock);
        CapacityState state = controller.NewState();
        Assert.Equal(CapacityAction.Escalate, controller.Decide(state, 0.9).Action);
        Assert.Equal((CapacityAction.Queue, TimeSpan.FromMinutes(10)), Of(controller.Decide(state, 0.9)));
        Assert.Equal((CapacityAction.Queue, TimeSpan.FromMinutes(20)), Of(controller.DecideHard(state)));
        Assert.Equal(-2.0, state.SlotsLeft);
        clock.Advance(TimeSpan.FromMinutes(25));
        Assert.Equal((CapacityAction.Queue, TimeSpan.FromMinutes(5)), Of(controller.Decide(state, 0.9)));
        clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromTicks(1));
        Assert.Equal(CapacityAction.Act, controller.Decide(state, 0.2).Action);
        Assert.True(state.SlotsLeft < 1.0);
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(CapacityAction.Escalate, controller.DecideHard(state).Action);

        static (CapacityAction, TimeSpan) Of(CapacityVerdict verdict) => (verdict.Action, verdict.Wait);
    }

    [Fact]
    public void Under_a_steady_load_the_price_settles_where_the_sample_has_it()
    {
        var random = new SplitMix64(2);
        double[] sample = [.. Enumerable.Range(0, 4000).Select(_ => random.NextUniform())];
        double offline = CapacityPlan.Of(sample, Costs, 0.2).Price;
        var clock = new ManualTimeProvider();
        var controller = new CapacityController(new CapacityOptions(Costs, 20) { Step = 0.01, Burst = 100 }, clock);
        CapacityState state = controller.NewState();
        double sum = 0.0;
        int taken = 0;
        for (int i = 0; i < 6000; i++)
        {
            // A hundred items an hour for twenty slots.
            clock.Advance(TimeSpan.FromSeconds(36));
            CapacityVerdict verdict = controller.Decide(state, random.NextUniform());
            sum += i >= 1000 ? verdict.Price : 0.0;
            taken += i >= 1000 && verdict.Action != CapacityAction.Act ? 1 : 0;
        }

        Assert.Equal(0.55, offline, 0.02);
        Assert.Equal(offline, sum / 5000, 0.02);
        Assert.Equal(0.2, taken / 5000.0, 0.005);
    }

    [Fact]
    public void Only_what_the_cost_rule_alone_asks_for_has_a_price()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Costs(4, 1).Confidence(below: 0.3).CostsFor("dear", new DecisionCosts(40, 1)));
        var controller = new CapacityController(new CapacityOptions(Costs, 5), new ManualTimeProvider());
        Assert.Equal(CapacityAction.Unchanged, Decide(0.9));
        Assert.Equal(CapacityAction.Escalate, Decide(0.5));
        Assert.Equal(CapacityAction.Act, Decide(0.5, price: 0.5));
        Assert.Equal(CapacityAction.Escalate, Decide(0.5, price: 0.5, decisionClass: "dear"));
        Assert.Equal(CapacityAction.Escalate, Decide(0.1, price: 5.0));
        Assert.Equal(CapacityAction.Escalate, Decide(double.NaN, price: 5.0));
        Assert.Equal(CapacityAction.Escalate, Decide(null, price: 5.0));
        Assert.Equal(CapacityAction.Act, Decide(0.1, price: 5.0, pricedTriggers: 1));
        Assert.Equal(CapacityAction.Escalate, controller.Decide(controller.NewState(5.0), default(EscalationDecision)).Action);

        CapacityAction Decide(double? confidence, double price = 0.0, string? decisionClass = null, ulong pricedTriggers = 0) => controller
            .Decide(controller.NewState(price), policy.Decide(new AgentTurn { Confidence = confidence, DecisionClass = decisionClass }), pricedTriggers).Action;
    }

    [Fact]
    public void A_gain_that_is_estimated_directly_is_what_the_price_is_compared_with()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Costs(4, 1).CostsFor("dear", new DecisionCosts(40, 10)).GainOfEscalating(TurnPredictors.DelegationValue));
        var controller = new CapacityController(new CapacityOptions(Costs, 5), new ManualTimeProvider());

        // The gain of 0.3 exceeds 1/R by 0.05, whatever q - p would say.
        Assert.Equal(CapacityAction.Escalate, Decide(0.5, price: 0.04));
        Assert.Equal(CapacityAction.Act, Decide(0.5, price: 0.06));
        Assert.Equal(CapacityAction.Escalate, Decide(null, price: 0.04));
        Assert.Equal(CapacityAction.Act, Decide(null, price: 0.06));

        // Ten times the costs, ten times the benefit.
        Assert.Equal(CapacityAction.Escalate, Decide(0.5, price: 0.4, decisionClass: "dear"));

        CapacityAction Decide(double? confidence, double price, string? decisionClass = null) => controller
            .Decide(controller.NewState(price), policy.Decide(new AgentTurn { Confidence = confidence, DelegationValue = 0.3, DecisionClass = decisionClass })).Action;
    }

    [Fact]
    public void A_state_moves_between_machines_and_a_clock_that_goes_back_passes_no_time()
    {
        var clock = new ManualTimeProvider();
        var options = new CapacityOptions(Costs, 3, TimeSpan.FromMinutes(7)) { Step = 0.1 };
        var controller = new CapacityController(options, clock);
        CapacityState stayed = controller.NewState();
        CapacityState moved = controller.NewState();
        var random = new SplitMix64(8);
        for (int i = 0; i < 200; i++)
        {
            clock.SetUtcNow(clock.GetUtcNow() + TimeSpan.FromSeconds(random.NextBelow(200) - 40));
            double gain = random.NextUniform();
            Assert.Equal(controller.Decide(stayed, gain), new CapacityController(options, clock).Decide(moved, gain));
            byte[] saved = moved.ToJson();
            moved = CapacityState.Parse(saved);
            Assert.Equal(saved, moved.ToJson());
        }

        double left = stayed.SlotsLeft;
        clock.SetUtcNow(clock.GetUtcNow() - TimeSpan.FromDays(1));
        controller.Decide(stayed, -1.0);
        Assert.Equal(left, stayed.SlotsLeft);
        Assert.Throws<ArgumentException>(() => new CapacityController(new CapacityOptions(Costs, 3), clock).DecideHard(stayed));
    }

    [Fact]
    public void A_changed_state_is_refused()
    {
        string text = Encoding.UTF8.GetString(new CapacityController(new CapacityOptions(Costs, 3), new ManualTimeProvider()).NewState(0.5).ToJson());
        foreach (string changed in (string[])
        [
            "",
            "{}",
            text.Replace("/1", "/2", StringComparison.Ordinal),
            text.Replace("\"price\":0.5", "\"price\":-0.5", StringComparison.Ordinal),
            text.Replace("\"price\":0.5", "\"price\":1e400", StringComparison.Ordinal),
            text.Replace("\"price\":0.5", "\"price\":0.50", StringComparison.Ordinal),
            text.Replace("\"price\":0.5", "\"price\":0.5,\"price\":0.5", StringComparison.Ordinal),
            text.Replace("\"window\":", "\"window\":-", StringComparison.Ordinal),
            text.Replace("\"ticks\":", "\"ticks\":9", StringComparison.Ordinal),
            text.Replace("}", ",\"more\":1}", StringComparison.Ordinal),
        ])
        {
            Assert.NotEqual(text, changed);
            Assert.Throws<FormatException>(() => CapacityState.Parse(Encoding.UTF8.GetBytes(changed)));
        }
    }

    [Fact]
    public void Deciding_allocates_nothing()
    {
        var controller = new CapacityController(new CapacityOptions(Costs, 3));
        CapacityState state = controller.NewState();
        EscalationDecision decision = default;
        Run(20);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(100);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run(int times)
        {
            for (int i = 0; i < times; i++)
            {
                controller.Decide(state, 0.5);
                controller.DecideHard(state);
                controller.Decide(state, decision);
            }
        }
    }

    [Fact]
    public void What_is_no_capacity_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CapacityOptions(default, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CapacityOptions(Costs, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CapacityOptions(Costs, CapacityOptions.MostSlots + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CapacityOptions(Costs, 1, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CapacityOptions(Costs, 1, TimeSpan.FromDays(8)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CapacityOptions(Costs, 1) { Step = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CapacityOptions(Costs, 1) { Burst = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CapacityOptions(Costs, 1) { Overflow = (CapacityOverflow)7 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CapacityController(new CapacityOptions(Costs, 1)).NewState(double.NaN));

        // The largest there is still counts in whole numbers.
        var largest = new CapacityController(new CapacityOptions(Costs, CapacityOptions.MostSlots, TimeSpan.FromDays(7)));
        Assert.Equal(1e6, largest.NewState().SlotsLeft);
    }
}
