using System.Globalization;
using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Calibration;

/// <summary>Certifies the final decision of a whole policy, its hard triggers, costs and faults included, from turns replayed through it.</summary>
/// <remarks>
/// Whatever the rest of the policy escalates ranks above every score: one atom at the top, so that "escalate when forced or beyond the threshold" is again a threshold rule on one score, and the order-statistic rule and the tests of selective risk hold for it as they stand.
/// Forced turns carry the score <see cref="ReplayedPolicy.ForcedScore"/> and, for a risk, the loss 0, as nothing is acted on there; with these columns a certificate is verified like any other.
/// The certificate names the policy's fingerprint. A policy built with it and otherwise unchanged says <see cref="GuaranteeScope.Full"/>; one that was changed says what lies outside. Pure and safe to call from several threads.
/// </remarks>
public static class WholePolicyCalibration
{
    /// <summary>Calibrates the threshold of a replayed policy such that it delegates at most a share alpha of the turns in all.</summary>
    /// <param name="replay">The replay, in a direction that delegates.</param>
    /// <param name="options">Budget and error level; the direction is that of the replay.</param>
    /// <returns><see cref="Certified"/>, <see cref="InsufficientSamples"/>, or <see cref="PolicyExceedsBudget"/> when the forced escalations alone are more than the budget certifies.</returns>
    /// <exception cref="ArgumentException">Thrown when the replay is one of a risk, or the directions differ.</exception>
    /// <exception cref="ArgumentNullException">Thrown when an argument is null.</exception>
    public static CalibrationResult CalibrateBudget(ReplayedPolicy replay, DelegationBudgetOptions options)
    {
        ArgumentNullException.ThrowIfNull(replay);
        ArgumentNullException.ThrowIfNull(options);
        if (replay.Direction != options.Direction)
        {
            throw new ArgumentException($"The replay has the direction {replay.Direction} and the options have {options.Direction}.", nameof(options));
        }

        long allowed = BinomialBudget.LargestCount(replay.Count, options.Alpha, options.Delta);
        return allowed >= 0 && replay.ForcedCount > allowed
            ? new PolicyExceedsBudget(replay.Count, options.Alpha, options.Delta, replay.ForcedCount, allowed)
            : ForPolicy(DelegationBudget.Calibrate(replay.Scores, options), replay);
    }

    /// <summary>Calibrates the threshold of a replayed policy such that the risk among the turns that it acts on is at most alpha.</summary>
    /// <param name="replay">The replay, in the direction <see cref="ScoreDirection.HigherActs"/>.</param>
    /// <param name="losses">The loss of acting on each turn, in [0, 1]; that of a forced turn is not read.</param>
    /// <param name="options">Risk, error level, procedure and grid. Without a grid, it spans the scores of the turns that are not forced.</param>
    /// <returns>One of the answers of <see cref="SelectiveRisk.Calibrate(ReadOnlySpan{double}, ReadOnlySpan{double}, SelectiveRiskOptions)"/>.</returns>
    /// <exception cref="ArgumentException">Thrown when the replay is one of a budget, there is not one loss for each turn, or a loss is out of range (the message names the index).</exception>
    /// <exception cref="ArgumentNullException">Thrown when an argument is null.</exception>
    public static CalibrationResult CalibrateRisk(ReplayedPolicy replay, ReadOnlySpan<double> losses, SelectiveRiskOptions options)
    {
        ArgumentNullException.ThrowIfNull(replay);
        ArgumentNullException.ThrowIfNull(options);
        if (replay.Direction != ScoreDirection.HigherActs)
        {
            throw new ArgumentException($"The replay has the direction {replay.Direction}, which is one of a budget.", nameof(replay));
        }

        if (losses.Length != replay.Count)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"losses must have one value for each of the {replay.Count} turns, but has {losses.Length}."), nameof(losses));
        }

        double[] counted = losses.ToArray();
        var free = new List<double>(replay.Count);
        for (int i = 0; i < counted.Length; i++)
        {
            if (replay.Forced[i])
            {
                counted[i] = 0.0;
            }
            else
            {
                free.Add(replay.Scores[i]);
            }
        }

        ThresholdGrid grid = options.Grid ?? (free.Count == 0 ? ThresholdGrid.Of(0.0) : ThresholdGrid.OverRange([.. free]));
        return ForPolicy(SelectiveRisk.Calibrate(replay.Scores, counted, options.With(grid)), replay);
    }

    private static CalibrationResult ForPolicy(CalibrationResult result, ReplayedPolicy replay)
    {
        if (result is not Certified { Certificate: var rule } certified)
        {
            return result;
        }

        var certificate = new Certificate(rule)
        {
            Policy = new PolicyClaim(replay.Fingerprint, replay.ForcedCount),
            Assumptions = CertificateAssumptions.OfPolicy(rule.Assumptions),
        };
        return new Certified(certificate, certified.Hypotheses);
    }
}
