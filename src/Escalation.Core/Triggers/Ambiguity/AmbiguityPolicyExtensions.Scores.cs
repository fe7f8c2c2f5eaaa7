using Escalation.Decisions;
using Escalation.Triggers.Ambiguity;
using Escalation.Triggers.Ambiguity.Scores;
using Escalation.Triggers.Confidence;

namespace Escalation;

/// <summary>Adds ambiguity triggers to a policy.</summary>
public static partial class AmbiguityPolicyExtensions
{
    /// <summary>Escalates when a score of ambiguity lies beyond a threshold; reason <c>ambiguity</c>. Equality acts.</summary>
    /// <param name="policy">The policy under construction.</param>
    /// <param name="score">One of <see cref="AmbiguityScores"/>, or one of your own.</param>
    /// <param name="threshold">The threshold, from a certificate or <see cref="DirectedScore.At"/>.</param>
    /// <param name="outcome">What to propose.</param>
    /// <param name="name">The trigger's name; the score's unless given.</param>
    /// <exception cref="PolicyBuildException">Thrown when the threshold escalates the other end of the score, or was set on another one.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="outcome"/> is not above acting.</exception>
    public static EscalationPolicyBuilder Ambiguity(this EscalationPolicyBuilder policy, DirectedScore score, Threshold threshold, DecisionOutcome outcome = DecisionOutcome.EscalateToPerson, string? name = null) =>
        Add(policy, score, threshold, Reason.Ambiguity, outcome, name);

    /// <summary>Escalates when a request lies too far from the known intents; reason <c>out-of-scope</c>. Equality acts.</summary>
    /// <param name="policy">The policy under construction.</param>
    /// <param name="score">One of <see cref="OutOfScopeScores"/>, or one of your own.</param>
    /// <param name="threshold">The threshold, from a certificate or <see cref="DirectedScore.At"/>.</param>
    /// <param name="outcome">What to propose.</param>
    /// <param name="name">The trigger's name.</param>
    /// <exception cref="PolicyBuildException">Thrown when the threshold escalates the other end of the score, or was set on another one.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="outcome"/> is not above acting.</exception>
    public static EscalationPolicyBuilder OutOfScope(this EscalationPolicyBuilder policy, DirectedScore score, Threshold threshold, DecisionOutcome outcome = DecisionOutcome.EscalateToPerson, string name = "out-of-scope") =>
        Add(policy, score, threshold, AmbiguityReason.OutOfScope, outcome, name);

    private static EscalationPolicyBuilder Add(EscalationPolicyBuilder policy, DirectedScore score, Threshold threshold, Reason reason, DecisionOutcome outcome, string? name)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(score);
        ArgumentNullException.ThrowIfNull(threshold);
        string own = name ?? score.Name;
        return policy.Add(new ScoreThresholdTrigger(own, score, score.RequireSide(threshold, own), reason, outcome));
    }
}
