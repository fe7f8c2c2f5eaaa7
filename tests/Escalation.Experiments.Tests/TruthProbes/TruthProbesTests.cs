using System.Text.Json;
using Escalation.Experiments.Tests.CommandLine;
using Escalation.Experiments.TruthProbes;
using Escalation.Probes.Training;
using Escalation.Tests.Shared;

namespace Escalation.Experiments.Tests.TruthProbes;

public class TruthProbesTests
{
    /// <summary>datasets.md 3.1: .780, .924 and .974 by another program with other folds.</summary>
    [DataFact("uq/truth-probes")]
    public void Probes_reproduce_the_published_areas_within_two_hundredths()
    {
        IReadOnlyList<TruthProbeData> sets = TruthProbeFolder.Read(DataFactAttribute.PathOf("."));
        Assert.Equal(["0.5B", "1.5B", "3B"], sets.Select(set => set.Model));
        foreach ((TruthProbeData set, double published) in sets.Zip<TruthProbeData, double>([0.780, 0.924, 0.974]))
        {
            foreach (ulong seed in (ReadOnlySpan<ulong>)[1, 2])
            {
                TrainedProbe trained = ModelExperiment.TruthProbe(set, [.. Enumerable.Range(0, set.Rows)], seed, CancellationToken.None);
                MetricEstimate auroc = trained.Report.Labels!.Auroc;
                Assert.InRange(auroc.Value, published - 0.02, published + 0.02);
                Assert.InRange(published, auroc.Interval.Lower, auroc.Interval.Upper);
                Assert.Equal(400, trained.Report.Groups);
                Assert.True(trained.Report.Fit.Converged && trained.Report.Folds.All(fold => fold.Converged));
            }
        }
    }

    /// <summary>One model only: the whole command takes minutes.</summary>
    [DataFact("uq/truth-probes")]
    public void Delegation_value_probes_are_compared_with_uncertainty_in_pairs()
    {
        TruthProbeData data = TruthProbeFolder.Read(DataFactAttribute.PathOf("."))[0];
        ModelResult result = ModelExperiment.Run(data, seed: 1, CancellationToken.None);

        Assert.True(result.Reproduces);
        Assert.Equal(400, result.HonestRows);
        // datasets.md 3.1 counts .295 and .013 with its own folds.
        Assert.InRange(result.Helps, 100, 136);
        Assert.InRange(result.Harms, 1, 14);
        Predictor uncertainty = result.Predictors[0];
        Assert.InRange(uncertainty.Auroc.Value, 0.757 - 0.04, 0.757 + 0.04);
        Assert.Equal((0.0, 0.0, 0.0), (uncertainty.Auroc.Difference, uncertainty.Auroc.DifferenceInterval.Lower, uncertainty.Auroc.DifferenceInterval.Upper));
        Assert.Equal(9, result.Predictors.Count);
        foreach (Predictor predictor in result.Predictors)
        {
            RequirePaired(predictor.Auroc, uncertainty.Auroc);
            RequirePaired(predictor.Gain, uncertainty.Gain);
            Assert.InRange(predictor.Gain.Value, 0.0, result.BestGain);
        }

        // Eighty rows are delegated, and more than eighty would gain.
        Assert.Equal(ModelExperiment.Share, result.BestGain, 1e-12);
        Assert.All(result.Predictors, static predictor => Assert.True(predictor.Auroc.Value > 0.6, $"{predictor.Name} knows nothing: {predictor.Auroc.Value}"));
        using JsonDocument json = JsonDocument.Parse(ProbesJson.Write([result], 1));
        JsonElement model = json.RootElement.GetProperty("models")[0];
        Assert.Equal(result.Auroc.Value, model.GetProperty("auroc").GetDouble());
        Assert.Equal(9, model.GetProperty("predictors").GetArrayLength());
        string report = ProbesReport.Write([result], 1);
        Assert.Contains("uncertainty + ridge per decision", report, StringComparison.Ordinal);
        Assert.Contains("Every AUROC is within .02", report, StringComparison.Ordinal);
        Assert.Contains("expert (14B)", report, StringComparison.Ordinal);
    }

