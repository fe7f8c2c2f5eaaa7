using Escalation.Statistics.Sequential;

namespace Escalation.Core.StatisticalTests;

/// <summary>The error of the betting test at its boundary, summed exactly over every ordered sample of a few loss values.</summary>
public sealed class BettingEnumerationTests
{
    [Theory]
    [InlineData(14, new[] { 0.0, 1.0 }, new[] { .5, .5 })]
    [InlineData(14, new[] { 0.0, 1.0 }, new[] { .9, .1 })]
    [InlineData(14, new[] { 0.0, 1.0 }, new[] { .2, .8 })]
    [InlineData(9, new[] { 0.0, 0.5, 1.0 }, new[] { .5, .25, .25 })]
    [InlineData(9, new[] { 0.0, 0.0625, 1.0 }, new[] { .6, .3, .1 })]
    [InlineData(9, new[] { 0.25, 0.3125, 0.375 }, new[] { .5, .25, .25 })]
    public void A_true_boundary_is_rejected_with_probability_delta_at_most(int n, double[] atoms, double[] masses)
    {
        double mean = atoms.Zip(masses, (atom, mass) => atom * mass).Sum();
        double alpha = mean * (1 - 1e-14);
        foreach (double tuned in (double[])[.5, .1, .01])
        {
            double[] levels = [.5, .3, .1, .05, .01];
            double[] violation = new double[levels.Length];
            double total = 0;
            Walk(new BettingCapital(alpha, tuned, n), 1);
            Assert.Equal(1, total, 1e-12);
            for (int i = 0; i < levels.Length; i++)
            {
                Assert.True(violation[i] <= levels[i] * (1 + 1e-12), FormattableString.Invariant($"delta {levels[i]}: {violation[i]}"));
            }

            void Walk(BettingCapital capital, double weight)
            {
                if (capital.Count == n)
                {
                    total += weight;
                    for (int i = 0; i < levels.Length; i++)
                    {
                        violation[i] += capital.PValue <= levels[i] ? weight : 0;
                    }

                    return;
                }

                for (int i = 0; i < atoms.Length; i++)
                {
                    BettingCapital next = capital;
                    next.Add(atoms[i]);
                    Walk(next, weight * masses[i]);
                }
            }
        }
    }

    [Theory]
    [InlineData(14, new[] { 0.0, 1.0 }, new[] { .7, .3 })]
    [InlineData(9, new[] { 0.0, 0.5, 1.0 }, new[] { .5, .25, .25 })]
    public void Both_sides_of_the_hedge_keep_their_level_at_once(int n, double[] atoms, double[] masses)
    {
        double mean = atoms.Zip(masses, (atom, mass) => atom * mass).Sum();
        foreach (double delta in (double[])[.5, .2, .1])
        {
            double atMost = 0;
            double atLeast = 0;
            double equal = 0;
            Walk(new HedgedCapital(mean, delta), 1);
            Assert.True(atMost <= delta && atLeast <= delta && equal <= delta);
            Assert.True(atMost > 0 || atLeast > 0);

            void Walk(HedgedCapital capital, double weight)
            {
                if (capital.Count == n)
                {
                    // A mean that a double cannot hold exactly lies on one side by less than the margin of the capital.
                    atMost += capital.PValueAtMost <= delta ? weight : 0;
                    atLeast += capital.PValueAtLeast <= delta ? weight : 0;
                    equal += capital.PValueEqual <= delta ? weight : 0;
                    return;
                }

                for (int i = 0; i < atoms.Length; i++)
                {
                    HedgedCapital next = capital;
                    next.Add(atoms[i]);
                    Walk(next, weight * masses[i]);
                }
            }
        }
    }
}
