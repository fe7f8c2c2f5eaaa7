using System.Globalization;
using Escalation.Decisions;
using Escalation.Triggers.Confidence;

namespace Escalation;

/// <summary>Adds thresholds on the model's confidence, or on a delegation score, to a policy.</summary>
public static class ConfidencePolicyExtensions
{
    private const string ConfidenceName = "confidence";
    private const string DelegationValueName = "delegation-value";

    /// <summary>Escalates when the confidence lies below a plain number, marked uncalibrated: acts when <c>confidence &gt;= below</c>.</summary>
    /// <param name="policy">The policy under construction.</param>
    /// <param name="below">The floor, a probability in [0, 1].</param>
    /// <param name="source">Predicts the probability that the model is right, in [0, 1]; anything else is missing, which escalates. <see cref="AgentTurn.Confidence"/> unless given.</param>
    /// <param name="outcome">What to propose.</param>
    /// <param name="name">The trigger's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="below"/> is not a probability.</exception>
    /// <exception cref="PolicyBuildException">Thrown when the source is the agent's own word, see <see cref="ISelfReported"/>.</exception>
    public static EscalationPolicyBuilder Confidence(
        this EscalationPolicyBuilder policy,
        double below,
        IPredictor? source = null,
        DecisionOutcome outcome = DecisionOutcome.EscalateToPerson,
        string name = ConfidenceName) =>
        Confidence(policy, Threshold.ActAtOrAbove(Guard.Probability(below)), source is null or ISelfReported ? source : new ProbabilitySource(source), outcome, name);

    /// <summary>Escalates when the confidence lies below a threshold. Its direction must be one in which low scores escalate.</summary>
    /// <param name="policy">The policy under construction.</param>
    /// <param name="below">The threshold: <see cref="ScoreDirection.HigherActs"/> (a risk bound) or <see cref="ScoreDirection.LowerDelegates"/> (a budget on confidence).</param>
    /// <param name="source">Predicts the score that the threshold was calibrated on; <see cref="AgentTurn.Confidence"/> unless given. Name it by <see cref="PredictorScoreExtensions.WithScoreId"/>, and a certificate of another score is refused.</param>
    /// <param name="outcome">What to propose.</param>
    /// <param name="name">The trigger's name.</param>
    /// <exception cref="PolicyBuildException">Thrown when high scores escalate, or when the source is the turn's confidence and the threshold is not in [0, 1].</exception>
    public static EscalationPolicyBuilder Confidence(
        this EscalationPolicyBuilder policy,
        Threshold below,
        IPredictor? source = null,
        DecisionOutcome outcome = DecisionOutcome.EscalateToPerson,
        string name = ConfidenceName)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(below);
        if (below.Direction == ScoreDirection.HigherDelegates)
        {
            throw new PolicyBuildException($"Trigger '{name}' reads a confidence, where low values escalate, but its threshold says: {below}. Use DelegationValue for a score whose high values escalate.");
        }

