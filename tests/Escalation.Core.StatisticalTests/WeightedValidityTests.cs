using Escalation.Calibration;
using Escalation.Calibration.Grouping;
using Escalation.Statistics;

namespace Escalation.Core.StatisticalTests;

/// <summary>Deployment has three times as many hard items as the calibration set: without weights the promise fails nearly always, with them it holds.</summary>
public sealed class WeightedValidityTests
{
    private const int Worlds = 500;
    private const int N = 400;
    private const double Delta = 0.1;

    // A fifth of the calibration items are hard, three fifths of those in deployment.
    private const double HardHere = 0.2;
    private const double HardThere = 0.6;
    private const double HardWeight = HardThere / HardHere;
    private const double EasyWeight = (1.0 - HardThere) / (1.0 - HardHere);

    [Fact]
    public void A_risk_under_shift_is_broken_without_weights_and_kept_with_them()
    {
        // Hard items are wrong so often that the deployed risk lies just above alpha; here it is a little more than a third of that.
        const double Alpha = 0.15;
        const double Wrong = (Alpha + 1e-9) / HardThere;
        var plain = new SelectiveRiskOptions(Alpha, Delta) { Grid = ThresholdGrid.Of(0.0), DataSha256 = Simulation.NoFingerprint };
        int unweighted = 0;
        int betting = 0;
        int bentkus = 0;
        var random = new SplitMix64(79_001);
        double[] scores = new double[N];
        double[] losses = new double[N];
        double[] weights = new double[N];
        for (int world = 0; world < Worlds; world++)
        {
            for (int i = 0; i < N; i++)
            {
                bool hard = random.NextUniform() < HardHere;
                weights[i] = hard ? HardWeight : EasyWeight;
                losses[i] = hard && random.NextUniform() < Wrong ? 1.0 : 0.0;
            }

            unweighted += SelectiveRisk.Calibrate(scores, losses, plain) is Certified ? 1 : 0;
            betting += WeightedCalibration.CalibrateRisk(scores, losses, weights, HardWeight, plain) is Certified ? 1 : 0;
            var bounded = new SelectiveRiskOptions(Alpha, Delta) { Grid = plain.Grid, Method = CertificateMethod.HoeffdingBentkus, DataSha256 = Simulation.NoFingerprint };
            bentkus += WeightedCalibration.CalibrateRisk(scores, losses, weights, HardWeight, bounded) is Certified ? 1 : 0;
        }

        Assert.True(unweighted > 0.99 * Worlds, $"{unweighted}");
        int most = Simulation.OneSided(Worlds, Delta);
        Assert.True(betting <= most && bentkus <= most, $"{betting} {bentkus}");
    }

    /// <summary>The weights must not cost all power: at a third of alpha the weighted test certifies nearly always.</summary>
    [Fact]
    public void A_small_risk_under_shift_is_certified()
    {
        var options = new SelectiveRiskOptions(0.15, Delta) { Grid = ThresholdGrid.Of(0.0), DataSha256 = Simulation.NoFingerprint };
        int certified = 0;
        var random = new SplitMix64(79_002);
        double[] losses = new double[N];
        double[] weights = new double[N];
        for (int world = 0; world < 300; world++)
        {
            for (int i = 0; i < N; i++)
            {
                bool hard = random.NextUniform() < HardHere;
                weights[i] = hard ? HardWeight : EasyWeight;
                losses[i] = hard && random.NextUniform() < 0.05 / HardThere ? 1.0 : 0.0;
            }

            certified += WeightedCalibration.CalibrateRisk(new double[N], losses, weights, HardWeight, options) is Certified ? 1 : 0;
        }

        Assert.True(certified > 270, $"{certified}");
    }

    /// <summary>Hard items have the higher delegation scores.</summary>
    [Fact]
    public void A_budget_under_shift_is_broken_without_weights_and_kept_with_them()
    {
        const double Alpha = 0.3;
        var options = new DelegationBudgetOptions(Alpha, Delta) { DataSha256 = Simulation.NoFingerprint };
        ThresholdGrid grid = ThresholdGrid.Even(0.0, 1.0, 51);
        int unweighted = 0;
        int weighted = 0;
        int certified = 0;
        var random = new SplitMix64(79_003);
        double[] scores = new double[N];
        double[] weights = new double[N];
        for (int world = 0; world < Worlds; world++)
        {
            for (int i = 0; i < N; i++)
            {
                bool hard = random.NextUniform() < HardHere;
                double u = random.NextOpenUniform();
                scores[i] = hard ? Math.Sqrt(u) : u;
                weights[i] = hard ? HardWeight : EasyWeight;
            }

            unweighted += Breaks(DelegationBudget.Calibrate(scores, options));
            CalibrationResult result = WeightedCalibration.CalibrateBudget(scores, weights, HardWeight, options, grid, seed: world);
            weighted += Breaks(result);
            certified += result is Certified ? 1 : 0;
        }

        Assert.True(unweighted > 0.5 * Worlds, $"{unweighted}");
        Assert.True(weighted <= Simulation.OneSided(Worlds, Delta), $"{weighted}");
        Assert.True(certified > 0.99 * Worlds, $"{certified}");

        static int Breaks(CalibrationResult result) => result is Certified { Certificate.Threshold: var t }
            && (HardThere * (1.0 - (t * t))) + ((1.0 - HardThere) * (1.0 - t)) > Alpha ? 1 : 0;
    }
}
