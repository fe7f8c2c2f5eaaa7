using System.Globalization;

namespace Escalation.Decisions;

/// <summary>A threshold with its direction, purpose and origin.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class Threshold
{
    /// <summary>The id of a score that nobody named: what calibration options, and so certificates, say unless told otherwise. It fits every score.</summary>
    public const string UnnamedScore = "score";

    /// <summary>Creates a threshold.</summary>
    /// <param name="value">The threshold; finite.</param>
    /// <param name="direction">Which side escalates.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="scoreId">Which score it applies to, for example the column or the probe it was calibrated on; null, or <see cref="UnnamedScore"/>, when unknown.</param>
    /// <param name="expires">When it goes out of date; null for never.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="value"/> is not finite or an enum is out of range.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="origin"/> is null.</exception>
    public Threshold(double value, ScoreDirection direction, ThresholdPurpose purpose, ThresholdOrigin origin, string? scoreId = null, DateTimeOffset? expires = null)
    {
        ArgumentNullException.ThrowIfNull(origin);
        Value = Guard.Finite(value);
        Symbol = ScoreComparison.Symbol(direction);
        Direction = direction;
        Purpose = Enum.IsDefined(purpose) ? purpose : throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "Not a threshold purpose.");
        Origin = origin;
        ScoreId = scoreId;
        Expires = expires?.ToUniversalTime();
    }

    /// <summary>The threshold, on the scale of its score.</summary>
    public double Value { get; }

    /// <summary>Which side escalates.</summary>
    public ScoreDirection Direction { get; }

    /// <summary>What the threshold is for.</summary>
    public ThresholdPurpose Purpose { get; }

    /// <summary>A certificate, or uncalibrated.</summary>
    public ThresholdOrigin Origin { get; }

    /// <summary>Which score it applies to; null, or <see cref="UnnamedScore"/>, when unknown. A policy refuses it on a score with another id, compared ordinally.</summary>
    public string? ScoreId { get; }

    /// <summary>When the threshold goes out of date, in UTC; null for never. From then on a policy takes the trigger that holds it for one without a usable input, which escalates with <see cref="Reason.StaleCalibration"/>; the threshold alone, which reads no clock, compares as ever.</summary>
    public DateTimeOffset? Expires { get; }

    /// <summary>The comparison as text: <c>&gt;</c> and <c>&lt;</c> delegate, <c>&gt;=</c> acts.</summary>
    public string Symbol { get; }

    /// <summary>Whether a score escalates; NaN does.</summary>
    /// <param name="score">The score.</param>
    public bool Escalates(double score) => ScoreComparison.Escalates(Direction, score, Value);

    /// <summary>Whether it may cut a score of this id: not when both sides name their score and the names differ.</summary>
    /// <param name="scoreId">The id of the score that is read; null when it says nothing.</param>
    internal bool Fits(string? scoreId) =>
        IsUnnamed(scoreId) || IsUnnamed(ScoreId) || string.Equals(scoreId, ScoreId, StringComparison.Ordinal);

    /// <exception cref="PolicyBuildException">Thrown when it does not fit.</exception>
    internal void RequireFit(string trigger, string? scoreId)
    {
        if (!Fits(scoreId))
        {
            throw new PolicyBuildException($"Trigger '{trigger}' reads the score '{scoreId}', but its threshold was set on the score '{ScoreId}': {this}. Calibrate the score that is read, or call both by one id where they are the same.");
        }
    }

    private static bool IsUnnamed(string? scoreId) => scoreId is null or UnnamedScore;

    /// <summary>A threshold that is still to be calibrated and never escalates a score; for replays only.</summary>
    internal static Threshold Open(ScoreDirection direction) => direction == ScoreDirection.HigherDelegates
        ? new(double.MaxValue, direction, ThresholdPurpose.Budget, ThresholdOrigin.Open)
        : new(double.MinValue, direction, direction == ScoreDirection.HigherActs ? ThresholdPurpose.Risk : ThresholdPurpose.Budget, ThresholdOrigin.Open);

    /// <summary>An uncalibrated floor for a confidence: act when confidence &gt;= <paramref name="value"/>.</summary>
    /// <param name="value">The threshold; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="value"/> is not finite.</exception>
    public static Threshold ActAtOrAbove(double value) =>
        new(value, ScoreDirection.HigherActs, ThresholdPurpose.Risk, ThresholdOrigin.Uncalibrated);

    /// <summary>An uncalibrated cap for a delegation score: delegate when score &gt; <paramref name="value"/>.</summary>
    /// <param name="value">The threshold; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="value"/> is not finite.</exception>
    public static Threshold DelegateAbove(double value) =>
        new(value, ScoreDirection.HigherDelegates, ThresholdPurpose.Budget, ThresholdOrigin.Uncalibrated);

    /// <inheritdoc/>
    public override string ToString()
    {
        string verb = Direction == ScoreDirection.HigherActs ? "act" : "delegate";
        return string.Create(CultureInfo.InvariantCulture, $"{verb} when score {Symbol} {Value:R} ({Origin})");
    }
}
