using Escalation.Decisions;

namespace Escalation.Calibration;

/// <summary>What a delegation budget promises: <c>P(delegation rate &gt; Alpha) &lt;= Delta</c> over the draw of the calibration scores.</summary>
/// <remarks>Immutable.</remarks>
public sealed class DelegationBudgetOptions
{
    /// <summary>Creates options.</summary>
    /// <param name="alpha">The largest delegation rate, strictly between 0 and 1.</param>
    /// <param name="delta">The probability that the promise fails, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a level is not strictly between 0 and 1.</exception>
    public DelegationBudgetOptions(double alpha, double delta = 0.1)
    {
        Alpha = Guard.OpenProbability(alpha);
        Delta = Guard.OpenProbability(delta);
    }

    /// <summary>The largest delegation rate, strictly between 0 and 1.</summary>
    public double Alpha { get; }

    /// <summary>The probability that the promise fails, strictly between 0 and 1.</summary>
    public double Delta { get; }

    /// <summary>Which scores delegate: <see cref="ScoreDirection.HigherDelegates"/> (score &gt; threshold) or <see cref="ScoreDirection.LowerDelegates"/> (score &lt; threshold).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the direction is any other.</exception>
    public ScoreDirection Direction
    {
        get;
        init => field = value is ScoreDirection.HigherDelegates or ScoreDirection.LowerDelegates
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Direction), value, $"{nameof(Direction)} must be {nameof(ScoreDirection.HigherDelegates)} or {nameof(ScoreDirection.LowerDelegates)}, but was {value}.");
    }

    /// <summary>The name of the score, which the certificate and the threshold carry.</summary>
    /// <exception cref="ArgumentException">Thrown when the name is null, empty or white space.</exception>
    public string ScoreId { get; init => field = Guard.NotBlank(value, nameof(ScoreId)); } = Threshold.UnnamedScore;

    /// <summary>The fingerprint of the scores as <see cref="CalibrationData.Sha256(ReadOnlySpan{double})"/> computes it, for a caller who has it already; null lets the calibration compute it, which takes longer than the calibration itself.</summary>
    /// <exception cref="ArgumentException">Thrown when the text is not 64 lowercase hexadecimal digits.</exception>
    public string? DataSha256 { get; init => field = Hex.RequireSha256(value, nameof(DataSha256)); }

    /// <summary>The group of items that is calibrated, such as a customer segment; the certificate carries it. Null for all items.</summary>
    /// <exception cref="ArgumentException">Thrown when the name is empty or white space.</exception>
    public string? Group { get; init => field = value is null ? null : Guard.NotBlank(value, nameof(Group)); }

    /// <summary>When the certificate goes out of date: from then on a policy that deploys it escalates as stale. Null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The largest number of threads at once, the caller's among them; at least 1. Threads come from the pool and share the writing of the fingerprint's lines, which takes most of the time. Their number changes no bit of the result.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the number is below 1.</exception>
    public int MaxWorkers { get; init => field = Guard.AtLeast(value, 1, nameof(MaxWorkers)); } = 1;

    /// <summary>The share of <see cref="Delta"/> that this certificate spends, where several share it; null for all of it.</summary>
    internal double? Level { get; init; }
}
