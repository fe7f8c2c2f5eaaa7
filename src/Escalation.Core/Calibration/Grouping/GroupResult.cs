namespace Escalation.Calibration.Grouping;

/// <summary>The answer for one group.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class GroupResult
{
    internal GroupResult(string group, long n, double share, double level, bool isExhausted, CalibrationResult result, GroupCounts? pooled)
    {
        Group = group;
        N = n;
        Share = share;
        Level = level;
        IsExhausted = isExhausted;
        Result = result;
        AtPooled = pooled;
    }

    /// <summary>The group.</summary>
    public string Group { get; }

    /// <summary>How many items it has.</summary>
    public long N { get; }

    /// <summary>The part of delta that the group began with; 0 when it has too few items for any to be of use.</summary>
    public double Share { get; }

    /// <summary>The part of delta that it was calibrated at in the end: <see cref="Share"/>, and what others left. For a group without a share the whole of delta, which would not have sufficed.</summary>
    public double Level { get; }

    /// <summary>Whether other groups left level to this one.</summary>
    public bool Inherited => Share > 0.0 && Level > Share;

    /// <summary>Whether its whole grid was certified, down to the most permissive threshold, so that it needed its level no longer.</summary>
    public bool IsExhausted { get; }

    /// <summary>The certificate, or why there is none.</summary>
    public CalibrationResult Result { get; }

    /// <summary>The group's certificate; null when there is none.</summary>
    public Certificate? Certificate => (Result as Certified)?.Certificate;

    /// <summary>What the rule that was calibrated on all items together does in this group; null when there is no such rule.</summary>
    public GroupCounts? AtPooled { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Group}: {Result.Message}";
}
