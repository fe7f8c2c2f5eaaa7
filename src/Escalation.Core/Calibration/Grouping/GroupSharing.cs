namespace Escalation.Calibration.Grouping;

/// <summary>How groups share the error level delta; fixed before a label is read.</summary>
/// <remarks>
/// A group of so few items that it could not be certified at the whole of delta, however good they are, holds no share. That is read off the number of its items alone, given which the items of each group are still independent draws, so it costs nothing.
/// Immutable; safe to share between threads.
/// </remarks>
public sealed class GroupSharing
{
    /// <summary>Equal shares.</summary>
    public GroupSharing()
    {
    }

    /// <summary>Shares in proportion to weights.</summary>
    /// <param name="weights">A weight for each group there is, above 0 and finite; copied. A calibration refuses items of any other group, and answers for a group without items too.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="weights"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when there is no weight or a name is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a weight is not finite and above 0; the message names its group.</exception>
    public GroupSharing(IReadOnlyDictionary<string, double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Count == 0)
        {
            throw new ArgumentException("weights must not be empty.", nameof(weights));
        }

        var copy = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach ((string group, double weight) in weights)
        {
            Guard.NotBlank(group, nameof(weights));
            copy.Add(group, Guard.Positive(weight, $"weights[{group}]"));
        }

        Weights = copy.AsReadOnly();
    }

    /// <summary>The weight of each group; null for equal shares among the groups that the items name.</summary>
    public IReadOnlyDictionary<string, double>? Weights { get; }

    /// <summary>Whether a group whose whole grid was certified leaves its share to the others, in proportion to theirs; true unless told otherwise. <see cref="GroupCalibration"/> says why that is valid.</summary>
    public bool Recycles { get; init; } = true;
}
