using Escalation.Triggers.Ambiguity.Scores;

namespace Escalation.DependencyInjection;

/// <summary>How far a request lies from the known intents by a classifier's scores, with its threshold: a certificate, or a number typed by hand. Exactly one of the two. Distances of embeddings need what was fitted, and so code.</summary>
public sealed class OutOfScopeSettings
{
    /// <summary>What to measure. It says which end escalates.</summary>
    public OutOfScopeMeasure Measure { get; set; }

    /// <summary>The level beyond which the policy escalates, on the measure's scale; finite, marked uncalibrated.</summary>
    public double? Level { get; set; }

    /// <summary>The path of a certificate for this measure, see <see cref="ConfidenceSettings.Certificate"/>. It must delegate at the end that the measure escalates.</summary>
    public string? Certificate { get; set; }

    /// <summary>What the calibration called the score where it was not the score's own name: a certificate of another score is refused. For a certificate.</summary>
    public string? ScoreId { get; set; }

    /// <summary>Whether the scores are probabilities; otherwise they are logits.</summary>
    public bool ScoresAreProbabilities { get; set; }

    /// <summary>The temperature of the energy; finite and above 0.</summary>
    public double Temperature { get; set; } = 1.0;

    /// <summary>Whether a turn without scores lets the trigger abstain. Otherwise it is missing, which escalates.</summary>
    public bool Optional { get; set; }

    internal DirectedScore ToScore()
    {
        DirectedScore score = OutOfScopeScores.OfClassifier(Measure, ScoresAreProbabilities, Temperature, Optional);
        return ScoreId is null ? score : score.WithScoreId(ScoreId);
    }
}
