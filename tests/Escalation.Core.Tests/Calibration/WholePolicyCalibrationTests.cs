using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration;

public sealed class WholePolicyCalibrationTests
{
    private const int Turns = 600;

    [Fact]
    public void A_budget_counts_what_the_rest_of_the_policy_escalates()
    {
        AgentTurn[] turns = Recorded(forcedShare: 0.1);
        ReplayedPolicy replay = PolicyReplay.Run(Budgeted, ScoreDirection.HigherDelegates, turns);
        var options = new DelegationBudgetOptions(0.3, 0.1);
        Certificate certificate = Assert.IsType<Certified>(WholePolicyCalibration.CalibrateBudget(replay, options)).Certificate;

        EscalationPolicy policy = EscalationPolicy.Build(p => Budgeted(p, certificate));
        int escalated = turns.Count(turn => policy.Decide(turn).Outcome != DecisionOutcome.Act);

        Assert.Equal(certificate.K, escalated);
        Assert.Equal(BinomialBudget.LargestCount(Turns, 0.3, 0.1), certificate.K);
        Assert.Equal(new PolicyClaim(replay.Fingerprint, replay.ForcedCount), certificate.Policy);
        Assert.True(replay.ForcedCount > 30);
        Assert.Equal(CertificateScope.Policy, certificate.Scope);
        Assert.Equal(GuaranteeScope.Full, policy.Guarantee.Scope);
        Assert.Contains("of the whole policy's decisions", certificate.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rule_alone_would_have_delegated_more_than_it_promised()
    {
        AgentTurn[] turns = Recorded(forcedShare: 0.1);
        double[] scores = [.. turns.Select(turn => turn.DelegationValue!.Value)];
        Certificate rule = Assert.IsType<Certified>(DelegationBudget.Calibrate(scores, new DelegationBudgetOptions(0.3, 0.1))).Certificate;
        EscalationPolicy policy = EscalationPolicy.Build(p => Budgeted(p, rule));

        Assert.Equal(GuaranteeScope.Partial, policy.Guarantee.Scope);
        Assert.True(turns.Count(turn => policy.Decide(turn).Outcome != DecisionOutcome.Act) > rule.K + 20);
    }

    [Fact]
    public void A_risk_is_that_of_the_turns_the_whole_policy_acts_on()
    {
        AgentTurn[] turns = Recorded(forcedShare: 0.2);
        double[] losses = [.. turns.Select((turn, i) => turn.Request.Contains("lawyer", StringComparison.Ordinal) ? double.NaN : i % 50 == 0 ? 1.0 : 0.0)];
        ReplayedPolicy replay = PolicyReplay.Run(Risky, ScoreDirection.HigherActs, turns);
        Certificate certificate = Assert.IsType<Certified>(WholePolicyCalibration.CalibrateRisk(replay, losses, new SelectiveRiskOptions(0.1, 0.1))).Certificate;
        EscalationPolicy policy = EscalationPolicy.Build(p => Risky(p, certificate));
        bool[] acts = [.. turns.Select(turn => policy.Decide(turn).Outcome == DecisionOutcome.Act)];

        Assert.Equal(Turns, certificate.N);
        Assert.Equal(certificate.ActedCount, acts.Count(act => act));
        Assert.Equal(certificate.K, acts.Zip(losses).Count(turn => turn.First && turn.Second == 1.0));
        Assert.Equal(GuaranteeScope.Full, policy.Guarantee.Scope);
        Assert.DoesNotContain(certificate.Assumptions, sentence => sentence.Contains("this rule alone", StringComparison.Ordinal));
        Assert.Contains(certificate.Assumptions, sentence => sentence.Contains("final decision of the policy", StringComparison.Ordinal));
    }

    [Fact]
    public void Certificates_of_policies_are_verified_from_the_replayed_columns_and_survive_their_document()
    {
        AgentTurn[] turns = Recorded(forcedShare: 0.1);
        ReplayedPolicy budget = PolicyReplay.Run(Budgeted, ScoreDirection.HigherDelegates, turns);
        Certificate delegated = Assert.IsType<Certified>(WholePolicyCalibration.CalibrateBudget(budget, new DelegationBudgetOptions(0.3, 0.1))).Certificate;
        Assert.True(CertificateVerifier.Verify(Certificate.Parse(delegated.ToJson()), budget.Scores).Agrees);

        ReplayedPolicy risk = PolicyReplay.Run(Risky, ScoreDirection.HigherActs, turns);
        Certificate acted = Assert.IsType<Certified>(WholePolicyCalibration.CalibrateRisk(risk, new double[Turns], new SelectiveRiskOptions(0.1, 0.1))).Certificate;
        Assert.True(CertificateVerifier.Verify(Certificate.Parse(acted.ToJson()), risk.Scores, new double[Turns]).Agrees);

        Threshold deployed = Certificate.Parse(acted.ToJson());
        Assert.Equal(risk.Fingerprint, deployed.Origin.PolicyFingerprint);
    }

    [Fact]
    public void Hard_triggers_that_use_up_the_budget_are_told_apart()
    {
        ReplayedPolicy replay = PolicyReplay.Run(Budgeted, ScoreDirection.HigherDelegates, Recorded(forcedShare: 0.5));
        PolicyExceedsBudget answer = Assert.IsType<PolicyExceedsBudget>(WholePolicyCalibration.CalibrateBudget(replay, new DelegationBudgetOptions(0.3, 0.1)));
        Assert.Equal(FormattableString.Invariant($"Not certifiable: the rest of the policy escalates {replay.ForcedCount} of 600 turns whatever the threshold, where a budget of 0.3 at delta 0.1 certifies at most {BinomialBudget.LargestCount(600, 0.3, 0.1)}."), answer.Message);
        Assert.Equal(0.1, answer.Level);

        Assert.Equal("budgetInfeasible", answer.Status);
        Assert.Equal(replay.ForcedCount, answer.Forced);
        Assert.Equal(BinomialBudget.LargestCount(Turns, 0.3, 0.1), answer.Allowed);
    }

    [Fact]
    public void A_policy_that_forces_just_as_many_turns_as_the_budget_allows_is_within_it()
    {
        const int N = 200;
        var options = new DelegationBudgetOptions(0.3, 0.1);
        int allowed = (int)BinomialBudget.LargestCount(N, options.Alpha, options.Delta);

        CalibrationResult Calibrate(int forcedTurns)
        {
            bool[] forced = [.. Enumerable.Range(0, N).Select(i => i < forcedTurns)];
            double[] scores = [.. Enumerable.Range(0, N).Select(i => forced[i] ? double.MaxValue : (double)i / N)];
            return WholePolicyCalibration.CalibrateBudget(new ReplayedPolicy(new string('0', 64), ScoreDirection.HigherDelegates, scores, forced), options);
        }

        Certificate certificate = Assert.IsType<Certified>(Calibrate(allowed)).Certificate;
        Assert.Equal(allowed, certificate.K);
        Assert.Equal(allowed + 1, Assert.IsType<PolicyExceedsBudget>(Calibrate(allowed + 1)).Forced);
    }

    /// <summary>Seven turns certify a budget of 0.3 only where none is delegated, 0.7^7 being 0.082: a single forced one is too many, however few turns are none at all.</summary>
    [Fact]
    public void A_budget_that_allows_no_turn_is_exceeded_by_one_and_one_that_certifies_nothing_is_not()
    {
        PolicyExceedsBudget answer = Assert.IsType<PolicyExceedsBudget>(Calibrate(7));
        Assert.Equal((1L, 0L), (answer.Forced, answer.Allowed));
        Assert.IsType<InsufficientSamples>(Calibrate(6));

        static CalibrationResult Calibrate(int turns)
        {
            bool[] forced = [.. Enumerable.Range(0, turns).Select(i => i == 2)];
            double[] scores = [.. forced.Select((hard, i) => hard ? double.MaxValue : i / 10.0)];
            return WholePolicyCalibration.CalibrateBudget(new ReplayedPolicy(new string('0', 64), ScoreDirection.HigherDelegates, scores, forced), new DelegationBudgetOptions(0.3, 0.1));
        }
    }

    [Fact]
    public void Too_few_turns_and_turns_that_are_all_forced_certify_nothing()
    {
        ReplayedPolicy none = PolicyReplay.Run(Budgeted, ScoreDirection.HigherDelegates, []);
        Assert.Equal(0, Assert.IsType<InsufficientSamples>(WholePolicyCalibration.CalibrateBudget(none, new DelegationBudgetOptions(0.3, 0.1))).Have);
        ReplayedPolicy nothing = PolicyReplay.Run(Risky, ScoreDirection.HigherActs, []);
        Assert.Equal(0, Assert.IsType<InsufficientSamples>(WholePolicyCalibration.CalibrateRisk(nothing, [], new SelectiveRiskOptions(0.1, 0.1))).Have);
        ReplayedPolicy forced = PolicyReplay.Run(Risky, ScoreDirection.HigherActs, Recorded(forcedShare: 1.0));
        Assert.IsType<InsufficientSamples>(WholePolicyCalibration.CalibrateRisk(forced, new double[Turns], new SelectiveRiskOptions(0.1, 0.1)));
    }

    [Fact]
    public void Directions_and_lengths_that_do_not_fit_are_refused()
    {
        ReplayedPolicy budget = PolicyReplay.Run(Budgeted, ScoreDirection.HigherDelegates, Recorded(0.1));
        ReplayedPolicy risk = PolicyReplay.Run(Risky, ScoreDirection.HigherActs, Recorded(0.1));
        Assert.Throws<ArgumentException>("options", () => WholePolicyCalibration.CalibrateBudget(risk, new DelegationBudgetOptions(0.3)));
        Assert.Throws<ArgumentException>("replay", () => WholePolicyCalibration.CalibrateRisk(budget, new double[Turns], new SelectiveRiskOptions(0.1)));
        Assert.Throws<ArgumentException>("losses", () => WholePolicyCalibration.CalibrateRisk(risk, new double[3], new SelectiveRiskOptions(0.1)));
        Assert.Throws<ArgumentNullException>("options", () => WholePolicyCalibration.CalibrateBudget(budget, null!));
        Assert.Throws<ArgumentNullException>("options", () => WholePolicyCalibration.CalibrateRisk(risk, new double[Turns], null!));
        Assert.Throws<ArgumentNullException>("replay", () => WholePolicyCalibration.CalibrateBudget(null!, new DelegationBudgetOptions(0.3)));
        Assert.Throws<ArgumentNullException>("replay", () => WholePolicyCalibration.CalibrateRisk(null!, new double[Turns], new SelectiveRiskOptions(0.1)));
    }

    /// <summary>Over many recordings of the whole policy the true rate of its final decisions exceeds the budget as seldom as promised; that of the rule alone nearly always.</summary>
    [Fact]
    public void The_final_decision_keeps_the_promise_that_the_rule_alone_breaks()
    {
        const int Worlds = 400;
        const int N = 200;
        const double Forced = 0.15;
        var random = new SplitMix64(41);
        int whole = 0;
        int rule = 0;
        for (int world = 0; world < Worlds; world++)
        {
            double[] scores = [.. Enumerable.Range(0, N).Select(_ => random.NextUniform())];
            bool[] forced = [.. Enumerable.Range(0, N).Select(_ => random.NextUniform() < Forced)];
            var replay = new ReplayedPolicy(new string('0', 64), ScoreDirection.HigherDelegates, [.. scores.Zip(forced, (score, hard) => hard ? double.MaxValue : score)], forced);
            var options = new DelegationBudgetOptions(0.3, 0.1) { DataSha256 = new string('0', 64) };
            whole += WholePolicyCalibration.CalibrateBudget(replay, options) is Certified { Certificate.Threshold: var tau } && Forced + ((1 - Forced) * (1 - tau)) > 0.3 ? 1 : 0;
            rule += DelegationBudget.Calibrate(scores, options) is Certified { Certificate.Threshold: var alone } && Forced + ((1 - Forced) * (1 - alone)) > 0.3 ? 1 : 0;
        }

        Assert.InRange(whole, 0, 68);
        Assert.True(rule > 0.9 * Worlds, $"{rule}");
    }

    private static AgentTurn[] Recorded(double forcedShare)
    {
        var random = new SplitMix64(7);
        return [.. Enumerable.Range(0, Turns).Select(_ =>
        {
            double score = random.NextUniform();
            string request = random.NextUniform() < forcedShare ? "I call my lawyer." : "Where is my parcel?";
            return new AgentTurn { Request = request, DelegationValue = score, Confidence = score };
        })];
    }

    private static void Budgeted(EscalationPolicyBuilder policy, Threshold threshold) => policy.DelegationValue(above: threshold).Sensitivity(s => s.Keywords("lawyer"));

    private static void Risky(EscalationPolicyBuilder policy, Threshold threshold) => policy.Confidence(below: threshold).Sensitivity(s => s.Keywords("lawyer"));
}
