using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

/// <summary>How many levels of the fraction are taken is a guess, so what is asked is how good it is: enough levels nearly always, and few more than enough.</summary>
public sealed class FractionDepthTests
{
    private const double Wanted = 2.710505431213761E-20; // 2^-65

    [Fact]
    public void The_levels_suffice_and_few_are_spare()
    {
        int cases = 0, tooFew = 0;
        double taken = 0, needed = 0, fine = 0, fineNeeded = 0;
        foreach ((double k, double excess, double failure) in Cases())
        {
            var depth = FractionDepth.Of(k, excess, failure);
            if (depth.IsShifted)
            {
                continue;
            }

            cases++;
            double error = Error(k, excess, failure, depth.Coarse, depth.Fine);
            tooFew += error <= 16 * Wanted ? 0 : 1;
            int all = depth.Coarse + depth.Fine;
            int least = all;
            while (least > depth.Fine && Error(k, excess, failure, least - 1 - depth.Fine, depth.Fine) <= 16 * Wanted)
            {
                least--;
            }

            taken += all;
            needed += least;
            int leastFine = depth.Fine;
            while (leastFine > 1 && Error(k, excess, failure, all - leastFine + 1, leastFine - 1) <= 16 * Wanted)
            {
                leastFine--;
            }

            fine += depth.Fine;
            fineNeeded += leastFine;
        }

        Assert.InRange(tooFew, 0, cases / 50);
        Assert.InRange(taken / needed, 1.0, 1.13);
        Assert.InRange(fine / fineNeeded, 1.0, 1.17);
    }

    private static double Error(double k, double excess, double failure, int coarse, int fine) =>
        TailFraction.Evaluate(k, excess, failure, coarse, fine).Error;

    private static IEnumerable<(double K, double Excess, double Failure)> Cases()
    {
        foreach (double k in (double[])[1, 2, 3, 5, 10, 20, 50, 100, 300, 1_000, 10_000, 100_000, 1e6, 1e8])
        {
            foreach (double failure in (double[])[.001, .05, .3, .5, .7, .9, .99, .9999])
            {
                foreach (double place in (double[])[0, .5, 1, 1.5, 2, 3, 4, 6, 10, 20])
                {
                    yield return (k, place * Math.Sqrt(failure * k), failure);
                }
            }
        }
    }
}
