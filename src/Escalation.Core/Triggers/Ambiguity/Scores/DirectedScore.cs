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

    /// <summary>The id of the score, <see cref="Name"/> unless <see cref="WithScoreId"/> says otherwise: a policy refuses a threshold that was set on a score with another id.</summary>
    public virtual string? ScoreId => Name;

    /// <summary>Which end escalates.</summary>
    public ScoreDirection Direction { get; }

    /// <inheritdoc/>
    public abstract string Configuration { get; }

    /// <inheritdoc/>
    public abstract Estimate Predict(AgentTurn turn);

    /// <summary>A threshold typed by hand, marked uncalibrated, on the right side of this score. Equality acts.</summary>
    /// <param name="level">The level, on the scale of the score; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="level"/> is not finite.</exception>
    public Threshold At(double level) => new(level, Direction, ThresholdPurpose.Budget, ThresholdOrigin.Uncalibrated, ScoreId);

    /// <summary>The same score under the id by which its calibration knew it, for example the column of a file that the <c>escalation</c> command read.</summary>
    /// <param name="scoreId">The id, compared ordinally; <see cref="Threshold.UnnamedScore"/> says nothing.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="scoreId"/> is blank.</exception>
    public DirectedScore WithScoreId(string scoreId) => new Named(this, Guard.NotBlank(scoreId));

    /// <summary>Refuses a threshold for the other end, or of another score.</summary>
    internal Threshold RequireSide(Threshold threshold, string trigger)
    {
        threshold.RequireFit(trigger, ScoreId);
        return (threshold.Direction == ScoreDirection.HigherDelegates) == (Direction == ScoreDirection.HigherDelegates)
            ? threshold
            : throw new PolicyBuildException($"Trigger '{trigger}' reads the score '{Name}', whose {(Direction == ScoreDirection.HigherDelegates ? "high" : "low")} values escalate, but its threshold says: {threshold}.");
    }

    /// <summary>The signal of an input that is not there.</summary>
    private protected static Estimate Absent(bool optional, string detail) => optional ? Estimate.NotApplicable() : Estimate.Missing(Reason.NoSignal, detail);

    private sealed class Named(DirectedScore inner, string scoreId) : DirectedScore(inner.Name, inner.Direction)
    {
        public override string? ScoreId => scoreId;

        public override string Configuration => inner.Configuration;

        public override Estimate Predict(AgentTurn turn) => inner.Predict(turn);
    }
}
