using Escalation.Decisions;
using Escalation.Prediction;

namespace Escalation;

/// <summary>Adds a trained predictor to a policy. For the cost rule it goes into <see cref="EscalationPolicyBuilder.ModelIsRight"/> as it is.</summary>
public static class PredictionPolicyExtensions
{
    private const string DefaultName = "predicted-right";

    /// <summary>Escalates when the predicted probability that the model is right lies below a plain number, marked uncalibrated: acts when <c>p &gt;= below</c>. The reason names the cause of uncertainty where the features tell one.</summary>
    /// <param name="policy">The policy under construction.</param>
    /// <param name="predictor">The predictor.</param>
    /// <param name="below">The floor, a probability in [0, 1].</param>
    /// <param name="outcome">What to propose.</param>
    /// <param name="name">The trigger's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="below"/> is not a probability, or <paramref name="outcome"/> is not above acting.</exception>
    public static EscalationPolicyBuilder PredictedRight(this EscalationPolicyBuilder policy, PerformancePredictor predictor, double below, DecisionOutcome outcome = DecisionOutcome.EscalateToPerson, string name = DefaultName) =>
        PredictedRight(policy, predictor, Threshold.ActAtOrAbove(Guard.Probability(below)), outcome, name);

    /// <summary>Escalates when the predicted probability lies below a threshold, a certified one for example. Its direction must be one in which low scores escalate.</summary>
    /// <param name="policy">The policy under construction.</param>
    /// <param name="predictor">The predictor.</param>
    /// <param name="below">The threshold, calibrated on this predictor's probabilities of rows that did not train it.</param>
    /// <param name="outcome">What to propose.</param>
    /// <param name="name">The trigger's name.</param>
    /// <param name="scoreId">The id of the predictor's probability as the calibration knew it; a certificate of another score is then refused. Null says nothing.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="scoreId"/> is blank.</exception>
    /// <exception cref="PolicyBuildException">Thrown when high scores escalate.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="outcome"/> is not above acting.</exception>
    public static EscalationPolicyBuilder PredictedRight(this EscalationPolicyBuilder policy, PerformancePredictor predictor, Threshold below, DecisionOutcome outcome = DecisionOutcome.EscalateToPerson, string name = DefaultName, string? scoreId = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(predictor);
        ArgumentNullException.ThrowIfNull(below);
        if (below.Direction == ScoreDirection.HigherDelegates)
        {
            throw new PolicyBuildException($"Trigger '{name}' reads the probability of being right, where low values escalate, but its threshold says: {below}.");
        }

        return Enum.IsDefined(outcome) && outcome > DecisionOutcome.Act
            ? policy.Add(new PredictedRightTrigger(name, predictor, below, outcome, scoreId is null ? null : Guard.NotBlank(scoreId)))
            : throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "The outcome must be stricter than acting.");
    }
}
