using Escalation.Decisions;

namespace Escalation.Uncertainty;

/// <summary>The range of one log-probability, in nats.</summary>
/// <remarks>Pure; allocates nothing.</remarks>
public static class LogProbability
{
    /// <summary>Values at or below this say "not among those listed" and are no logarithms. Recorded from OpenAI as -9999.</summary>
    public const double SentinelCeiling = -9000.0;

    /// <summary>How far rounding may push a log-probability above 0.</summary>
    public const double RangeTolerance = 1e-6;

    /// <summary>Whether the value is a finite stand-in for "not listed". Minus infinity is not: it is a probability of 0.</summary>
    /// <param name="value">A log-probability.</param>
    public static bool IsSentinel(double value) => value <= SentinelCeiling && !double.IsNegativeInfinity(value);

    /// <summary>Clamps rounding above 0 and refuses what is no log-probability.</summary>
    /// <param name="value">A log-probability; -infinity and sentinels pass.</param>
    /// <param name="clamped">The value, at most 0; NaN when refused.</param>
    /// <returns>Null, or <see cref="Reason.ScoreUndefined"/> for NaN and +infinity, or <see cref="Reason.ScoreOutOfRange"/> for more than <see cref="RangeTolerance"/> above 0.</returns>
    public static Reason? Check(double value, out double clamped)
    {
        clamped = double.NaN;
        if (double.IsNaN(value) || double.IsPositiveInfinity(value))
        {
            return Reason.ScoreUndefined;
        }

        if (value > RangeTolerance)
        {
            return Reason.ScoreOutOfRange;
        }

        clamped = value > 0.0 ? 0.0 : value;
        return null;
    }
}
