using Escalation.Core.Tests.Learning.Wide;
using Escalation.Probes;
using Escalation.Probes.Training;

namespace Escalation.Core.Tests.Probes.Training;

public sealed class ProbeTrainerErrorTests
{
    private static readonly WideSample Sample = WideSample.Of(20, 3, seed: 1);

    [Fact]
    public void An_activation_that_is_not_finite_is_named_by_row_and_column()
    {
        Half[] halves = [.. Sample.Features.Select(value => (Half)value)];
        halves[(11 * 3) + 1] = Half.NaN;
        Assert.Contains("row 11, column 1", Assert.Throws<ArgumentOutOfRangeException>(() => ProbeTrainer.TrainLabel(ActivationRows.FromHalves(halves, 3), Sample.Labels, [], [], Fingerprints.Small)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lengths_that_disagree_are_refused()
    {
        Refuse<ArgumentException>("labels must hold one entry a row of activations, 20, but holds 2", labels: [true, false]);
        Refuse<ArgumentException>("groups must hold one entry", groups: [1, 2]);
        Refuse<ArgumentException>("weights must hold one entry", weights: [1.0]);
        Assert.Throws<ArgumentException>(() => ProbeTrainer.TrainValue(ActivationRows.FromSingles(Sample.Features, 3), [1.0], [], [], Fingerprints.Small));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProbeTrainer.TrainValue(default, [], [], [], Fingerprints.Small));
    }

    [Fact]
    public void One_group_or_one_class_is_too_little()
    {
        Refuse<ArgumentOutOfRangeException>("number of groups, 1, but was 5", groups: new int[20]);
        Refuse<ArgumentException>("every one is 0", labels: new bool[20]);
        ArgumentException lone = Assert.Throws<ArgumentException>(() => Train(new ProbeTrainingOptions { Folds = 2 }, [.. Enumerable.Range(0, 20).Select(i => i % 2)]));
        Assert.Contains("groups outside fold 0 must be at least 2", lone.Message, StringComparison.Ordinal);
        // All positives in one group: without its fold nothing is left to learn.
        bool[] labels = [.. Enumerable.Range(0, 20).Select(i => i < 2)];
        Refuse<ArgumentException>("outside fold", labels, groups: [.. Enumerable.Range(0, 20).Select(i => i / 2)]);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        foreach (ProbeTrainingOptions bad in (ReadOnlySpan<ProbeTrainingOptions>)[new() { Folds = 1 }, new() { InnerFolds = 1 }, new() { Penalties = [0.0] }, new() { GapTolerance = 1.0 }, new() { Resamples = 0 }, new() { Level = double.NaN }])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => ProbeTrainer.TrainLabel(ActivationRows.FromSingles(Sample.Features, 3), Sample.Labels, [], [], Fingerprints.Small, bad));
        }

        Assert.Throws<ArgumentException>(() => ProbeTrainer.TrainValue(ActivationRows.FromSingles(Sample.Features, 3), Sample.Values, [], [], Fingerprints.Small, new() { BalanceClasses = true }));
    }

    [Fact]
    public void Training_tells_its_progress_and_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        var told = new List<ProbeTrainingProgress>();
        ProbeTrainingOptions options = new() { Folds = 4, InnerFolds = 2, Penalties = [1.0], Resamples = 5 };
        Train(options with { Progress = new Listener(told.Add) }, source.Token);
        Assert.Equal([1, 2, 3, 4], told.Select(progress => progress.FoldsDone));
        Assert.Equal(new ProbeTrainingProgress(4, 4, 20, 20), told[^1]);

        Assert.Throws<OperationCanceledException>(() => Train(options with { Progress = new Listener(_ => source.Cancel()) }, source.Token));
    }

    private static void Train(ProbeTrainingOptions options, int[] groups) =>
        ProbeTrainer.TrainLabel(ActivationRows.FromSingles(Sample.Features, 3), Sample.Labels, groups, [], Fingerprints.Small, options);

    private static void Train(ProbeTrainingOptions options, CancellationToken cancellationToken) =>
        ProbeTrainer.TrainLabel(ActivationRows.FromSingles(Sample.Features, 3), Sample.Labels, [], [], Fingerprints.Small, options, cancellationToken);

    private static void Refuse<TException>(string problem, bool[]? labels = null, int[]? groups = null, double[]? weights = null)
        where TException : Exception
    {
        TException exception = Assert.Throws<TException>(() => ProbeTrainer.TrainLabel(ActivationRows.FromSingles(Sample.Features, 3), labels ?? Sample.Labels, groups ?? [], weights ?? [], Fingerprints.Small));
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
    }

    private sealed class Listener(Action<ProbeTrainingProgress> told) : IProgress<ProbeTrainingProgress>
    {
        public void Report(ProbeTrainingProgress value) => told(value);
    }
}
