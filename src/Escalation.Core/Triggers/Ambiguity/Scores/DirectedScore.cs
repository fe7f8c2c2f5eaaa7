using Escalation.Decisions;

namespace Escalation.Triggers.Ambiguity.Scores;

/// <summary>A score of a turn that knows which of its ends escalates, so that no threshold can be put on it the wrong way round.</summary>
/// <remarks>Calibrate it like any other score, with its own <see cref="Direction"/>; the certificate's threshold then fits. Implementations are immutable and safe for concurrent use.</remarks>
public abstract class DirectedScore : IPredictor, IConfigured
{
    /// <summary>Creates a score.</summary>
    /// <param name="name">Its name, for explanations.</param>
    /// <param name="direction">Which end escalates.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the direction is neither <see cref="ScoreDirection.HigherDelegates"/> nor <see cref="ScoreDirection.LowerDelegates"/>.</exception>
    protected DirectedScore(string name, ScoreDirection direction)
    {
        Name = Guard.NotBlank(name);
        Direction = direction is ScoreDirection.HigherDelegates or ScoreDirection.LowerDelegates
            ? direction
            : throw new ArgumentOutOfRangeException(nameof(direction), direction, $"direction must be {nameof(ScoreDirection.HigherDelegates)} or {nameof(ScoreDirection.LowerDelegates)}, but was {direction}.");
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Which end escalates.</summary>
    public ScoreDirection Direction { get; }

    /// <inheritdoc/>
    public abstract string Configuration { get; }

    /// <inheritdoc/>
    public abstract Estimate Predict(AgentTurn turn);

    /// <summary>A threshold typed by hand, marked uncalibrated, on the right side of this score. Equality acts.</summary>
    /// <param name="level">The level, on the scale of the score; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="level"/> is not finite.</exception>
    public Threshold At(double level) => new(level, Direction, ThresholdPurpose.Budget, ThresholdOrigin.Uncalibrated, Name);

    /// <summary>Refuses a threshold for the other end.</summary>
    internal Threshold RequireSide(Threshold threshold, string trigger) => (threshold.Direction == ScoreDirection.HigherDelegates) == (Direction == ScoreDirection.HigherDelegates)
        ? threshold
        : throw new PolicyBuildException($"Trigger '{trigger}' reads the score '{Name}', whose {(Direction == ScoreDirection.HigherDelegates ? "high" : "low")} values escalate, but its threshold says: {threshold}.");

    /// <summary>The signal of an input that is not there.</summary>
    private protected static Estimate Absent(bool optional, string detail) => optional ? Estimate.NotApplicable() : Estimate.Missing(Reason.NoSignal, detail);
}
