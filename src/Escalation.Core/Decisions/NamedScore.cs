namespace Escalation.Decisions;

/// <summary>A predictor whose score has an id; it predicts as the other does.</summary>
internal class NamedScore : IPredictor, IConfigured
{
    private NamedScore(IPredictor inner, string scoreId) => (Inner, ScoreId) = (inner, scoreId);

    public string Name => Inner.Name;

    public string? ScoreId { get; }

    public string Configuration => (Inner as IConfigured)?.Configuration ?? "";

    /// <summary>The predictor itself.</summary>
    internal IPredictor Inner { get; }

    public Estimate Predict(AgentTurn turn) => Inner.Predict(turn);

    /// <summary>The predictor under an id, which replaces one that it had. What repeats the agent's own word goes on saying so.</summary>
    internal static IPredictor Of(IPredictor predictor, string scoreId)
    {
        IPredictor inner = Unwrapped(predictor);
        return inner is ISelfReported ? new SelfReportedScore(inner, scoreId) : new NamedScore(inner, scoreId);
    }

    /// <summary>The predictor itself, where it stands behind an id: the id decides nothing, so that neither a fingerprint nor a decision need know it.</summary>
    internal static IPredictor Unwrapped(IPredictor predictor) => predictor is NamedScore named ? named.Inner : predictor;

    private sealed class SelfReportedScore(IPredictor inner, string scoreId) : NamedScore(inner, scoreId), ISelfReported;
}
