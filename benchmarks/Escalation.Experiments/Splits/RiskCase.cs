using Escalation.Calibration;
using Escalation.Calibration.Populations;
using Escalation.Decisions;
using Escalation.Experiments.Data;
using Escalation.Experiments.FinitePopulation;

namespace Escalation.Experiments.Splits;

/// <summary>A selective risk, certified by a fixed sequence over a grid that no data chose.</summary>
internal sealed class RiskCase(Pool pool, PoolCurve curve, int draws, double alpha, double delta) : SplitCase(pool, draws, alpha, delta)
{
    private const string Confidence = "confidence";

    private readonly SelectiveRiskOptions _options = new(alpha, delta)
    {
        Grid = ConfidenceGrid.Thresholds,
        ScoreId = Confidence,
        DataSha256 = NoFingerprint,
    };

    /// <inheritdoc/>
    internal override string Rule => "risk";

    /// <inheritdoc/>
    internal override string ScoreId => Confidence;

    /// <inheritdoc/>
    internal override PopulationLaw Law() => RiskLaw.Of(curve, Draws, Alpha, Delta, _options.Start);

    /// <inheritdoc/>
    internal override CalibrationResult Calibrate(ReadOnlySpan<int> sample) =>
        SelectiveRisk.Calibrate(Pool.Select(Pool.Confidences, sample), Pool.Select(Pool.Losses, sample), _options);

    /// <inheritdoc/>
    internal override Deployment Deploy(Threshold threshold)
    {
        int acted = 0;
        int errors = 0;
        for (int i = 0; i < Pool.Size; i++)
        {
            if (!threshold.Escalates(Pool.Confidences[i]))
            {
                acted++;
                errors += Pool.Losses[i] == 0.0 ? 0 : 1;
            }
        }

        return new Deployment((double)acted / Pool.Size, PopulationShare.Exceeds(errors, acted, Alpha));
    }
}
