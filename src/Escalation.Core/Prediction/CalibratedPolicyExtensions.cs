using Escalation.Decisions;
using Escalation.Learning.Calibrators;
using Escalation.Prediction;

namespace Escalation;

/// <summary>Calibrated probabilities for the cost rule.</summary>
public static class CalibratedPolicyExtensions
{
    /// <summary>Lets the cost rule take p from a calibrated confidence.</summary>
    /// <param name="policy">The policy under construction.</param>
    /// <param name="calibrator">The map, fitted on the source's scores.</param>
    /// <param name="source">Predicts the score; <see cref="AgentTurn.Confidence"/> unless given.</param>
    /// <param name="end">Which number to take; the lower end of a map that has intervals and its only number otherwise, unless given.</param>
    /// <exception cref="ArgumentException">Thrown when an end is asked of a map without intervals.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="end"/> is not one of the enum.</exception>
    public static EscalationPolicyBuilder CalibratedConfidence(this EscalationPolicyBuilder policy, IConfidenceCalibrator calibrator, IPredictor? source = null, CalibratedEnd? end = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.ModelIsRight(new CalibratedPredictor(calibrator, source, end));
    }
}
