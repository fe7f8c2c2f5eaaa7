using Escalation.Triggers.Ambiguity.Scores;

namespace Escalation.DependencyInjection;

/// <summary>The disagreement of samples, with its threshold: a certificate, or a number typed by hand. Exactly one of the two.</summary>
public sealed class DisagreementSettings
{
    /// <summary>What to measure.</summary>
    public DisagreementMeasure Measure { get; set; }

    /// <summary>The level above which the policy escalates, on the measure's scale; finite, marked uncalibrated.</summary>
    public double? Above { get; set; }

    /// <summary>The path of a certificate for this measure, see <see cref="ConfidenceSettings.Certificate"/>. High values must delegate.</summary>
    public string? Certificate { get; set; }

    /// <summary>What the calibration called the score where it was not the score's own name: a certificate of another score is refused. For a certificate.</summary>
    public string? ScoreId { get; set; }

    /// <summary>How many samples there must be, from 2 to 256.</summary>
    public int MinimumSamples { get; set; } = 5;

    /// <summary>Whether a turn without samples lets the trigger abstain. Otherwise it is missing, which escalates.</summary>
    public bool Optional { get; set; }

    internal DirectedScore ToScore()
    {
        DirectedScore score = AmbiguityScores.Disagreement(Measure, MinimumSamples, Optional);
        return ScoreId is null ? score : score.WithScoreId(ScoreId);
    }
}
