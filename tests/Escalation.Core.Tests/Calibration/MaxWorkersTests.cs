using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration;

/// <summary>How many threads share a calibration changes nothing of its result.</summary>
public sealed class MaxWorkersTests
{
    private const int Items = 300_007;

    private static readonly (double[] Scores, double[] Losses) Data = Draw(Items, lattice: 4_096);

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void A_risk_gets_the_same_certificate(int workers)
    {
        (double[] scores, double[] losses) = Data;
        string[] expected = [Json(SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.2))), Json(SelectiveRisk.CalibrateObserved(scores, losses, new SelectiveRiskOptions(0.2)))];
        var options = new SelectiveRiskOptions(0.2) { MaxWorkers = workers };
        Assert.Equal(expected, (string[])[Json(SelectiveRisk.Calibrate(scores, losses, options)), Json(SelectiveRisk.CalibrateObserved(scores, losses, options))]);
        Assert.Equal(expected[1], Json(SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.2) { MaxWorkers = workers, Grid = ThresholdGrid.Observed(scores) })));
    }

    [Theory]
    [InlineData(CertificateMethod.HoeffdingBentkus)]
    [InlineData(CertificateMethod.Betting)]
    public void Losses_between_0_and_1_get_the_same_certificate(CertificateMethod method)
    {
        (double[] scores, double[] losses) = Draw(140_000, lattice: 64);
        losses = [.. losses.Select((loss, i) => i % 3 == 0 ? 0.5 * loss : loss)];
        var grid = ThresholdGrid.Even(0.0, 1.0, 11);
        Assert.Equal(
            Json(SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.2) { Method = method, Grid = grid })),
            Json(SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.2) { Method = method, Grid = grid, MaxWorkers = 3 })));
    }

    [Theory]
    [InlineData(ScoreDirection.HigherDelegates)]
    [InlineData(ScoreDirection.LowerDelegates)]
    public void A_budget_gets_the_same_certificate(ScoreDirection direction) => Assert.Equal(
        Json(DelegationBudget.Calibrate(Data.Scores, new DelegationBudgetOptions(0.3) { Direction = direction })),
        Json(DelegationBudget.Calibrate(Data.Scores, new DelegationBudgetOptions(0.3) { Direction = direction, MaxWorkers = 3 })));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Less_than_one_worker_is_refused(int workers)
    {
        Assert.Throws<ArgumentOutOfRangeException>("MaxWorkers", () => new SelectiveRiskOptions(0.2) { MaxWorkers = workers });
        Assert.Throws<ArgumentOutOfRangeException>("MaxWorkers", () => new DelegationBudgetOptions(0.2) { MaxWorkers = workers });
        Assert.Throws<ArgumentOutOfRangeException>("maxWorkers", () => CalibrationData.Sha256Parallel([0.5], workers));
        Assert.Throws<ArgumentOutOfRangeException>("maxWorkers", () => CalibrationData.Sha256Parallel([0.5], [1.0], workers));
    }

    [Fact]
    public void Faults_are_named_as_by_one_worker()
    {
        double[] scores = [.. Data.Scores];
        scores[200_000] = double.NaN;
        double[] losses = [.. Data.Losses];
        losses[250_000] = 2.0;
        Assert.Equal(
            Assert.Throws<ArgumentException>("scores", () => SelectiveRisk.CalibrateObserved(scores, losses, new SelectiveRiskOptions(0.2))).Message,
            Assert.Throws<ArgumentException>("scores", () => SelectiveRisk.CalibrateObserved(scores, losses, new SelectiveRiskOptions(0.2) { MaxWorkers = 3 })).Message);
        Assert.Equal(
            Assert.Throws<ArgumentException>("losses", () => SelectiveRisk.Calibrate(Data.Scores, losses, new SelectiveRiskOptions(0.2))).Message,
            Assert.Throws<ArgumentException>("losses", () => SelectiveRisk.Calibrate(Data.Scores, losses, new SelectiveRiskOptions(0.2) { MaxWorkers = 3 })).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_023)]
    [InlineData(1_024)]
    [InlineData(1_025)]
    [InlineData(8_192)]
    [InlineData(50_003)]
    public void A_fingerprint_does_not_tell_how_many_wrote_its_lines(int length)
    {
        double[] scores = [.. Data.Scores.AsSpan(0, length)];
        double[] losses = [.. Data.Losses.AsSpan(0, length)];
        for (int i = 0; i < length; i += 3)
        {
            scores[i] = Math.ScaleB(scores[i], (i % 600) - 300);
            losses[i] *= 0.1;
        }

        using var source = new CancellationTokenSource();
        foreach (int workers in (int[])[1, 2, 3, 16])
        {
            Assert.Equal(CalibrationData.Sha256(scores), CalibrationData.Sha256Parallel(scores, workers, source.Token));
            Assert.Equal(CalibrationData.Sha256(scores, losses), CalibrationData.Sha256Parallel(scores, losses, workers));
        }
    }

    [Fact]
    public void A_fingerprint_can_be_cancelled_and_refuses_what_it_cannot_hold()
    {
        foreach (int workers in (int[])[1, 3])
        {
            Assert.ThrowsAny<OperationCanceledException>(() => CalibrationData.Sha256Parallel(Data.Scores, workers, new CancellationToken(canceled: true)));
            Assert.ThrowsAny<OperationCanceledException>(() => CalibrationData.Sha256Parallel(Data.Scores, Data.Losses, workers, new CancellationToken(canceled: true)));
            Assert.Throws<ArgumentException>("scores", () => CalibrationData.Sha256Parallel([double.NaN], workers));
            Assert.Throws<ArgumentException>("losses", () => CalibrationData.Sha256Parallel([0.5], [2.0], workers));
            Assert.Throws<ArgumentException>("losses", () => CalibrationData.Sha256Parallel([0.5], [], workers));
        }
    }

    private static string Json(CalibrationResult result) => Assert.IsType<Certified>(result).Certificate.ToJson();

    private static (double[] Scores, double[] Losses) Draw(int length, int lattice)
    {
        var random = new SplitMix64(51);
        double[] scores = new double[length];
        double[] losses = new double[length];
        for (int i = 0; i < length; i++)
        {
            scores[i] = i % 2 == 0 ? Math.Floor(lattice * random.NextUniform()) / lattice : random.NextUniform();
            losses[i] = random.NextUniform() < 0.6 * (1.0 - scores[i]) ? 1.0 : 0.0;
        }

        return (scores, losses);
    }
}
