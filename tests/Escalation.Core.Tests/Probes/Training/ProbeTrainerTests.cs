using Escalation.Core.Tests.Learning.Wide;
using Escalation.Learning;
using Escalation.Probes;
using Escalation.Probes.Training;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Probes.Training;

public sealed class ProbeTrainerTests
{
    private static readonly ProbeTrainingOptions Quick = new() { Folds = 4, InnerFolds = 3, Penalties = [1.0, 30.0, 1000.0], Resamples = 50 };

    [Fact]
    public void The_probe_scores_raw_activations_as_the_fit_predicts_them()
    {
        WideSample sample = WideSample.Of(60, 20, seed: 3);
        TrainedProbe trained = ProbeTrainer.TrainLabel(ActivationRows.FromSingles(sample.Features, 20), sample.Labels, [], [], Fingerprints.Small, Quick);

        Assert.Same(Fingerprints.Small, trained.Probe.Fingerprint);
        Assert.True(trained.Report.Fit.Converged);
        for (int i = 0; i < 60; i++)
        {
            Assert.Equal(trained.Report.Fit.Predict(sample.Row(i)), trained.Probe.Score(sample.Row(i)), 1e-5);
        }
    }

    [Fact]
    public void Held_out_scores_come_from_folds_that_part_no_group_and_know_nothing_of_it()
    {
        WideSample sample = WideSample.Of(60, 10, seed: 4);
        int[] groups = [.. Enumerable.Range(0, 60).Select(i => i / 2)];
        TrainedProbe trained = Train(sample.Values);
        int[] folds = trained.Folds.ToArray();
        Assert.All(Enumerable.Range(0, 30), group => Assert.Equal(folds[2 * group], folds[(2 * group) + 1]));
        Assert.Equal(30, trained.Report.Groups);

        // Other values on a fold change the probes of all other folds, but neither the penalty nor the probe by which that fold is judged.
        TrainedProbe other = Train([.. sample.Values.Select((value, row) => folds[row] == 2 ? 100.0 - value : value)]);
        Assert.Equal(folds, other.Folds);
        Assert.Equal(trained.Report.Folds[2].Penalty, other.Report.Folds[2].Penalty);
        for (int i = 0; i < 60; i++)
        {
            Assert.Equal(folds[i] == 2, trained.HeldOutScores[i] == other.HeldOutScores[i]);
        }

        TrainedProbe Train(double[] values) => ProbeTrainer.TrainValue(ActivationRows.FromSingles(sample.Features, 10), values, groups, [], Fingerprints.Small, Quick);
    }

    [Fact]
    public void Noise_is_not_reported_as_knowledge()
    {
        var random = new SplitMix64(77);
        const int rows = 200;
        float[] features = [.. Enumerable.Range(0, rows * 300).Select(_ => (float)random.NextUniform())];
        bool[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.NextUniform() < 0.5)];
        ProbeTrainingReport report = ProbeTrainer.TrainLabel(ActivationRows.FromSingles(features, 300), labels, [], [], Fingerprints.Small, Quick with { Resamples = 400 }).Report;

