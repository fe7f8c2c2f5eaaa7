using Escalation.Calibration.MultipleTesting;
using Escalation.Calibration.RiskControl;

namespace Escalation.Core.Tests.Calibration.RiskControl;

/// <summary>Why nothing was certified, where it is the first configuration that tells.</summary>
public sealed class RiskExplanationTests
{
    private static readonly int[] Both = [0, 1];

    [Fact]
    public void One_configuration_that_errs_too_often_is_a_risk_too_high()
    {
        LearnThenTestResult<int> result = Run([0], RiskProcedure.Holm, AlwaysBut("wrong acts"));

        Assert.Equal((RiskVerdict.RiskTooHigh, "wrong acts"), (result.Verdict, result.BlockingRisk));
        Assert.Contains("under none of 1 configurations", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Risks_that_are_kept_by_one_configuration_each_are_incompatible()
    {
        LearnThenTestResult<int> result = Run(Both, RiskProcedure.Holm, AlwaysBut("first", 0), AlwaysBut("second", 1));

        Assert.Equal((RiskVerdict.RisksIncompatible, null), (result.Verdict, result.BlockingRisk));
        Assert.Contains("each of 2 risks", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_configuration_counts_among_those_that_would_pass_on_their_own()
    {
        LearnThenTestResult<int> result = Run(Both, RiskProcedure.FixedSequence(ConfigurationOrder.Reversed), AlwaysBut("wrong acts", 0));

        Assert.Equal((RiskVerdict.SequenceBlocked, "wrong acts"), (result.Verdict, result.BlockingRisk));
        Assert.Contains("stopped at configuration 1, where risk 'wrong acts' has p = 1 > 0.1; 1 configurations would pass on their own", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_graph_that_is_a_sequence_names_where_it_stopped()
    {
        LearnThenTestResult<int> result = Run(Both, RiskProcedure.Graphical(TestGraph.FixedSequence(2)), AlwaysBut("wrong acts", 1));

        Assert.Equal((RiskVerdict.SequenceBlocked, "wrong acts"), (result.Verdict, result.BlockingRisk));
        Assert.Contains("stopped at configuration 0, where risk 'wrong acts' has p = 1 > 0.1;", result.Message, StringComparison.Ordinal);
    }

    /// <summary>Two chains have half of the level each: four trials without an error, p = 0.0625, pass at 0.1 and not at 0.05.</summary>
    [Fact]
    public void The_level_that_is_named_is_the_one_that_the_chain_had()
    {
        RiskProcedure chains = RiskProcedure.SplitChains(new RiskChain(ConfigurationOrder.Listed) { FirstTrials = 1 }, new RiskChain(ConfigurationOrder.Listed));
        LearnThenTestResult<int> result = Run([0], chains, items: 4, delta: 0.1, AlwaysBut("first", 0), AlwaysBut("second", 0));

        Assert.Equal((RiskVerdict.SequenceBlocked, "first"), (result.Verdict, result.BlockingRisk));
        Assert.Contains("has p = 0.0625 > 0.05;", result.Message, StringComparison.Ordinal);
    }

    /// <summary>Four trials at a bound of one half: at best p = 0.0625.</summary>
    [Fact]
    public void Trials_that_would_just_do_are_enough()
    {
        Assert.Equal(RiskVerdict.RiskTooHigh, Run([0], RiskProcedure.Holm, items: 4, delta: 0.0625, AlwaysBut("wrong acts")).Verdict);
        Assert.Equal(RiskVerdict.InsufficientSamples, Run([0], RiskProcedure.Holm, items: 4, delta: Math.BitDecrement(0.0625), AlwaysBut("wrong acts")).Verdict);
    }

    private static ControlledRisk<int> AlwaysBut(string name, params int[] kept) => ControlledRisk.AtMost<int>(name, 0.5, (configuration, _) => !kept.Contains(configuration));

    private static LearnThenTestResult<int> Run(int[] configurations, RiskProcedure procedure, params ControlledRisk<int>[] risks) => Run(configurations, procedure, 20, 0.1, risks);

    private static LearnThenTestResult<int> Run(int[] configurations, RiskProcedure procedure, int items, double delta, params ControlledRisk<int>[] risks) =>
        LearnThenTest.Run(configurations, risks, CalibrationSplit.TestingOnly(items), procedure, (_, _) => 0.0, delta);
}
