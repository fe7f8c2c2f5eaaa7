namespace Escalation.Evaluation.Profiles;

/// <summary>How two versions of a model are compared.</summary>
public sealed record ProfileComparisonOptions
{
    /// <summary>How many random exchanges are drawn where there are too many to try all, at least 19.</summary>
    public int Permutations { get; init; } = 1_999;

    /// <summary>The seed of the exchanges.</summary>
    public ulong Seed { get; init; }

    /// <summary>The confidence level of the shift's interval, strictly between 0 and 1.</summary>
    public double Level { get; init; } = 0.95;
}
