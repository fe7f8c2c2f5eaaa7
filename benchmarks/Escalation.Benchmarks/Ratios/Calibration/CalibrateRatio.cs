using System.Globalization;
using Escalation.Calibration;

namespace Escalation.Benchmarks.Ratios.Calibration;

/// <summary>A whole calibration, fingerprint of the data included, beside a sort of the same scores.</summary>
internal sealed class CalibrateRatio(string name, int count) : IRatio
{
    public string Name => name;

    public string Measures => string.Create(CultureInfo.InvariantCulture, $"a certificate from {count} items with the fingerprint of the data and its id, beside Array.Sort of the scores alone");

    /// <summary>Long enough for the optimising tier of the compiler to take over on a busy machine too.</summary>
    public TimeSpan TimePerCase => TimeSpan.FromSeconds(2.0);

    public IEnumerable<RatioCase> Cases()
    {
        var data = new LabelledScores(count);
        var sort = RatioBody.Long("Array.Sort", ArraySort.Of(data.Doubles));
        var budget = new DelegationBudgetOptions(0.3);
        var risk = new SelectiveRiskOptions(0.1);
        yield return new RatioCase("budget", RatioBody.Long("DelegationBudget.Calibrate", () => Use(DelegationBudget.Calibrate(data.Doubles, budget))), sort);
        yield return new RatioCase("risk, 1000 thresholds", RatioBody.Long("SelectiveRisk.Calibrate", () => Use(SelectiveRisk.Calibrate(data.Doubles, data.Losses, risk))), sort);
        if (TwoWorkers.AreAvailable)
        {
            var sortByTheWall = RatioBody.Wall("Array.Sort", ArraySort.Of(data.Doubles));
            var sharedBudget = new DelegationBudgetOptions(0.3) { MaxWorkers = TwoWorkers.Count };
            var sharedRisk = new SelectiveRiskOptions(0.1) { MaxWorkers = TwoWorkers.Count };
            yield return new RatioCase($"budget, {TwoWorkers.Label}", RatioBody.Wall("DelegationBudget.Calibrate", () => Use(DelegationBudget.Calibrate(data.Doubles, sharedBudget))), sortByTheWall);
            yield return new RatioCase($"risk, {TwoWorkers.Label}", RatioBody.Wall("SelectiveRisk.Calibrate", () => Use(SelectiveRisk.Calibrate(data.Doubles, data.Losses, sharedRisk))), sortByTheWall);
        }
    }

    private static double Use(CalibrationResult result) => result is Certified { Certificate: var certificate }
        ? certificate.Threshold + certificate.CertificateId.Length
        : throw new InvalidOperationException(result.Message);
}
