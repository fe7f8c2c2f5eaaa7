using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Core.StatisticalTests;

/// <summary>Counts in how many simulated worlds a certified budget delegates more than it promised, by the analytic rate of the deployed rule.</summary>
internal static class BudgetWorlds
{
    /// <summary>Runs the worlds.</summary>
    /// <param name="row">Level, error level and sample size.</param>
    /// <param name="worlds">How many.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="score">An increasing map from a uniform number to a score.</param>
    /// <param name="rateAbove">The probability that a score is strictly above a threshold.</param>
    internal static int Violations((double Alpha, double Delta, int N, int K, double Size) row, int worlds, ulong seed, Func<double, double> score, Func<double, double> rateAbove)
    {
        var random = new SplitMix64(seed);
        var options = new DelegationBudgetOptions(row.Alpha, row.Delta) { DataSha256 = Simulation.NoFingerprint };
        double[] scores = new double[row.N];
        int violations = 0;
        for (int world = 0; world < worlds; world++)
        {
            for (int i = 0; i < scores.Length; i++)
            {
                scores[i] = score(random.NextOpenUniform());
            }

            Certificate certificate = Assert.IsType<Certified>(DelegationBudget.Calibrate(scores, options)).Certificate;
            Assert.Equal(ScoreDirection.HigherDelegates, certificate.Direction);
            violations += rateAbove(certificate.Threshold) > row.Alpha ? 1 : 0;
        }

        return violations;
    }
}
