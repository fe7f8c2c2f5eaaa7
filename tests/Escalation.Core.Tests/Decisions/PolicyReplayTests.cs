using Escalation.Decisions;

namespace Escalation.Core.Tests.Decisions;

public sealed class PolicyReplayTests
{
    private static readonly AgentTurn[] Turns =
    [
        new() { Request = "Where is my parcel?", Confidence = 0.9 },
        new() { Request = "I ask for a chargeback.", Confidence = 0.95 },
        new() { Request = "And the invoice?", Confidence = 0.2 },
        new() { Request = "No score here." },
        new() { Request = "Not a number.", Confidence = double.NaN },
    ];

    [Fact]
    public void Scores_are_kept_and_whatever_else_escalates_is_forced()
    {
        ReplayedPolicy replay = PolicyReplay.Run(Design, ScoreDirection.HigherActs, Turns);

        Assert.Equal([false, true, false, true, true], replay.Forced.ToArray());
        Assert.Equal([0.9, double.MinValue, 0.2, double.MinValue, double.MinValue], replay.Scores.ToArray());
        Assert.Equal(3, replay.ForcedCount);
        Assert.Equal(5, replay.Count);
        Assert.Equal(ScoreDirection.HigherActs, replay.Direction);
        Assert.Matches("^[0-9a-f]{64}$", replay.Fingerprint);
    }

    [Fact]
    public void A_forced_score_escalates_at_every_threshold()
    {
        foreach (ScoreDirection direction in Enum.GetValues<ScoreDirection>())
        {
            double forced = ReplayedPolicy.ForcedScore(direction);
            Assert.True(ScoreComparison.Escalates(direction, forced, 0.0));
            Assert.True(ScoreComparison.Escalates(direction, forced, 1e300));
            Assert.True(ScoreComparison.Escalates(direction, forced, -1e300));
        }
    }