        RequireMeasured(name, below, source);
        RequireScale(name, below, 0.0, source, TurnPredictors.Confidence, "a turn's Confidence");
        return policy.Add(new ScoreThresholdTrigger(name, source ?? TurnPredictors.Confidence, below, Reason.LowConfidence, outcome));
    }

    /// <summary>Escalates when the delegation score lies above a plain number, marked uncalibrated: escalates when <c>score &gt; above</c>.</summary>
    /// <param name="policy">The policy under construction.</param>
    /// <param name="above">The cap; finite.</param>
    /// <param name="source">Predicts the score; <see cref="AgentTurn.DelegationValue"/> unless given.</param>
    /// <param name="outcome">What to propose.</param>
    /// <param name="name">The trigger's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="above"/> is not finite.</exception>
    public static EscalationPolicyBuilder DelegationValue(
        this EscalationPolicyBuilder policy,
        double above,
        IPredictor? source = null,
        DecisionOutcome outcome = DecisionOutcome.EscalateToPerson,
        string name = DelegationValueName) =>
        DelegationValue(policy, Threshold.DelegateAbove(Guard.Finite(above)), source, outcome, name);

    /// <summary>Escalates when the delegation score lies above a threshold. Its direction must be <see cref="ScoreDirection.HigherDelegates"/>.</summary>
    /// <param name="policy">The policy under construction.</param>
    /// <param name="above">The threshold.</param>
    /// <param name="source">Predicts the score that the threshold was calibrated on; <see cref="AgentTurn.DelegationValue"/> unless given. Name it by <see cref="PredictorScoreExtensions.WithScoreId"/>, and a certificate of another score is refused.</param>
    /// <param name="outcome">What to propose.</param>
    /// <param name="name">The trigger's name.</param>
    /// <exception cref="PolicyBuildException">Thrown when low scores escalate, or when the source is the turn's delegation value and the threshold is not in [-1, 1].</exception>
    public static EscalationPolicyBuilder DelegationValue(
        this EscalationPolicyBuilder policy,
        Threshold above,
        IPredictor? source = null,
        DecisionOutcome outcome = DecisionOutcome.EscalateToPerson,
        string name = DelegationValueName)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(above);
        if (above.Direction != ScoreDirection.HigherDelegates)
        {
            throw new PolicyBuildException($"Trigger '{name}' reads a delegation score, where high values escalate, but its threshold says: {above}. Use Confidence for a score whose low values escalate.");
        }

        RequireMeasured(name, above, source);
        RequireScale(name, above, -1.0, source, TurnPredictors.DelegationValue, "a turn's DelegationValue");
        return policy.Add(new ScoreThresholdTrigger(name, source ?? TurnPredictors.DelegationValue, above, Reason.DelegationValue, outcome));
    }

    /// <summary>Escalates when the agent itself states a confidence below a floor, and abstains otherwise: its word alone can raise escalation and never lower it.</summary>
    /// <param name="policy">The policy under construction.</param>
    /// <param name="configure">Changes the options; null keeps the defaults.</param>
    /// <param name="name">The trigger's name.</param>
    /// <exception cref="ArgumentException">Thrown when the label is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an option is out of range.</exception>
    public static EscalationPolicyBuilder VerbalizedConfidence(this EscalationPolicyBuilder policy, Action<VerbalizedConfidenceOptions>? configure = null, string name = "verbalized-confidence")
    {
        ArgumentNullException.ThrowIfNull(policy);
        var options = new VerbalizedConfidenceOptions();
        configure?.Invoke(options);
        return policy.Add(new VerbalizedConfidenceTrigger(name, options));
    }

    /// <summary>Escalates while the confidence no longer tells turns apart. Register the monitor as an observer of the runtime too.</summary>
    /// <param name="policy">The policy under construction.</param>
    /// <param name="monitor">What watches the confidence.</param>
    /// <param name="outcome">What to propose.</param>
    /// <param name="name">The trigger's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="outcome"/> is not above acting.</exception>
    public static EscalationPolicyBuilder DegenerateSignal(
        this EscalationPolicyBuilder policy,
        DegenerateSignalMonitor monitor,
        DecisionOutcome outcome = DecisionOutcome.EscalateToPerson,
        string name = "degenerate-signal")
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.Add(new DegenerateSignalTrigger(name, monitor, outcome));
    }

    /// <summary>What the agent says of itself decides only behind a threshold that was measured against labels.</summary>
    private static void RequireMeasured(string name, Threshold threshold, IPredictor? source)
    {
        if (source is ISelfReported && !threshold.Origin.IsCertified && threshold.Origin != ThresholdOrigin.Open)
        {
            throw new PolicyBuildException($"Trigger '{name}' would let the agent act on its own word: '{source.Name}' needs a certified threshold, but its threshold says: {threshold}. Use VerbalizedConfidence, which can only raise escalation.");
        }
    }

    private static void RequireScale(string name, Threshold threshold, double lowest, IPredictor? source, IPredictor ownScore, string input)
    {
        bool isTurns = source is null || NamedScore.Unwrapped(source) == ownScore;
        if (isTurns && threshold.Origin != ThresholdOrigin.Open && !(threshold.Value >= lowest && threshold.Value <= 1.0))
        {
            throw new PolicyBuildException(string.Create(CultureInfo.InvariantCulture, $"Trigger '{name}' reads {input}, which lies in [{lowest}, 1], but its threshold says: {threshold}. Give the source of the score it was calibrated on."));
        }
    }
}