    private static void RequirePaired(PairedMeasure measure, PairedMeasure baseline)
    {
        Assert.Equal(measure.Value - baseline.Value, measure.Difference, 1e-12);
        Assert.InRange(measure.Value, measure.Interval.Lower, measure.Interval.Upper);
        Assert.InRange(measure.Difference, measure.DifferenceInterval.Lower, measure.DifferenceInterval.Upper);
        // Statements in pairs: far narrower than two intervals side by side.
        Assert.True(measure.DifferenceInterval.Upper - measure.DifferenceInterval.Lower < 2 * (measure.Interval.Upper - measure.Interval.Lower));
    }

    [Fact]
    public void The_gain_counts_the_delegated_share_of_all_rows_with_harm_and_ties()
    {
        double[] values = [1.0, -1.0, 0.0, 1.0];
        int[] once = [1, 1, 1, 1];
        Assert.Equal(0.25, new BudgetGain([9.0, 8.0, 7.0, 6.0], values, 0.25).Of(once), 1e-15);
        Assert.Equal(0.0, new BudgetGain([9.0, 8.0, 7.0, 6.0], values, 0.5).Of(once), 1e-15);
        Assert.Equal(0.25, new BudgetGain([9.0, 8.0, 7.0, 6.0], values, 1.0).Of(once), 1e-15);
        // Three tied rows share one place: 1/3 of -1, 0 and 1.
        Assert.Equal(0.25, new BudgetGain([9.0, 5.0, 5.0, 5.0], values, 0.5).Of(once), 1e-15);
        Assert.Equal(0.5, new BudgetGain([9.0, 8.0, 7.0, 6.0], values, 0.5).Of([2, 0, 1, 1]), 1e-15);
        Assert.Equal(0.0, new BudgetGain([9.0, 8.0, 7.0, 6.0], values, 0.0).Of(once));
    }

    [DataFact("uq/truth-probes")]
    public void Another_expert_brings_its_own_answers_and_has_no_reference()
    {
        TruthProbeData reference = TruthProbeFolder.Read(DataFactAttribute.PathOf("."))[0];
        TruthProbeData other = TruthProbeFolder.Read(DataFactAttribute.PathOf("."), "llama-3b")[0];

        Assert.Equal(0.757, reference.ReferenceUncertainty);
        Assert.Null(other.ReferenceUncertainty);
        Assert.Equal(reference.Activations, other.Activations);
        // datasets.md 3.1: .970 and .8575 of the honest answers are right.
        Assert.Equal(0.970, Accuracy(reference), 0.005);
        Assert.Equal(0.8575, Accuracy(other), 0.005);
        CommandRun.Of("probes", "--data", "x", "--expert", "9000B").MustRefuse("--expert must be one of 7B, 14B, gemma-9b, llama-3b, llama-8b, but was '9000B'");

        static double Accuracy(TruthProbeData data) => Enumerable.Range(0, data.Rows).Where(row => data.Honest[row]).Average(row => (data.Expert[row] >= 0.5) == data.True[row] ? 1.0 : 0.0);
    }

    [Fact]
    public void Missing_and_damaged_files_are_named_in_one_line()
    {
        using var folder = new TemporaryFolder();
        CommandRun.Of("probes").MustRefuse("--data");
        CommandRun.Of("probes", "--data", "x", "--seed", "-1").MustRefuse("--seed must be a whole number");
        CommandRun.Of("probes", "--data", folder.PathOf("none")).MustRefuse("there is no data folder");
        CommandRun.Of("probes", "--data", folder.FullName).MustRefuse("14B.p4_rows.json");
        Directory.CreateDirectory(folder.PathOf("uq/truth-probes"));
        folder.Write("uq/truth-probes/14B.p4_rows.json", "[{\"i\":0}]");
        CommandRun.Of("probes", "--data", folder.FullName).MustRefuse("14B.p4_rows.json is not an array of rows with i, cond, stmt_true and ans");
        const string row = "[{\"i\":0,\"cond\":\"honest\",\"stmt_true\":1,\"ans\":\"yes\"}]";
        folder.Write("uq/truth-probes/14B.p4_rows.json", row);
        folder.Write("uq/truth-probes/0.5B.p4_rows.json", row);
        folder.Write("uq/truth-probes/0.5B.p4_acts.npy", "no numbers");
        CommandRun.Of("probes", "--data", folder.FullName).MustRefuse("not a .npy file");
    }
}
