using System.Globalization;

namespace Escalation.Decisions;

/// <summary>Predictors that read what the turn itself carries. Stateless; allocate nothing.</summary>
public static class TurnPredictors
{
    /// <summary>p from <see cref="AgentTurn.Confidence"/>; absent is missing.</summary>
    public static IPredictor Confidence { get; } = new FromConfidence();

    /// <summary>q - p from <see cref="AgentTurn.DelegationValue"/>; absent, or outside [-1, 1], is missing.</summary>
    public static IPredictor DelegationValue { get; } = new FromDelegationValue();

    /// <summary>The score from <see cref="AgentTurn.VerifierScore"/>, on the verifier's scale; absent is missing.</summary>
    public static IPredictor VerifierScore { get; } = new FromVerifierScore();

    /// <summary>q from <see cref="AgentTurn.ExpertConfidence"/>, or a constant when the turn does not say.</summary>
    /// <param name="otherwise">The constant, in [0, 1]; 1 is a perfect expert.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="otherwise"/> is not a probability.</exception>
    public static IPredictor ExpertConfidence(double otherwise = 1.0) => new FromExpertConfidence(Guard.Probability(otherwise));

    private sealed class FromConfidence : IPredictor
    {
        public string Name => "turn-confidence";

        public Estimate Predict(AgentTurn turn) => Estimate.Probability(turn.Confidence);
    }

    private sealed class FromDelegationValue : IPredictor
    {
        public string Name => "turn-delegation-value";

        public Estimate Predict(AgentTurn turn) =>
            turn.DelegationValue is { } value ? Estimate.Gain(value) : Estimate.Missing(Reason.NoSignal);
    }

    private sealed class FromVerifierScore : IPredictor
    {
        public string Name => "turn-verifier-score";

        public Estimate Predict(AgentTurn turn) => turn.VerifierScore is { } score ? Estimate.Score(score) : Estimate.Missing(Reason.NoSignal);
    }

    private sealed class FromExpertConfidence(double otherwise) : IPredictor, IConfigured
    {
        public string Name => "turn-expert-confidence";

        public string Configuration => otherwise.ToString("R", CultureInfo.InvariantCulture);

        public Estimate Predict(AgentTurn turn) => Estimate.Probability(turn.ExpertConfidence ?? otherwise);
    }
}
