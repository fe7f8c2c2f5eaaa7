using Escalation.Core.Tests.Probes.Pooling;
using Escalation.Learning;
using Escalation.Probes;
using Escalation.Probes.Pooling;
using Escalation.Probes.Sequences;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Probes.Sequences;

public class SequenceScorerTests
{
    private static readonly Gen<(int Tokens, int Seed)> Shapes = Gen.Choose(0, 30).SelectMany(tokens => Gen.Choose(0, int.MaxValue).Select(seed => (tokens, seed)));

    [Fact]
    public void Token_by_token_gives_the_bits_of_the_whole_sequence()
    {
        SequenceProbe[] probes = TokenMatrix.OneOfEach();
        Prop.ForAll(Shapes.ToArbitrary(), shape =>
        {
            float[] tokens = TokenMatrix.Draw(shape.Tokens * TokenMatrix.Length, shape.Seed);
            foreach (SequenceProbe probe in probes)
            {
                SequenceScorer scorer = probe.CreateScorer();
                for (int t = 0; t < shape.Tokens; t++)
                {
                    scorer.Add(tokens.AsSpan(t * TokenMatrix.Length, TokenMatrix.Length));
                }

                Assert.Equal(probe.Score(ActivationRows.FromSingles(tokens, TokenMatrix.Length)), scorer.Score);
                Assert.Equal(shape.Tokens == 0, scorer.Score is null);
                Assert.Equal(shape.Tokens, scorer.Count);
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Padding_never_counts_whatever_it_holds()
    {
        SequenceProbe[] probes = TokenMatrix.OneOfEach();
        float[] garbage = [0f, float.NaN, float.PositiveInfinity, 1e30f];
        Prop.ForAll(Shapes.ToArbitrary(), shape =>
        {
            var random = new Random(shape.Seed);
            float[] tokens = TokenMatrix.Draw(shape.Tokens * TokenMatrix.Length, shape.Seed);
            bool[] real = [.. Enumerable.Range(0, shape.Tokens).Select(_ => random.Next(3) > 0)];
            float[] kept = [.. tokens.Where((_, i) => real[i / TokenMatrix.Length])];
            for (int i = 0; i < tokens.Length; i++)
            {
                tokens[i] = real[i / TokenMatrix.Length] ? tokens[i] : garbage[random.Next(garbage.Length)];
            }

            foreach (SequenceProbe probe in probes)
            {
                Assert.Equal(probe.Score(ActivationRows.FromSingles(kept, TokenMatrix.Length)), probe.Score(ActivationRows.FromSingles(tokens, TokenMatrix.Length), real));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void An_activation_that_is_not_finite_shows_from_every_token()
    {
        foreach (SequenceProbe probe in TokenMatrix.OneOfEach())
        {
            if (probe is PooledLinearProbe pooled && !PoolingRules.ReadingEveryToken.Contains(pooled.Rule))
            {
                continue;
            }

            foreach (float bad in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
            {
                for (int t = 0; t < 15; t++)
                {
                    float[] tokens = TokenMatrix.Draw(15 * TokenMatrix.Length, 5);
                    tokens[(t * TokenMatrix.Length) + (t % TokenMatrix.Length)] = bad;
                    SequenceScorer scorer = probe.CreateScorer();
                    scorer.Add(ActivationRows.FromSingles(tokens, TokenMatrix.Length));
                    Assert.False(double.IsFinite(scorer.Score!.Value), $"{probe.Id}: {bad} at {t}");
                    Assert.Equal(double.NaN, scorer.Probability);
                }
            }
        }
    }

    [Fact]
    public void Huge_activations_overflow_in_no_softmax()
    {
        float[] tokens = TokenMatrix.Draw(15 * TokenMatrix.Length, 6);
        float[] huge = [.. tokens.Select(value => value * 1e30f)];
        foreach (SequenceProbe probe in TokenMatrix.OneOfEach())
        {
            Assert.True(double.IsFinite(probe.Score(ActivationRows.FromSingles(huge, TokenMatrix.Length))!.Value), probe.Id);
        }
    }

    [Fact]
    public void A_sequence_that_moves_to_another_machine_ends_in_the_same_bits()
    {
        float[] tokens = TokenMatrix.Draw(12 * TokenMatrix.Length, 9);
        foreach (SequenceProbe probe in TokenMatrix.OneOfEach())
        {
            SequenceScorer here = probe.CreateScorer(), there = probe.CreateScorer();
            here.Add(ActivationRows.FromSingles(tokens.AsSpan(0, 7 * TokenMatrix.Length), TokenMatrix.Length));
            there.LoadState(here.SaveState());
            there.Add(ActivationRows.FromSingles(tokens.AsSpan(7 * TokenMatrix.Length), TokenMatrix.Length));

            Assert.Equal(probe.Score(ActivationRows.FromSingles(tokens, TokenMatrix.Length)), there.Score);
        }
    }

    [Fact]
    public void The_state_of_another_probe_is_refused()
    {
        SequenceProbe[] probes = TokenMatrix.OneOfEach();
        Assert.Equal(probes.Length, probes.Select(probe => probe.Id).Distinct().Count());
        for (int i = 1; i < probes.Length; i++)
        {
            SequenceProbe probe = probes[i];
            byte[] other = probes[i - 1].CreateScorer().SaveState();
            Assert.Contains(probe.Id, Assert.Throws<FormatException>(() => probe.CreateScorer().LoadState(other)).Message, StringComparison.Ordinal);
        }

        var moved = new PooledLinearProbe(new LinearProbe(TokenMatrix.Draw(TokenMatrix.Length, 1), 0.25, TokenMatrix.Source), PoolingRule.Mean);
        Assert.Equal(probes[0].Id, moved.Id);
        Assert.NotEqual(probes[0].Id, new PooledLinearProbe(new LinearProbe(TokenMatrix.Draw(TokenMatrix.Length, 1), 0.26, TokenMatrix.Source), PoolingRule.Mean).Id);
    }

    [Fact]
    public void Tokens_cost_no_memory()
    {
        SequenceScorer[] scorers = [.. TokenMatrix.OneOfEach().Select(probe => probe.CreateScorer())];
        float[] tokens = TokenMatrix.Draw(30 * TokenMatrix.Length, 3);
        bool[] real = [.. Enumerable.Range(0, 30).Select(t => t % 4 != 0)];
        double sum = Run();

        long before = GC.GetAllocatedBytesForCurrentThread();
        sum += Run();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(double.IsFinite(sum));

        double Run()
        {
            double total = 0.0;
            foreach (SequenceScorer scorer in scorers)
            {
                scorer.Reset();
                scorer.Add(ActivationRows.FromSingles(tokens, TokenMatrix.Length), real);
                scorer.Add(tokens.AsSpan(0, TokenMatrix.Length));
                total += scorer.Score!.Value + scorer.Probability!.Value;
            }

            return total;
        }
    }

    [Fact]
    public void A_probability_needs_a_calibration_and_a_token()
    {
        SequenceScorer bare = new MultiMaxProbe([[1f]], 0.0, TokenMatrix.Source).CreateScorer();
        SequenceScorer calibrated = new MultiMaxProbe([[1f]], 0.0, TokenMatrix.Source, PlattCalibration.Logistic).CreateScorer();

        Assert.Throws<InvalidOperationException>(() => bare.Probability);
        Assert.Null(calibrated.Probability);
        calibrated.Add([0f]);
        Assert.Equal(0.5, calibrated.Probability);
    }

    [Fact]
    public void Tokens_that_do_not_fit_are_refused()
    {
        SequenceProbe probe = new MultiMaxProbe([[1f, 2f]], 0.0, TokenMatrix.Source);
        SequenceScorer scorer = probe.CreateScorer();

        Assert.Throws<ArgumentException>("activations", () => scorer.Add([1f]));
        Assert.Throws<ArgumentException>("tokens", () => probe.Score(ActivationRows.FromSingles([1f, 2f, 3f], 3)));
        Assert.Throws<ArgumentException>("real", () => probe.Score(ActivationRows.FromSingles([1f, 2f], 2), [true, true]));
        Assert.Equal(0, scorer.Count);
        probe.RequireSource(TokenMatrix.Source);
        Assert.Throws<ProbeMismatchException>(() => probe.RequireSource(Fingerprints.Small));
    }
}
