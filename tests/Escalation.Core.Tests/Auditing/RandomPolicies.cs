using System.Globalization;
using Escalation.Core.Tests.Decisions;
using Escalation.Decisions;

namespace Escalation.Core.Tests.Auditing;

/// <summary>Policies and turns at random, with everything that can take part in a decision.</summary>
internal static class RandomPolicies
{
    private static readonly Reason[] Reasons = [Reason.Loop, Reason.Sensitivity, Reason.Ambiguity, new Reason("refund-limit")];
    private static readonly DecisionOutcome[] Proposals = [DecisionOutcome.Nudge, DecisionOutcome.RequestApproval, DecisionOutcome.EscalateToModel, DecisionOutcome.EscalateToPerson, DecisionOutcome.SafeStop];

    internal static EscalationPolicy Policy(Random random) => EscalationPolicy.Build(p =>
    {
        bool costs = random.Next(2) == 0;
        int stubs = random.Next(costs ? 0 : 1, 5);
        for (int i = 0; i < stubs; i++)
        {
            int own = random.Next();
            string name = string.Create(CultureInfo.InvariantCulture, $"stub-{i}");
            p.Add(new StubTrigger(name, turn => Answer(new Random(own ^ Seed(turn)))));
            if (random.Next(3) == 0)
            {
                p.Rule(name, Rule(random));
            }
        }

        if (random.Next(2) == 0)
        {
            p.Add(StubThresholdTrigger.Confidence(new Threshold(random.NextDouble(), ScoreDirection.HigherActs, ThresholdPurpose.Risk, ThresholdOrigin.Certified("abc123", "risk")), outcome: Proposals[random.Next(Proposals.Length)]));
        }

        if (random.Next(2) == 0)
        {
            p.Add(StubThresholdTrigger.Delegation(new Threshold(random.NextDouble() - 0.5, ScoreDirection.HigherDelegates, ThresholdPurpose.Budget, ThresholdOrigin.Uncalibrated)));
        }

        if (random.Next(3) == 0)
        {
            int own = random.Next();
            p.Add(new StubAsyncTrigger("late", _ => ValueTask.FromResult(Answer(new Random(own)))), isolated: false);
        }

        if (costs)
        {
            p.Costs(new DecisionCosts(10 + random.Next(50), 1 + random.Next(5)), random.Next(3) == 0 ? DecisionOutcome.EscalateToModel : DecisionOutcome.EscalateToPerson);
            if (random.Next(3) == 0)
            {
                p.GainOfEscalating(new StubPredictor(turn => turn.DelegationValue is { } gain ? Estimate.Gain(gain) : Estimate.NotApplicable()));
            }
        }

        foreach (Reason reason in Reasons.Append(Reason.CostRatio).Append(Reason.EvaluatorFault))
        {
            if (random.Next(3) == 0)
            {
                p.Route($"to-{reason}", reason, (Priority)random.Next(-1, 3));
            }
        }
    });

    internal static IEnumerable<AgentTurn> Turns(Random random) => [.. Enumerable.Range(0, 12).Select(i => new AgentTurn
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"turn-{i}-{random.Next()}"),
        Confidence = random.Next(5) == 0 ? null : random.NextDouble(),
        ExpertConfidence = random.Next(3) == 0 ? null : random.NextDouble(),
        DelegationValue = random.Next(5) == 0 ? null : (2 * random.NextDouble()) - 1,
        Costs = random.Next(8) switch { 0 => new DecisionCosts(random.Next(20, 90), 1 + random.NextDouble()), 1 => default(DecisionCosts), _ => null },
    })];

    private static int Seed(AgentTurn turn) => turn.Id!.Aggregate(17, (hash, c) => unchecked((hash * 31) + c));

    private static Signal Answer(Random random)
    {
        Reason reason = Reasons[random.Next(Reasons.Length)];
        Signal signal = random.Next(9) switch
        {
            0 => Signal.Missing(Reason.NoSignal, "no-such-input"),
            1 => throw new InvalidOperationException("fault"),
            2 => Signal.NotApplicable(),
            3 => Signal.Quiet(),
            4 => Signal.Quiet(random.NextDouble(), random.NextDouble()),
            5 => Signal.Fire(reason),
            _ => Signal.Fire(reason, Proposals[random.Next(Proposals.Length)], random.NextDouble(), random.NextDouble(), "detail"),
        };
        return random.Next(3) == 0 ? signal.WithSeverity((Severity)random.Next(-1, 3)) : signal;
    }

    private static TriggerRule Rule(Random random) => new()
    {
        Route = random.Next(2) == 0 ? "own" : null,
        Priority = random.Next(2) == 0 ? (Priority)random.Next(-1, 3) : null,
        Severity = random.Next(2) == 0 ? (Severity)random.Next(-1, 2) : null,
        Budget = TriggerBudget.PerConversation(1 + random.Next(3)) with { Then = (DecisionOutcome)random.Next((int)DecisionOutcome.Act, (int)DecisionOutcome.EscalateToPerson) },
        CoolDown = random.Next(2) == 0 ? TriggerCoolDown.ForSteps(3) : null,
    };
}