        LabelMetrics metrics = report.Labels!;
        Assert.InRange(metrics.Auroc.Value, 0.4, 0.6);
        Assert.InRange(0.5, metrics.Auroc.Interval.Lower, metrics.Auroc.Interval.Upper);
        Assert.InRange(metrics.CalibratedLogLoss.Value, 0.68, 0.72);
        Assert.InRange(metrics.RecallAtOnePercent.Value, 0.0, 0.08);
        Assert.Equal(rows, report.Rows);
        Assert.Equal(labels.Count(label => label), report.Positives);
    }

    [Fact]
    public void Offsets_of_the_folds_are_neither_calibrated_into_knowledge_nor_into_a_reversed_probe()
    {
        // Every row is a fold and no activation differs, so a held-out score is the share of labels among the other rows: below that of all rows exactly where the label is 1.
        bool[] labels = [.. Enumerable.Range(0, 30).Select(row => row % 5 < 2)];
        float[] features = [.. Enumerable.Repeat(1f, 60)];
        TrainedProbe trained = ProbeTrainer.TrainLabel(ActivationRows.FromSingles(features, 2), labels, [], [], Fingerprints.Small, Quick with { Folds = 30, Penalties = [1.0] });

        Assert.Equal(0.0, trained.Report.Labels!.Auroc.Value);
        Assert.InRange(trained.Report.Labels.CalibratedLogLoss.Value, 0.67, 0.75);
        Assert.Null(trained.Probe.Calibration);

        var random = new SplitMix64(5);
        for (int trial = 0; trial < 12; trial++)
        {
            float[] noise = [.. Enumerable.Range(0, 60 * 8).Select(_ => (float)random.NextUniform())];
            bool[] coins = [.. Enumerable.Range(0, 60).Select(_ => random.NextUniform() < 0.4)];
            LinearProbe probe = ProbeTrainer.TrainLabel(ActivationRows.FromSingles(noise, 8), coins, [], [], Fingerprints.Small, Quick).Probe;
            Assert.True(probe.Calibration is null or { A: < 0.0 });
        }
    }

    [Fact]
    public void A_column_of_subnormal_spread_counts_as_constant_and_does_not_cost_the_probe()
    {
        WideSample sample = WideSample.Of(60, 5, seed: 8);
        float[] features = [.. sample.Features];
        for (int row = 0; row < 60; row++)
        {
            features[(row * 5) + 3] = row == 17 ? 1e-40f : 0f;
        }

        TrainedProbe trained = ProbeTrainer.TrainLabel(ActivationRows.FromSingles(features, 5), sample.Labels, [], [], Fingerprints.Small, Quick);
        Assert.Equal(0f, trained.Probe.Direction[3]);
        Assert.True(trained.Report.Fit.Converged);
        Assert.All(trained.HeldOutScores.ToArray(), score => Assert.True(double.IsFinite(score)));
    }

    [Fact]
    public void Few_groups_choose_their_penalty_by_fewer_folds()
    {
        WideSample sample = WideSample.Of(60, 5, seed: 8);
        int[] groups = [.. Enumerable.Range(0, 60).Select(row => row % 4)];
        TrainedProbe trained = ProbeTrainer.TrainLabel(ActivationRows.FromSingles(sample.Features, 5), sample.Labels, groups, [], Fingerprints.Small, new ProbeTrainingOptions { Folds = 4, Resamples = 20 });
        Assert.All(trained.Report.Folds, fold => Assert.Equal(15, fold.HeldOutRows));
        Assert.Equal(4, trained.Report.Groups);
    }

    [Fact]
    public void Metrics_are_those_of_the_held_out_scores_and_the_calibration_is_fitted_on_them()
    {
        WideSample sample = WideSample.Of(90, 6, seed: 14);
        TrainedProbe trained = ProbeTrainer.TrainLabel(ActivationRows.FromSingles(sample.Features, 6), sample.Labels, [], [], Fingerprints.Small, Quick);
        double[] scores = trained.HeldOutScores.ToArray();
        LabelMetrics metrics = trained.Report.Labels!;

        Assert.Equal(1.0 - AurocCounts.OfLabelled(scores, sample.Labels).Risk!.Value, metrics.Auroc.Value, 1e-12);
        Assert.Equal(Enumerable.Range(0, 90).Count(i => scores[i] >= 0.0 == sample.Labels[i]) / 90.0, metrics.Accuracy.Value, 1e-12);
        Assert.Equal(Enumerable.Range(0, 90).Average(i => Math.Log(1.0 + Math.Exp(sample.Labels[i] ? -scores[i] : scores[i]))), metrics.LogLoss.Value, 1e-10);
        Assert.All((MetricEstimate[])[metrics.Auroc, metrics.Accuracy, metrics.LogLoss, metrics.RecallAtOnePercent], metric => Assert.True(metric.Interval.Lower <= metric.Value && metric.Value <= metric.Interval.Upper));
        var platt = Escalation.Learning.PlattCalibration.Fit(scores, sample.Labels);
        Assert.Equal(platt.A, trained.Probe.Calibration!.A);
        Assert.Equal(platt.B, trained.Probe.Calibration.B);
        Assert.True(metrics.Auroc.Value > 0.75);
        Assert.Equal(90, trained.Report.Folds.Sum(fold => fold.HeldOutRows));
        Assert.All(trained.Report.Folds, fold => Assert.True(fold.Converged && fold.TrainingRows + fold.HeldOutRows == 90 && Quick.Penalties!.Contains(fold.Penalty)));
        Assert.Equal(trained.Report.Folds.Sum(fold => fold.HeldOutRows * fold.MeanLoss) / 90.0, metrics.LogLoss.Value, 1e-10);
    }

    [Fact]
    public void Values_are_predicted_and_judged()
    {
        WideSample sample = WideSample.Of(80, 12, seed: 6);
        TrainedProbe trained = ProbeTrainer.TrainValue(ActivationRows.FromSingles(sample.Features, 12), sample.Values, [], [], Fingerprints.Small, Quick);
        ValueMetrics metrics = trained.Report.Values!;
        double[] scores = trained.HeldOutScores.ToArray();

        Assert.Null(trained.Probe.Calibration);
        Assert.Null(trained.Report.Labels);
        double error = Enumerable.Range(0, 80).Average(i => Math.Pow(scores[i] - sample.Values[i], 2));
        double mean = sample.Values.Average();
        Assert.Equal(error, metrics.MeanSquaredError.Value, 1e-12);
        Assert.Equal(1.0 - (error / sample.Values.Average(value => Math.Pow(value - mean, 2))), metrics.ExplainedShare.Value, 1e-10);
        Assert.InRange(metrics.Correlation.Value, 0.8, 1.0);
        Assert.InRange(metrics.ExplainedShare.Value, 0.5, 1.0);
    }

    [Fact]
    public void A_constant_value_is_learned_and_not_praised()
    {
        WideSample sample = WideSample.Of(40, 5, seed: 16);
        // The expert's probability less the probe's, 0.2 wherever it is computed, but for rounding.
        double[] values = [.. Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? 0.9 - 0.7 : 0.3 - 0.1)];
        Assert.Equal(2, values.Distinct().Count());
        TrainedProbe trained = ProbeTrainer.TrainValue(ActivationRows.FromSingles(sample.Features, 5), values, [], [], Fingerprints.Small, Quick with { Penalties = null });

        ValueMetrics metrics = trained.Report.Values!;
        Assert.Equal(0.0, metrics.MeanSquaredError.Value, 1e-20);
        Assert.True(double.IsNaN(metrics.ExplainedShare.Value) && double.IsNaN(metrics.Correlation.Value));
        Assert.True(trained.Report.Fit.Converged && trained.Report.Folds.All(fold => fold.Converged));
        Assert.Equal(0.2, trained.Probe.Score(sample.Row(0)), 1e-6);
    }

    [Fact]
    public void The_rounded_mean_of_many_equal_values_is_no_spread()
    {
        WideSample sample = WideSample.Of(1_000, 5, seed: 17);
        double[] values = [.. Enumerable.Repeat(0.1, 1_000)];
        TrainedProbe trained = ProbeTrainer.TrainValue(ActivationRows.FromSingles(sample.Features, 5), values, [], [], Fingerprints.Small, Quick with { Penalties = null });

        ValueMetrics metrics = trained.Report.Values!;
        Assert.True(double.IsNaN(metrics.ExplainedShare.Value) && double.IsNaN(metrics.Correlation.Value));
        Assert.True(trained.Report.Fit.Converged && trained.Report.Folds.All(fold => fold.Converged));
    }

    [Fact]
    public void Every_stored_type_gives_the_probe_of_the_widened_numbers()
    {
        WideSample sample = WideSample.Of(40, 7, seed: 9);
        Half[] halves = [.. sample.Features.Select(value => (Half)value)];
        ushort[] brains = [.. sample.Features.Select(value => (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16))];
        sbyte[] bytes = [.. sample.Features.Select(value => (sbyte)(value * 40f))];
        AssertSame([.. halves.Select(value => (float)value)], ActivationRows.FromHalves(halves, 7));
        AssertSame([.. brains.Select(bits => BitConverter.UInt32BitsToSingle((uint)bits << 16))], ActivationRows.FromBFloat16(brains, 7));
        AssertSame([.. bytes.Select(value => value * 0.025f)], ActivationRows.FromSignedBytes(bytes, 7, 0.025f));

        void AssertSame(float[] widened, ActivationRows stored)
        {
            TrainedProbe expected = ProbeTrainer.TrainLabel(ActivationRows.FromSingles(widened, 7), sample.Labels, [], [], Fingerprints.Small, Quick);
            TrainedProbe actual = ProbeTrainer.TrainLabel(stored, sample.Labels, [], [], Fingerprints.Small, Quick);
            Assert.Equal(expected.Probe.Direction, actual.Probe.Direction);
            Assert.Equal(expected.HeldOutScores, actual.HeldOutScores);
        }
    }

    [Fact]
    public void Balanced_classes_move_the_decision_towards_the_rare_one()
    {
        WideSample sample = WideSample.Of(120, 4, seed: 21);
        bool[] rare = [.. Enumerable.Range(0, 120).Select(i => sample.Labels[i] && i % 3 == 0)];
        double plain = Mean(Quick);
        double balanced = Mean(Quick with { BalanceClasses = true });
        Assert.True(balanced > plain + 0.3, $"{plain} {balanced}");

        double Mean(ProbeTrainingOptions options)
        {
            TrainedProbe trained = ProbeTrainer.TrainLabel(ActivationRows.FromSingles(sample.Features, 4), rare, [], [], Fingerprints.Small, options);
            return trained.HeldOutScores.ToArray().Average();
        }
    }

    [Fact]
    public void Equal_input_gives_equal_bits_and_one_penalty_is_not_searched()
    {
        WideSample sample = WideSample.Of(50, 60, seed: 2);
        TrainedProbe first = Train();
        TrainedProbe second = Train();
        Assert.Equal(first.Probe.Direction, second.Probe.Direction);
        Assert.Equal(first.Probe.Bias, second.Probe.Bias);
        Assert.Equal(first.Report.Labels, second.Report.Labels);
        Assert.Null(first.Report.Selection);
        Assert.Equal(7.0, first.Report.Fit.Penalty);

        TrainedProbe Train() => ProbeTrainer.TrainLabel(ActivationRows.FromSingles(sample.Features, 60), sample.Labels, [], [], Fingerprints.Small, Quick with { Penalties = [7.0] });
    }
}
