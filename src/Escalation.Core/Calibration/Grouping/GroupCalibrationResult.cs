namespace Escalation.Calibration.Grouping;

/// <summary>The answers for all groups: with probability at least 1 - delta, the promises of all certificates in it hold at once.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class GroupCalibrationResult
{
    internal GroupCalibrationResult(double alpha, double delta, IReadOnlyList<GroupResult> groups, CalibrationResult pooled)
    {
        Alpha = alpha;
        Delta = delta;
        Groups = groups;
        Pooled = pooled;
    }

    /// <summary>The bound on the rate or risk of every group.</summary>
    public double Alpha { get; }

    /// <summary>The probability that the promise to any group fails.</summary>
    public double Delta { get; }

    /// <summary>One answer for each group, in ordinal order of the names.</summary>
    public IReadOnlyList<GroupResult> Groups { get; }

    /// <summary>The calibration on all items together, for comparison: its certificate bounds the average over the groups and protects none of them, see <see cref="GroupResult.AtPooled"/>. Its delta is spent beside that of the groups: deploy one or the other, as decided beforehand.</summary>
    public CalibrationResult Pooled { get; }

    /// <summary>The answer for a group; null when there was no such group.</summary>
    /// <param name="group">The name, compared ordinally.</param>
    public GroupResult? Find(string group)
    {
        foreach (GroupResult result in Groups)
        {
            if (string.Equals(result.Group, group, StringComparison.Ordinal))
            {
                return result;
            }
        }

        return null;
    }

    /// <summary>The thresholds to deploy, one for each certified group; every other group escalates.</summary>
    public GroupThresholds ToThresholds()
    {
        var certificates = new List<Certificate>();
        foreach (GroupResult result in Groups)
        {
            if (result.Certificate is { } certificate)
            {
                certificates.Add(certificate);
            }
        }

        return GroupThresholds.Of(certificates);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join("; ", Groups);
}
