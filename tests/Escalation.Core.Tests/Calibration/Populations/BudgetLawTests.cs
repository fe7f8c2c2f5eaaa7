using Escalation.Calibration;
using Escalation.Calibration.Populations;
using Escalation.Decisions;
using Escalation.Statistics;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Calibration.Populations;

/// <summary>The law of the budget rule against every sample there is, through the public calibration.</summary>
public class BudgetLawTests
{
    private static readonly string NoFingerprint = new('0', 64);

    [Fact]
    public void Every_sample_of_small_pools_with_and_without_ties_gives_the_computed_law()
    {
        var random = new SplitMix64(1);
        int violating = 0;
        foreach ((int population, int draws) in (ReadOnlySpan<(int, int)>)[(5, 1), (6, 6), (6, 3), (8, 5), (9, 8), (10, 5)])
        {
            List<int[]> samples = Subsets.All(population, draws);
            foreach (int atoms in (ReadOnlySpan<int>)[2, 4, 1000])
            {
                foreach ((double alpha, double delta) in (ReadOnlySpan<(double, double)>)[(0.5, 0.3), (0.3, 0.4), (0.4, 0.6), (0.9, 0.2), (0.7, 0.1), (0.2, 0.1)])
                {
                    foreach (ScoreDirection direction in (ReadOnlySpan<ScoreDirection>)[ScoreDirection.HigherDelegates, ScoreDirection.LowerDelegates])
                    {
                        double[] scores = Draw(random, population, atoms);
                        PopulationLaw counted = Count(scores, samples, new DelegationBudgetOptions(alpha, delta) { Direction = direction, DataSha256 = NoFingerprint });
                        PopulationLaw law = BudgetLaw.Of(scores, direction, draws, alpha, delta);
                        Assert.Equal(counted.Violation, law.Violation, 1e-12);
                        Assert.Equal(counted.MeanRate, law.MeanRate, 1e-12);
                        Assert.Equal(counted.Certified, law.Certified, 1e-12);
                        Assert.True(law.Violation <= delta);
                        violating += law.Violation > 0.0 ? 1 : 0;
                    }
                }
            }
        }

        Assert.InRange(violating, 20, 215);
    }

    /// <summary>Published exact sizes for continuous scores.</summary>
    [Theory]
    [InlineData(0.1, 500, 0.07509)]
    [InlineData(0.2, 200, 0.08993)]
    [InlineData(0.3, 793, 0.08805523173)]
    public void A_large_pool_without_ties_approaches_the_endless_population(double alpha, int draws, double size)
    {
        double[] scores = new double[100_000];
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = i;
        }

        long allowed = BinomialBudget.LargestCount(draws, alpha, 0.1);
        double violation = HypergeometricTail.Lower(allowed, scores.Length, (int)Math.Round(alpha * scores.Length) + 1, draws);
        Assert.InRange(violation, size - 0.002, size);
        Assert.Equal(violation, BudgetLaw.Of(scores, ScoreDirection.HigherDelegates, draws, alpha, 0.1).Violation, 1e-12);
    }

    [Fact]
    public void A_pool_that_cannot_delegate_so_many_items_is_never_violated()
    {
        double[] scores = new double[1000];
        scores.AsSpan(0, 250).Fill(1.0);
        PopulationLaw law = BudgetLaw.Of(scores, ScoreDirection.HigherDelegates, 100, 0.25, 0.1);
        Assert.Equal(0.0, law.Violation);
        Assert.Equal(0.25 * HypergeometricTail.Lower(BinomialBudget.LargestCount(100, 0.25, 0.1), 1000, 250, 100), law.MeanRate, 1e-12);
        Assert.True(BudgetLaw.Of(scores, ScoreDirection.HigherDelegates, 100, 0.24, 0.1).Violation > 0.01);
    }

    [Fact]
    public void Too_few_items_certify_nothing() =>
        Assert.Equal(new PopulationLaw(0.0, 0.0, 0.0), BudgetLaw.Of([1.0, 2.0, 3.0, 4.0], ScoreDirection.HigherDelegates, 3, 0.1, 0.1));

    private static double[] Draw(SplitMix64 random, int population, int atoms)
    {
        double[] scores = new double[population];
        for (int i = 0; i < population; i++)
        {
            scores[i] = random.NextBelow(atoms) / 7.0;
        }

        return scores;
    }

    private static PopulationLaw Count(double[] scores, List<int[]> samples, DelegationBudgetOptions options)
    {
        int certified = 0;
        int violations = 0;
        long delegated = 0;
        foreach (int[] sample in samples)
        {
            if (DelegationBudget.Calibrate([.. sample.Select(item => scores[item])], options) is not Certified { Certificate: { } certificate })
            {
                // Whether anything is certified depends on the size of the sample alone.
                return new PopulationLaw(0.0, 0.0, 0.0);
            }

            Threshold deployed = certificate;
            int count = scores.Count(deployed.Escalates);
            certified++;
            delegated += count;
            violations += count > (decimal)options.Alpha * scores.Length ? 1 : 0;
        }

        return new PopulationLaw((double)violations / samples.Count, (double)certified / samples.Count, (double)delegated / scores.Length / samples.Count);
    }
}
