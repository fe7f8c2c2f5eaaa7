namespace Escalation.Learning.Boosting;

/// <summary>How stumps are boosted.</summary>
public sealed record BoostedStumpsOptions
{
    /// <summary>The most stumps, 1 to 10,000; fewer when no further one lowers the loss.</summary>
    public int Rounds { get; init; } = 100;

    /// <summary>The share of each Newton step that is taken, in (0, 1]. Smaller needs more rounds and overfits less.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>The penalty lambda on the numbers in the leaves, <c>lambda / 2 * value^2</c>; finite and above 0.</summary>
    public double L2 { get; init; } = 1.0;

    /// <summary>The least weight of rows on either side of a split; finite and above 0.</summary>
    public double LeastLeafWeight { get; init; } = 5.0;

    /// <summary>The constraint of each column; empty for none.</summary>
    public IReadOnlyList<MonotoneDirection> Monotone { get; init; } = [];

    internal void Check(int columns)
    {
        const int Most = 10_000;
        if (Guard.AtLeast(Rounds, 1) > Most)
        {
            Refuse(nameof(Rounds), Rounds, FormattableString.Invariant($"at most {Most}"));
        }

        Guard.Positive(Guard.Probability(LearningRate));
        Guard.Positive(L2);
        Guard.Positive(LeastLeafWeight);
        ArgumentNullException.ThrowIfNull(Monotone);
        if (Monotone.Count != 0)
        {
            LearningChecks.Length(Monotone.Count, columns, nameof(Monotone));
        }

        foreach (MonotoneDirection direction in Monotone)
        {
            if (!Enum.IsDefined(direction))
            {
                Refuse(nameof(Monotone), direction, "directions of the enum");
            }
        }
    }

    private static void Refuse(string name, object value, string bound) =>
        throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} must be {bound}, but was {value}."));
}
