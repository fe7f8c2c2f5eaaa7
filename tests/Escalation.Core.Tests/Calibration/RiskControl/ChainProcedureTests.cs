using Escalation.Calibration.MultipleTesting;
using Escalation.Calibration.RiskControl;

namespace Escalation.Core.Tests.Calibration.RiskControl;

public sealed class ChainProcedureTests
{
    // Configuration t acts on the first t items; nothing goes wrong, so that p = 0.5^t.
    private static readonly ControlledRisk<int> Wrong = ControlledRisk.AtMost<int>("wrong acts", 0.5, (_, _) => false, (t, i) => i < t);

    private static readonly int[] Configurations = [4, 5, 5, 8];

    [Fact]
    public void A_chain_begins_at_the_first_configuration_with_just_as_many_trials_as_asked_for()
    {
        LearnThenTestResult<int> result = Run(new RiskChain(ConfigurationOrder.Listed) { FirstTrials = 5 });

        Assert.Equal([HypothesisOutcome.Vacuous, HypothesisOutcome.Rejected, HypothesisOutcome.Rejected, HypothesisOutcome.Rejected], result.Rows.Select(row => row.Outcome(0)));
        Assert.Equal(3, result.HypothesesTested);
    }

    [Fact]
    public void A_p_value_that_equals_the_level_is_rejected()
    {
        Assert.Equal(4, Run(new RiskChain(ConfigurationOrder.Listed) { FirstTrials = 1 }, delta: 0.0625).Certified.Count);
        Assert.Empty(Run(new RiskChain(ConfigurationOrder.Listed) { FirstTrials = 1 }, delta: Math.BitDecrement(0.0625)).Certified);
        Assert.Equal(4, Run(new RiskChain(ConfigurationOrder.Listed), delta: 0.0625).Certified.Count);
        Assert.Empty(Run(new RiskChain(ConfigurationOrder.Listed), delta: Math.BitDecrement(0.0625)).Certified);
    }

    private static LearnThenTestResult<int> Run(RiskChain chain, double delta = 0.1) =>
        LearnThenTest.Run(Configurations, [Wrong], CalibrationSplit.TestingOnly(10), RiskProcedure.SplitChains(chain), (t, _) => t, delta);
}
