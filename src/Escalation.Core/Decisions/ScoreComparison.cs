namespace Escalation.Decisions;

/// <summary>The one comparison of a score with a threshold. Equality acts; NaN on either side escalates.</summary>
/// <remarks>Calibrating with <c>&gt;</c> and deploying with <c>&gt;=</c> voids a certificate on tied scores, so everything else goes by this one; where scores are counted in bulk the counts are tested to equal it. Pure, allocates nothing.</remarks>
public static class ScoreComparison
{
    /// <summary>Whether a score escalates.</summary>
    /// <param name="direction">Which side escalates; a value outside the enum escalates.</param>
    /// <param name="score">The score.</param>
    /// <param name="threshold">The threshold.</param>
    public static bool Escalates(ScoreDirection direction, double score, double threshold) => direction switch
    {
        ScoreDirection.HigherDelegates => !(score <= threshold),
        ScoreDirection.LowerDelegates or ScoreDirection.HigherActs => !(score >= threshold),
        _ => true,
    };

    /// <summary>The comparison as the tool prints it: <c>&gt;</c> and <c>&lt;</c> delegate, <c>&gt;=</c> acts.</summary>
    /// <param name="direction">The direction.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the direction is not one of the enum.</exception>
    public static string Symbol(ScoreDirection direction) => direction switch
    {
        ScoreDirection.HigherDelegates => ">",
        ScoreDirection.LowerDelegates => "<",
        ScoreDirection.HigherActs => ">=",
        _ => throw new ArgumentOutOfRangeException(nameof(direction), direction, "Not a score direction."),
    };
}