    [Fact]
    public async Task Asynchronous_triggers_are_replayed_as_well()
    {
        static void WithVerifier(EscalationPolicyBuilder policy, Threshold threshold) => policy
            .Confidence(below: threshold)
            .Add(new StubAsyncTrigger("verifier", _ => ValueTask.FromResult(Signal.Fire(Reason.Ambiguity))));

        ReplayedPolicy replay = await PolicyReplay.RunAsync(WithVerifier, ScoreDirection.HigherActs, Turns[..1]);
        Assert.Equal([true], replay.Forced.ToArray());
        Assert.Throws<InvalidOperationException>(() => PolicyReplay.Run(WithVerifier, ScoreDirection.HigherActs, Turns));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PolicyReplay.RunAsync(WithVerifier, ScoreDirection.HigherActs, Turns, cancelled.Token));
    }

    [Fact]
    public void A_nudge_is_no_escalation_and_a_fault_is_one()
    {
        static void Nudging(EscalationPolicyBuilder policy, Threshold threshold) => policy
            .Confidence(below: threshold)
            .Add(new StubTrigger("nudge", Signal.Fire(Reason.Loop, DecisionOutcome.Nudge)));
        static void Broken(EscalationPolicyBuilder policy, Threshold threshold) => policy
            .Confidence(below: threshold)
            .Add(new StubTrigger("broken", Signal.Fault(Reason.EvaluatorFault)));

        Assert.Equal(0, PolicyReplay.Run(Nudging, ScoreDirection.HigherActs, Turns[..1]).ForcedCount);
        Assert.Equal(1, PolicyReplay.Run(Broken, ScoreDirection.HigherActs, Turns[..1]).ForcedCount);
    }

    [Fact]
    public void The_cost_rule_is_forced_beside_a_risk_and_capped_below_a_budget()
    {
        AgentTurn[] turns = [new() { Confidence = 0.5, DelegationValue = 0.5 }];

        ReplayedPolicy risk = PolicyReplay.Run((policy, threshold) => policy.Costs(10, 1).Confidence(below: threshold), ScoreDirection.HigherActs, turns);
        ReplayedPolicy budget = PolicyReplay.Run((policy, threshold) => policy.Costs(10, 1).DelegationValue(above: threshold), ScoreDirection.HigherDelegates, turns);

        Assert.Equal([true], risk.Forced.ToArray());
        Assert.Equal([false], budget.Forced.ToArray());
        Assert.Equal([0.5], budget.Scores.ToArray());
    }

    [Fact]
    public void The_conversation_is_read_as_it_was_when_the_turn_is_reached()
    {
        static void Looping(EscalationPolicyBuilder policy, Threshold threshold) => policy.Confidence(below: threshold).Loops();
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Loops());

        ReplayedPolicy replay = PolicyReplay.Run(Looping, ScoreDirection.HigherActs, Recorded(policy));

        Assert.Equal(8, replay.Count);
        Assert.False(replay.Forced[0]);
        Assert.True(replay.Forced[7]);

        static IEnumerable<AgentTurn> Recorded(EscalationPolicy policy)
        {
            Conversation conversation = policy.StartConversation("c");
            for (int i = 0; i < 8; i++)
            {
                conversation.Record(AgentStep.Tool("search", "{\"q\":1}", "nothing"));
                yield return new AgentTurn { Conversation = conversation, Confidence = 0.9 };
            }
        }
    }

    [Fact]
    public void The_threshold_must_be_given_to_one_trigger_that_escalates()
    {
        Assert.Throws<PolicyBuildException>(() => PolicyReplay.Run((policy, _) => policy.Loops(), ScoreDirection.HigherActs, Turns));
        Assert.Throws<PolicyBuildException>(() => PolicyReplay.Run((policy, threshold) => policy.Confidence(below: threshold, name: "a").Confidence(below: threshold, name: "b"), ScoreDirection.HigherActs, Turns));
        Assert.Throws<PolicyBuildException>(() => PolicyReplay.Run((policy, threshold) => policy.Confidence(below: threshold, outcome: DecisionOutcome.Nudge), ScoreDirection.HigherActs, Turns));
        Assert.Throws<ArgumentNullException>(() => PolicyReplay.Run(null!, ScoreDirection.HigherActs, Turns));
        Assert.Throws<ArgumentNullException>(() => PolicyReplay.Run(Design, ScoreDirection.HigherActs, null!));
    }

    [Fact]
    public void A_certificate_of_the_same_policy_covers_the_final_decision()
    {
        string fingerprint = PolicyReplay.Run(Design, ScoreDirection.HigherActs, Turns).Fingerprint;
        EscalationPolicy policy = EscalationPolicy.Build(p => Design(p, Certified(0.4, fingerprint)));

        Assert.Equal(GuaranteeScope.Full, policy.Guarantee.Scope);
        Assert.Empty(policy.Guarantee.Outside);
        Assert.Equal(GuaranteeScope.Full, policy.Decide(Turns[1]).Guarantee.Scope);

        // A score that is missing today was not missing in the same way when the turns were recorded.
        Assert.Equal(["faults"], policy.Decide(Turns[3]).Guarantee.Outside);
    }

    public static TheoryData<string> Changes => [.. ChangedDesigns.Keys];

    private static Dictionary<string, Action<EscalationPolicyBuilder, Threshold>> ChangedDesigns { get; } = new(StringComparer.Ordinal)
    {
        ["another keyword"] = (policy, threshold) => policy.Confidence(below: threshold).Sensitivity(s => s.Keywords("chargeback", "lawyer")).Loops(o => o.ConversationIsOptional = true),
        ["another loop rule"] = (policy, threshold) => policy.Confidence(below: threshold).Sensitivity(s => s.Keywords("chargeback")).Loops(o => (o.ConversationIsOptional, o.ExactRepeats) = (true, 3)),
        ["another outcome"] = (policy, threshold) => policy.Confidence(below: threshold).Sensitivity(s => s.Keywords("chargeback")).Loops(o => (o.ConversationIsOptional, o.StopOutcome) = (true, DecisionOutcome.SafeStop)),
        ["no loops"] = (policy, threshold) => policy.Confidence(below: threshold).Sensitivity(s => s.Keywords("chargeback")),
        ["one trigger more"] = (policy, threshold) => Design(policy.Ambiguity(), threshold),
        ["another order"] = (policy, threshold) => policy.Loops(o => o.ConversationIsOptional = true).Confidence(below: threshold).Sensitivity(s => s.Keywords("chargeback")),
        ["costs"] = (policy, threshold) => Design(policy.Costs(10, 1), threshold),
        ["another version"] = (policy, threshold) => Design(policy.Version("2"), threshold),
        ["another source"] = (policy, threshold) => policy.Confidence(below: threshold, source: TurnPredictors.ExpertConfidence()).Sensitivity(s => s.Keywords("chargeback")).Loops(o => o.ConversationIsOptional = true),
        ["another threshold beside it"] = (policy, threshold) => Design(policy.Confidence(below: 0.1, name: "second"), threshold),
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_policy_changed_since_is_covered_in_part_and_says_so(string change)
    {
        string fingerprint = PolicyReplay.Run(Design, ScoreDirection.HigherActs, Turns).Fingerprint;
        EscalationPolicy policy = EscalationPolicy.Build(p => ChangedDesigns[change](p, Certified(0.4, fingerprint)));

        Assert.Equal(GuaranteeScope.Partial, policy.Guarantee.Scope);
        Assert.Contains("changes since the calibration", policy.Guarantee.Outside);
    }

    [Fact]
    public void Two_thresholds_typed_by_hand_are_told_apart()
    {
        string Fingerprint(double second) => PolicyReplay.Run((policy, threshold) => policy.Confidence(below: threshold).Confidence(below: second, name: "second"), ScoreDirection.HigherActs, Turns).Fingerprint;

        Assert.Equal(Fingerprint(0.1), Fingerprint(0.1));
        Assert.NotEqual(Fingerprint(0.1), Fingerprint(0.2));
    }

    private static void Design(EscalationPolicyBuilder policy, Threshold threshold) => policy
        .Confidence(below: threshold)
        .Sensitivity(s => s.Keywords("chargeback"))
        .Loops(o => o.ConversationIsOptional = true);

    private static Threshold Certified(double value, string fingerprint) =>
        new(value, ScoreDirection.HigherActs, ThresholdPurpose.Risk, ThresholdOrigin.Certified("abc", "risk at most 0.1", fingerprint));
}
