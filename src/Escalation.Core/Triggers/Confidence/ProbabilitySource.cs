using Escalation.Decisions;

namespace Escalation.Triggers.Confidence;

/// <summary>Holds another predictor to the range of a probability, so that a raw logit of 3 does not pass for certainty.</summary>
internal sealed class ProbabilitySource(IPredictor source) : IPredictor, IConfigured
{
    public string Name => source.Name;

    public string? ScoreId => source.ScoreId;

    public string Configuration => (source as IConfigured)?.Configuration ?? "";

    public Estimate Predict(AgentTurn turn) => source.Predict(turn).AsProbability();
}
