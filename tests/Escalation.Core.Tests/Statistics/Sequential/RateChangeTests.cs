using Escalation.Statistics;
using Escalation.Statistics.Sequential;
using MathNet.Numerics;

namespace Escalation.Core.Tests.Statistics.Sequential;

public class RateChangeTests
{
    [Fact]
    public void The_evidence_is_what_forty_digits_give()
    {
        (long, long)[] blocks = [(3, 20), (2, 25), (4, 22), (15, 24), (14, 20)];
        double[] expected = [-1.74407609218864406, -2.56802082303477117, -3.05535529294684573, 3.56324292102068173, 9.71900629087684123];
        var change = new RateChange();
        for (int i = 0; i < blocks.Length; i++)
        {
            change.Observe(blocks[i].Item1, blocks[i].Item2);
            Assert.Equal(expected[i], change.LogEvidence, 11);
        }

        Assert.Equal(3, change.LikeliestChange);
        Assert.Equal((9, 67, 29, 44), change.SplitAt(3));
        Assert.Equal(change.LogEvidence, change.LargestLogEvidence);
    }

    /// <summary>Every outcome of three blocks: the numerator is a probability, so under each constant rate the evidence is worth one at most, and its largest value crosses 1/delta with probability delta at most.</summary>
    [Fact]
    public void Under_every_constant_rate_evidence_is_not_gained()
    {
        int[] sizes = [3, 5, 4, 3];
        foreach (double rate in new[] { 0.0, 0.03, 0.2, 0.5, 0.77, 1.0 })
        {
            double expected = 0.0;
            double[] crossings = [0.0, 0.0, 0.0];
            foreach (int[] counts in Outcomes(sizes))
            {
                var change = new RateChange();
                double probability = 1.0;
                for (int i = 0; i < sizes.Length; i++)
                {
                    change.Observe(counts[i], sizes[i]);
                    probability *= Choose(sizes[i], counts[i]) * Math.Pow(rate, counts[i]) * Math.Pow(1.0 - rate, sizes[i] - counts[i]);
                }

                expected += probability * Math.Exp(change.LogEvidence);
                for (int level = 0; level < crossings.Length; level++)
                {
                    crossings[level] += change.LargestLogEvidence >= Math.Log(2 << level) ? probability : 0.0;
                }
            }

            Assert.True(expected <= 1.0 + 1e-12, $"{rate}: {expected}");
            for (int level = 0; level < crossings.Length; level++)
            {
                Assert.True(crossings[level] <= (1.0 / (2 << level)) + 1e-12, $"{rate}: {crossings[level]}");
            }
        }
    }

    [Fact]
    public void The_numerator_is_a_probability_to_the_last_digit()
    {
        int[] sizes = [3, 5, 4, 3];
        double sum = 0.0;
        foreach (int[] counts in Outcomes(sizes))
        {
            var change = new RateChange();
            double ways = 1.0;
            for (int i = 0; i < sizes.Length; i++)
            {
                change.Observe(counts[i], sizes[i]);
                ways *= Choose(sizes[i], counts[i]);
            }

            int k = counts.Sum();
            int n = sizes.Sum();
            sum += ways * Math.Exp(change.LogEvidence) * Math.Pow((double)k / n, k) * Math.Pow(1.0 - ((double)k / n), n - k);
        }

        Assert.Equal(1.0, sum, 12);
    }

    [Fact]
    public void Successes_mirror_failures_and_empty_blocks_say_nothing()
    {
        var one = new RateChange();
        var other = new RateChange();
        foreach ((int k, int n) in new[] { (1, 30), (0, 0), (2, 20), (18, 25), (0, 0), (9, 11) })
        {
            one.Observe(k, n);
            other.Observe(n - k, n);
        }

        Assert.Equal(4, one.Blocks);
        Assert.Equal(one.LogEvidence, other.LogEvidence, 12);
        Assert.Equal(2, one.LikeliestChange);
    }

