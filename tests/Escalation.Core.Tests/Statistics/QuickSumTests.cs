using System.Numerics;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public class QuickSumTests
{
    [Theory]
    [InlineData(1, 1e3, 6000)]
    [InlineData(2, 1e5, 6000)]
    [InlineData(3, 1e8, 600)]
    public void The_error_bound_covers_the_distance_from_eighty_bits(ulong seed, double largest, int cases)
    {
        int served = 0;
        foreach ((long k, long n, double p, bool mirrored) in Cases(seed, largest, cases))
        {
            BinomialShape shape = Shape(n, p, mirrored);
            QuickSum quick = QuickSum.Below(k, n, shape.SuccessRate, shape.FailureRate);
            if (k > shape.MeanSuccesses.High || !(quick.Error < 1e-17) || !(quick.Exponent > -650))
            {
                continue;
            }

            served++;
            DoubleDouble mantissa = BinomialSum.Below(k, shape).Value(out long exponent, out double relativeError);
            DoubleDouble precise = mantissa.Scale(Math.ScaleB(1, (int)exponent));
            double distance = Math.Abs((quick.Value - precise).High) / precise.High;
            Assert.True(distance <= quick.Error + relativeError, FormattableString.Invariant($"k={k} n={n} p={p:R} {mirrored}: {distance:E2} > {quick.Error:E2}"));
        }

        Assert.InRange(served, cases * 9 / 10, cases);
    }

    [Fact]
    public void The_quick_way_and_the_precise_one_round_to_the_same_double()
    {
        foreach ((long k, long n, double p, _) in Cases(4, 1e6, 8000))
        {
            var shape = new BinomialShape(n, p);
            Assert.Equal(BinomialTail.PreciseValue(k, shape), BinomialTail.Lower(k, n, p));
            Assert.Equal(BinomialTail.PreciseValue(n - k - 1, shape.Mirrored()), BinomialTail.Upper(k + 1, n, p));
        }
    }

    [Fact]
    public void Next_to_the_mean_sixty_levels_serve_for_any_number_of_trials()
    {
        foreach (long n in (long[])[100_000, 100_000_000, 100_000_000_000, 1_000_000_000_000])
        {
            foreach (double p in (double[])[.01, .1, .5, .9])
            {
                long k = (long)(n * p) - 1;
                QuickSum quick = QuickSum.Below(k, n, p, DoubleDouble.TwoSum(1, -p));
                Assert.InRange(quick.Error, 0, 1e-18);
            }
        }
    }

    /// <summary>Where the levels are carried back to the mean, there are enough sharp ones among them at every distance from it that the guess of their number knows.</summary>
    [Fact]
    public void Beside_the_mean_the_guessed_levels_are_enough()
    {
        foreach (long n in (long[])[1_000_000, 100_000_000, 100_000_000_000])
        {
            foreach (double p in (double[])[.01, .5, .9])
            {
                foreach (double place in (double[])[0, .25, .5, .75, 1, 1.25, 1.5, 1.75, 2])
                {
                    long k = (long)((n * p) - (place * Math.Sqrt(n * p * (1 - p))));
                    if (FractionDepth.Of(k, (n * p) - k, 1 - p).IsShifted)
                    {
                        QuickSum quick = QuickSum.Below(k, n, p, DoubleDouble.TwoSum(1, -p));
                        Assert.InRange(quick.Error - (n * 1.5e-31), 3e-20, 2.5e-19);
                    }
                }
            }
        }
    }

    /// <summary>A count that is the mean itself has no excess, and the quick way serves all the same.</summary>
    [Theory]
    [InlineData(1, 2, .5)]
    [InlineData(50, 100, .5)]
    [InlineData(250, 1_000, .25)]
    [InlineData(500_000_000, 1_000_000_000, .5)]
    public void At_the_mean_itself_the_quick_way_serves(long k, long n, double p)
    {
        QuickSum quick = QuickSum.Below(k, n, p, DoubleDouble.TwoSum(1, -p));
        Assert.InRange(quick.Error, 0, 1e-18);
        Assert.InRange(quick.Value.High, .5, .75);
    }

    [Fact]
    public void From_one_rate_or_count_to_the_next_the_tail_never_turns_back()
    {
        foreach ((long k, long n, double p, _) in Cases(7, 1e6, 3000))
        {
            double tail = BinomialTail.Lower(k, n, p);
            Assert.True(tail >= BinomialTail.Lower(k, n, Math.BitIncrement(p)), "rises with the rate");
            Assert.True(tail <= BinomialTail.Lower(k + 1, n, p), "falls with the count");
            Assert.True(BinomialTail.LogLower(k, n, p) <= BinomialTail.LogLower(k + 1, n, p), "the logarithm falls with the count");
        }
    }

    [Fact]
    public void Random_tails_are_the_exact_ones_rounded_up()
    {
        // Rates of sixteen bits keep the whole numbers small; n reaches beyond what the library itself settles in whole numbers.
        var random = new SplitMix64(5);
        for (int i = 0; i < 60; i++)
        {
            int n = 1 + (int)(random.NextUniform() * 400);
            double p = Math.Max(1, Math.Floor(random.NextUniform() * 65536)) / 65536;
            p = i % 4 == 0 ? p / 1024 : i % 4 == 1 ? 1 - (p / 1024) : p;
            BigInteger[] numerators = RationalBinomial.Numerators(n, p, out int bits);
            for (int k = 0; k < n; k++)
            {
                AssertLeastAbove(BinomialTail.Lower(k, n, p), numerators[k], bits);
                AssertLeastAbove(BinomialTail.Upper(k + 1, n, p), numerators[n] - numerators[k], bits);
            }
        }
    }

    [Fact]
    public void Ten_thousand_results_have_one_hash_on_every_machine()
    {
        ulong hash = 14695981039346656037;
        foreach ((long k, long n, double p, _) in Cases(6, 1e7, 2500))
        {
            foreach (double value in (double[])[BinomialTail.Lower(k, n, p), BinomialTail.Upper(k, n, p), BinomialTail.LogLower(k, n, p), BinomialTail.LogUpper(k, n, p)])
            {
                hash = (hash ^ (ulong)BitConverter.DoubleToInt64Bits(value)) * 1099511628211;
            }
        }

        Assert.Equal(10989123993217435902, hash);
    }

    private static void AssertLeastAbove(double value, BigInteger numerator, int bits)
    {
        Assert.True(RationalBinomial.Compare(value, numerator, bits) >= 0, "below the truth");

        // Subnormal values are at most one above the least.
        double below = value < 1e-270 ? Math.BitDecrement(Math.BitDecrement(value)) : Math.BitDecrement(value);
        Assert.True(RationalBinomial.Compare(Math.Max(0, below), numerator, bits) < 0, "not the least double");
    }

    private static BinomialShape Shape(long n, double p, bool mirrored) =>
        mirrored ? new BinomialShape(n, 1 - p).Mirrored() : new BinomialShape(n, p);

    // Near the mean, in the tails and far out; tiny rates, rates next to one, and everything between.
    private static IEnumerable<(long K, long N, double P, bool Mirrored)> Cases(ulong seed, double largest, int count)
    {
        var random = new SplitMix64(seed);
        while (count > 0)
        {
            long n = 1 + (long)Math.Exp(random.NextUniform() * Math.Log(largest));
            double p = random.NextUniform() < .3 ? random.NextUniform() : Math.Exp(-8 * random.NextUniform());
            double z = random.NextUniform() * (random.NextUniform() < .3 ? 30 : 6);
            bool mirrored = random.NextUniform() < .5;
            long k = (long)Math.Floor((n * p) - (z * Math.Sqrt(n * p * (1 - p))));
            if (k >= 0 && k < n && p > 0)
            {
                count--;
                yield return (k, n, p, mirrored);
            }
        }
    }
}
