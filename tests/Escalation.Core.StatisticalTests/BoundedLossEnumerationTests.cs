using Escalation.Statistics;

namespace Escalation.Core.StatisticalTests;

/// <summary>The error of each test of a bounded loss at its boundary, summed exactly over every sample of a few loss values: no randomness, so a single violation counts.</summary>
public sealed class BoundedLossEnumerationTests
{
    private static readonly double[][] Atoms =
    [
        [0, 1],
        [0, .5, 1],
        [0, .125, 1],
        [.25, .375, .5],
        [0, .0625, .5],
    ];

    /// <summary>The published largest counts and sizes: nothing is wasted and nothing is too much.</summary>
    [Theory]
    [InlineData(200, .1, 14, .0930, 12, .0321, 4, .00001)]
    [InlineData(1000, .1, 87, .0919, 82, .0299, 66, .0001)]
    public void Sizes_of_counts_are_the_published_ones(int n, double level, int exact, double exactSize, int hb, double hbSize, int hoeffding, double hoeffdingSize)
    {
        AssertLargest(k => BinomialTail.Lower(k, n, level), exact, exactSize);
        AssertLargest(k => HoeffdingBentkus.PValue(k, n, level), hb, hbSize);
        AssertLargest(k => Hoeffding.PValue(k, n, level), hoeffding, hoeffdingSize);

        void AssertLargest(Func<int, double> p, int count, double size)
        {
            Assert.True(p(count) <= level && p(count + 1) > level);
            Assert.Equal(size, BinomialTail.Lower(count, n, level), size < .001 ? 5e-6 + (size / 2) : 1e-4);
        }
    }

    [Fact]
    public void No_p_value_of_a_sum_rejects_a_true_boundary_too_often()
    {
        int cases = 0;
        foreach (int n in (int[])[1, 2, 5, 12, 30])
        {
            foreach (double[] atoms in Atoms)
            {
                foreach (double[] masses in Masses(atoms.Length))
                {
                    AssertValid(n, atoms, masses);
                    cases++;
                }
            }
        }

        Assert.True(cases >= 100);
    }

    private static void AssertValid(int n, double[] atoms, double[] masses)
    {
        double mean = atoms.Zip(masses, (atom, mass) => atom * mass).Sum();

        // The hypothesis is "the risk exceeds alpha"; at its boundary the rounded mean may lie on either side, so the level is put just below.
        double alpha = mean * (1 - 1e-14);
        var samples = CountVectors.All(n, atoms.Length).Select(counts =>
        {
            double[] losses = [.. counts.SelectMany((count, i) => Enumerable.Repeat(atoms[i], count))];
            double sum = LossSum.Of(losses).Value;
            double[] p =
            [
                Hoeffding.PValue(sum, n, alpha),
                ChernoffHoeffding.PValue(sum, n, alpha),
                Bentkus.PValue(sum, n, alpha),
                HoeffdingBentkus.PValue(sum, n, alpha),
                EmpiricalBernstein.PValue(losses, alpha),
            ];
            return (Weight: CountVectors.Weight(counts, masses), P: p);
        }).ToArray();
        foreach (double delta in (double[])[.5, .2, .1, .05, .01, .001])
        {
            for (int method = 0; method < 5; method++)
            {
                double violation = samples.Where(sample => sample.P[method] <= delta).Sum(sample => sample.Weight);
                Assert.True(violation <= delta * (1 + 1e-12), FormattableString.Invariant($"method {method}, n {n}, delta {delta}: {violation}"));
            }
        }
    }

    private static IEnumerable<double[]> Masses(int count) => count == 2
        ? [[.9, .1], [.5, .5], [.25, .75], [.99, .01]]
        : [[.8, .1, .1], [.25, .5, .25], [.1, .1, .8], [.98, .01, .01], [.5, .4375, .0625]];
}
