using Escalation.Decisions;
using Escalation.Uncertainty;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Uncertainty;

public class ClassScoresTests
{
    private static readonly Arbitrary<double[]> Logits = Gen.Choose(-200, 200).Select(i => i / 8.0).NonEmptyListOf().Select(list => list.ToArray()).ToArbitrary();

    [Fact]
    public void Logits_of_known_probabilities_give_their_scores()
    {
        double[] logits = [Math.Log(0.5), Math.Log(0.3), Math.Log(0.2)];
        var read = ClassScores.OfLogits(logits);
        Assert.Equal((3, 0), (read.Classes, read.Best));
        Assert.Equal(0.5, read.MaximumProbability, 14);
        Assert.Equal(0.2, read.Margin, 14);
        Assert.Equal(-((0.5 * Math.Log(0.5)) + (0.3 * Math.Log(0.3)) + (0.2 * Math.Log(0.2))) / Math.Log(3), read.NormalizedEntropy, 14);
        Assert.Equal(0.0, read.Energy, 14);
        Assert.Equal(Math.Log(0.5), read.MaximumLogit, 14);
    }

    [Fact]
    public void The_energy_is_minus_T_times_the_logarithm_of_the_tempered_sum()
    {
        double[] logits = [1.0, -2.0, 0.5];
        Assert.Equal(-2.0 * Math.Log(logits.Sum(z => Math.Exp(z / 2.0))), ClassScores.OfLogits(logits, temperature: 2.0).Energy, 13);
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassScores.OfLogits([1.0], temperature: 0.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassScores.OfLogits([1.0], temperature: double.NaN));
    }

    [Fact]
    public void Adding_a_number_to_all_logits_moves_energy_and_largest_logit_and_nothing_else() => Prop.ForAll(Logits, logits =>
    {
        ClassScores plain = ClassScores.OfLogits(logits), moved = ClassScores.OfLogits([.. logits.Select(z => z + 16.0)]);
        return Near(plain.MaximumProbability, moved.MaximumProbability) && Near(plain.Margin, moved.Margin) && Near(plain.NormalizedEntropy, moved.NormalizedEntropy)
            && Near(plain.Energy - 16.0, moved.Energy) && Near(plain.MaximumLogit + 16.0, moved.MaximumLogit) && plain.Best == moved.Best;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_softmax_of_logits_gives_the_same_scores_as_probabilities() => Prop.ForAll(Logits, logits =>
    {
        double[] probabilities = new double[logits.Length];
        Assert.True(LogSumExp.TrySoftmax(logits, probabilities, out _));
        ClassScores one = ClassScores.OfLogits(logits), other = ClassScores.OfProbabilities(probabilities);
        return Near(one.MaximumProbability, other.MaximumProbability) && Near(one.Margin, other.Margin) && Near(one.NormalizedEntropy, other.NormalizedEntropy)
            && one.NormalizedEntropy is >= 0.0 and <= 1.0 && one.Margin is >= 0.0 and <= 1.0 && double.IsNaN(other.Energy) && double.IsNaN(other.MaximumLogit);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Logits_at_the_ends_of_the_range_neither_overflow_nor_poison()
    {
        var read = ClassScores.OfLogits([double.MaxValue, double.MinValue, 0.0]);
        Assert.Equal((1.0, 1.0, 0.0), (read.MaximumProbability, read.Margin, read.NormalizedEntropy));
        var one = ClassScores.OfLogits([-3.0]);
        Assert.Equal((1.0, 1.0, 0.0, 3.0), (one.MaximumProbability, one.Margin, one.NormalizedEntropy, one.Energy));
    }

    [Fact]
    public void Scores_that_are_none_are_faults()
    {
        Assert.Equal(Reason.NoSignal, ClassScores.OfLogits([]).Fault);
        Assert.Equal(Reason.NoSignal, ClassScores.OfProbabilities([]).Fault);
        foreach (double bad in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            var read = ClassScores.OfLogits([0.0, bad]);
            Assert.Equal(Reason.ScoreUndefined, read.Fault);
            Assert.True(double.IsNaN(read.MaximumProbability) && double.IsNaN(read.Energy) && read.Best == -1);
            Assert.Equal(Reason.ScoreUndefined, ClassScores.OfProbabilities([1.0, bad]).Fault);
        }

        Assert.Equal(Reason.InvalidDistribution, ClassScores.OfProbabilities([0.4, 0.4]).Fault);
        Assert.Equal(Reason.InvalidDistribution, ClassScores.OfProbabilities([1.5, -0.5]).Fault);
    }

    private static bool Near(double left, double right) => Math.Abs(left - right) <= 1e-9 * Math.Max(1.0, Math.Abs(left));
}
