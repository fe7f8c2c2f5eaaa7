using Escalation.Decisions;

namespace Escalation.Core.Tests.Decisions;

/// <summary>No path leads from a fault to acting: every place that can fail, in every company.</summary>
public class PolicyFaultTests
{
    private static readonly Func<AgentTurn, Signal>[] Healthy =
    [
        _ => Signal.Quiet(),
        _ => Signal.NotApplicable(),
        _ => Signal.Fire(Reason.Loop, DecisionOutcome.Nudge),
        _ => Signal.Fire(Reason.Loop, DecisionOutcome.RequestApproval),
        _ => Signal.Fire(Reason.Loop, DecisionOutcome.EscalateToModel),
        _ => Signal.Fire(Reason.Loop),
        _ => Signal.Fire(Reason.Loop, DecisionOutcome.SafeStop),
    ];

    private static readonly Func<AgentTurn, Signal>[] Faulty =
    [
        _ => default,
        _ => Signal.Fault(Reason.Timeout),
        _ => Signal.Missing(Reason.NoSignal),
        _ => Signal.Quiet(double.NaN, 0.5),
        _ => Signal.Quiet(0.5, double.PositiveInfinity),
        _ => Signal.Compare(double.NegativeInfinity, Threshold.ActAtOrAbove(0.5), Reason.LowConfidence),
        _ => Signal.From(Estimate.Probability(double.NaN)),
        _ => Signal.Fire(Reason.Loop, (DecisionOutcome)(-5)),
        _ => throw new InvalidOperationException(),
        _ => throw new OperationCanceledException(),
        _ => throw null!,
    ];

    [Fact]
    [Trait("Row", "1")]
    [Trait("Row", "2")]
    [Trait("Row", "39")]
    [Trait("Row", "41")]
    [Trait("Row", "51")]
    public void A_fault_in_any_place_escalates_to_a_person_whatever_the_other_triggers_say()
    {
        foreach (Func<AgentTurn, Signal> fault in Faulty)
        {
            foreach (Func<AgentTurn, Signal> first in Healthy)
            {
                foreach (Func<AgentTurn, Signal> second in Healthy)
                {
                    for (int place = 0; place < 3; place++)
                    {
                        List<Func<AgentTurn, Signal>> triggers = [first, second];
                        triggers.Insert(place, fault);

                        EscalationDecision decision = Build(triggers, costs: false).Decide(new AgentTurn());

                        Assert.True(decision.Outcome >= DecisionOutcome.EscalateToPerson, $"place {place}: {decision.Outcome}");
                        Assert.Equal(1UL << place, decision.FailedTriggers);
                    }
                }
            }
        }
    }

    [Fact]
    [Trait("Row", "39")]
    [Trait("Row", "51")]
    public void A_fault_escalates_beside_a_cost_rule_that_would_rather_act()
    {
        foreach (Func<AgentTurn, Signal> fault in Faulty)
        {
            EscalationDecision decision = Build([_ => Signal.Quiet(), fault], costs: true).Decide(new AgentTurn { Confidence = 1.0 });

            Assert.Equal(DecisionOutcome.EscalateToPerson, decision.Outcome);
        }
    }

    [Fact]
    [Trait("Row", "1")]
    [Trait("Row", "2")]
    [Trait("Row", "3")]
    public void An_undefined_estimate_of_the_cost_rule_escalates_beside_quiet_triggers_and_quiet_budgets()
    {
        double?[] undefined = [null, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1.1, -0.1, 999];
        foreach (double? value in undefined)
        {
            EscalationPolicy policy = EscalationPolicy.Build(p => p
                .Costs(4, 1)
                .Add(new StubTrigger("quiet", Signal.Quiet()))
                .Add(StubThresholdTrigger.Delegation(Threshold.DelegateAbove(0.9))));
            var sound = new AgentTurn { Confidence = 1.0, ExpertConfidence = 1.0, DelegationValue = 0.0 };

            Assert.Equal(DecisionOutcome.Act, policy.Decide(sound).Outcome);
            Assert.Equal(DecisionOutcome.EscalateToPerson, policy.Decide(sound with { Confidence = value }).Outcome);
            if (value is not null)
            {
                Assert.Equal(DecisionOutcome.EscalateToPerson, policy.Decide(sound with { ExpertConfidence = value }).Outcome);
            }
        }
    }

    [Fact]
    [Trait("Row", "104")]
    public void Eight_threads_sharing_one_policy_get_the_decisions_of_one()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p
            .Costs(50, 4)
            .Add(StubThresholdTrigger.Confidence(Threshold.ActAtOrAbove(0.5)))
            .Add(StubThresholdTrigger.Delegation(Threshold.DelegateAbove(0.2))));
        AgentTurn[] turns = [.. Enumerable.Range(0, 1000).Select(i => new AgentTurn { Id = $"{i}", Confidence = i % 997 / 996.0, DelegationValue = i % 13 / 13.0 })];
        EscalationDecision[] expected = [.. turns.Select(turn => policy.Decide(turn))];

        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            for (int i = 0; i < turns.Length; i++)
            {
                Assert.Equal(expected[i], policy.Decide(turns[i]));
            }
        });
    }

    private static EscalationPolicy Build(IEnumerable<Func<AgentTurn, Signal>> triggers, bool costs) => EscalationPolicy.Build(p =>
    {
        int number = 0;
        foreach (Func<AgentTurn, Signal> evaluate in triggers)
        {
            p.Add(new StubTrigger($"t{number++}", evaluate));
        }

        if (costs)
        {
            p.Costs(4, 1);
        }
    });
}