    /// <summary>Among all short records of three blocks there are some for which both changes are as likely to the last bit, such as one success, one more and one failure.</summary>
    [Fact]
    public void Of_changes_that_are_as_likely_the_first_is_named()
    {
        int ties = 0;
        foreach (int[] sizes in Outcomes([4, 4, 4]).Select(sizes => (int[])sizes.Clone()).Where(sizes => sizes.All(size => size > 0)).ToArray())
        {
            foreach (int[] counts in Outcomes(sizes))
            {
                double first = LogMixture(counts[0], sizes[0]) + LogMixture(counts[1] + counts[2], sizes[1] + sizes[2]) - Math.Log(2.0);
                double second = LogMixture(counts[0] + counts[1], sizes[0] + sizes[1]) + LogMixture(counts[2], sizes[2]) - Math.Log(6.0);
                var change = new RateChange();
                for (int i = 0; i < sizes.Length; i++)
                {
                    change.Observe(counts[i], sizes[i]);
                }

                Assert.Equal(second > first ? 2 : 1, change.LikeliestChange);
                ties += first == second ? 1 : 0;
            }
        }

        Assert.True(ties > 0);

        static double LogMixture(long k, long n) => SpecialFunctions.GammaLn(k + 0.5) + SpecialFunctions.GammaLn(n - k + 0.5) - SpecialFunctions.GammaLn(n + 1.0) - Math.Log(Math.PI);
    }

    /// <summary>The evidence of a change fades when the rate goes back; what was found stays found.</summary>
    [Fact]
    public void The_largest_evidence_is_kept_and_never_below_none()
    {
        var change = new RateChange();
        Assert.Equal((0, 0.0, 0.0, 0), (change.Blocks, change.LogEvidence, change.LargestLogEvidence, change.LikeliestChange));
        change.Observe(1, 10);
        Assert.True(change.LogEvidence < 0.0);
        Assert.Equal((0.0, 0), (change.LargestLogEvidence, change.LikeliestChange));
        change.Observe(10, 10);
        double found = change.LogEvidence;
        change.Observe(55, 100);
        Assert.True(0.0 < found && change.LogEvidence < found);
        Assert.Equal(found, change.LargestLogEvidence);
    }

    [Fact]
    public void Trials_may_use_up_what_the_tails_can_count_but_no_more()
    {
        var change = new RateChange();
        change.Observe(0, 1);
        change.Observe(0, BinomialTail.MaxTrials - 1);
        Assert.Throws<ArgumentOutOfRangeException>("trials", () => change.Observe(0, 1));
        Assert.Equal((0L, 0L, 0L, BinomialTail.MaxTrials), change.SplitAt(0));
        Assert.Throws<ArgumentOutOfRangeException>("block", () => change.SplitAt(-1));
    }

    [Fact]
    public void A_count_out_of_range_is_refused_and_changes_nothing()
    {
        var change = new RateChange();
        change.Observe(1, 10);
        Assert.Throws<ArgumentOutOfRangeException>(() => change.Observe(3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => change.Observe(-1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => change.Observe(0, BinomialTail.MaxTrials));
        Assert.Throws<ArgumentOutOfRangeException>(() => change.SplitAt(2));
        Assert.Equal(1, change.Blocks);
    }

    private static IEnumerable<int[]> Outcomes(int[] sizes)
    {
        int[] counts = new int[sizes.Length];
        while (true)
        {
            yield return counts;
            int at = 0;
            while (at < sizes.Length && ++counts[at] > sizes[at])
            {
                counts[at++] = 0;
            }

            if (at == sizes.Length)
            {
                yield break;
            }
        }
    }

    private static double Choose(int n, int k)
    {
        double ways = 1.0;
        for (int i = 1; i <= k; i++)
        {
            ways = ways * (n - k + i) / i;
        }

        return ways;
    }
}
