using Escalation.Calibration.Populations;
using Escalation.Experiments.Data;
using Escalation.Experiments.Splits;
using Escalation.Statistics;
using Escalation.Tests.Shared;

namespace Escalation.Experiments.Tests.Splits;

public class RealDataTests
{
    /// <summary>The command of the README with fewer splits.</summary>
    [DataFact("uq/bplaut")]
    public void Every_row_of_every_data_set_violates_as_often_as_computed()
    {
        SplitsResult result = SplitsExperiment.Run(DataFolder.Read(DataFactAttribute.PathOf(".")), splits: 150, seed: 3);
        foreach (SplitRow row in result.Rows)
        {
            Assert.True(row.Inside, $"{row.Case.Pool.DataSet} {row.Case.Pool.Model} {row.Case.Rule} {row.Case.Alpha}: {row.Violations} not in {row.Interval}");
            Assert.True(row.Law.Violation <= row.Case.Delta);
        }

        Assert.True(result.Agrees);
        Assert.InRange(result.Rows.Count, 200, 250);
        Assert.InRange(result.Rows.Count(static row => row.Law.Violation > 0.02), 170, 250);
        Assert.NotNull(result.Evaluation);
    }

    /// <summary>Violations among 1,000 subsets, counted by another program (NumPy) on the same file.</summary>
    [DataFact("cascade/mmlu_llama13b_probs_mixtral_gpt4.csv")]
    public void The_violations_that_another_program_counted_are_those_computed_here()
    {
        Pool pool = CascadePool.Read(DataFactAttribute.PathOf("."));
        foreach ((double alpha, int draws, int violations, double heldOutRate) in (ReadOnlySpan<(double, int, int, double)>)
            [
                (0.1, 200, 63, 0.0745), (0.1, 500, 42, 0.0822), (0.1, 1000, 38, 0.0883),
                (0.2, 200, 74, 0.1638), (0.2, 500, 63, 0.1764), (0.2, 1000, 38, 0.1845),
                (0.3, 200, 84, 0.2600), (0.3, 500, 64, 0.2727), (0.3, 1000, 25, 0.2806),
            ])
        {
            PopulationLaw law = new BudgetCase(pool, draws, alpha, 0.1).Law();
            Assert.True(BinomialAcceptance.Of(1_000, law.Violation, 1e-3).Contains(violations), $"{alpha} {draws}: {violations} where {law.Violation} was computed");
            Assert.Equal(heldOutRate, law.MeanRate, 0.0025);
        }
    }
}
