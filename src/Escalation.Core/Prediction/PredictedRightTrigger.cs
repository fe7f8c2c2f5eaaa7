using System.Globalization;
using Escalation.Decisions;
using Escalation.Uncertainty.Attribution;

namespace Escalation.Prediction;

/// <summary>Escalates when the predicted probability that the model is right lies below its threshold, and names the cause of uncertainty that speaks most against it.</summary>
/// <remarks>
/// The reason is the cause's own code (<c>ambiguous-input</c>, <c>missing-context</c>, <c>conflict</c>, <c>policy-gap</c>, <c>out-of-distribution</c>) when features of a cause lower the
/// log-odds, otherwise <see cref="Reason.LowConfidence"/>. Equality acts; no prediction escalates. Immutable, safe for concurrent use; a quiet evaluation allocates nothing.
/// </remarks>
internal sealed class PredictedRightTrigger : IThresholdTrigger, IConfigured
{
    private static readonly Reason[] Reasons =
    [
        Reason.LowConfidence, new("missing-context"), new("ambiguous-input"), new("conflict"), new("policy-gap"), new("out-of-distribution"),
    ];

    private readonly PerformancePredictor _predictor;

    internal PredictedRightTrigger(string name, PerformancePredictor predictor, Threshold threshold, DecisionOutcome outcome, string? scoreId)
    {
        Name = Guard.NotBlank(name);
        _predictor = predictor;
        Threshold = threshold;
        Outcome = outcome;
        ScoreId = scoreId;
    }

    public string Name { get; }

    public Threshold Threshold { get; }

    public string? ScoreId { get; }

    public DecisionOutcome Outcome { get; }

    public string Configuration => $"{_predictor.Name}({_predictor.Configuration})";

    public Signal Evaluate(AgentTurn turn)
    {
        Estimate estimate = _predictor.Predict(turn);
        if (!estimate.HasValue)
        {
            return Signal.From(estimate);
        }

        Reason reason = Threshold.Escalates(estimate.Value) ? ReasonOf(_predictor.Explain(turn)?.Cause ?? UncertaintyCause.Unknown) : Reason.LowConfidence;
        return Signal.Compare(estimate.Value, Threshold, reason, Outcome);
    }

    public string? Explain(AgentTurn turn, in Signal signal) => _predictor.Explain(turn) is { } explanation
        ? string.Create(CultureInfo.InvariantCulture, $"{explanation}; {Threshold}.")
        : $"{_predictor.Name} gave no number{(signal.Detail is { } detail ? $" for want of {detail}" : "")}; {Threshold}.";

    private static Reason ReasonOf(UncertaintyCause cause) => Reasons[(int)cause];
}
