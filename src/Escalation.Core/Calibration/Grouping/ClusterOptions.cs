namespace Escalation.Calibration.Grouping;

/// <summary>How clusters are dealt with; fixed before a label is read.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ClusterOptions
{
    /// <summary>Creates options.</summary>
    /// <param name="method">How clusters become draws; see <see cref="ClusterCalibration"/> for what each promises.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the method is not one of the enum.</exception>
    public ClusterOptions(ClusterMethod method) =>
        Method = Enum.IsDefined(method) ? method : throw new ArgumentOutOfRangeException(nameof(method), method, "Not a cluster method.");

    /// <summary>How clusters become draws.</summary>
    public ClusterMethod Method { get; }

    /// <summary>The seed of the draw from each cluster, and of the order in which betting tests see the clusters; from 0 to 2^53 - 1, recorded in the certificate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the seed is out of range.</exception>
    public long Seed
    {
        get;
        init => field = value is >= 0 and <= Certificate.LargestSeed
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Seed), value, FormattableString.Invariant($"{nameof(Seed)} must be from 0 to {Certificate.LargestSeed}, but was {value}."));
    }

    /// <summary>Where a fixed sequence over cluster means begins: at the highest threshold of the grid that is at most this. Null lets a pilot of the clusters place the start, see <see cref="ClusterCalibration"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the value is not finite.</exception>
    public double? StartAt { get; init => field = value is { } start ? Guard.Finite(start, nameof(StartAt)) : null; }
}
