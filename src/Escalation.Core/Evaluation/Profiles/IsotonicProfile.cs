namespace Escalation.Evaluation.Profiles;

/// <summary>The implicit threshold without a shape: where the best non-increasing step function of the escalation rate passes one half.</summary>
/// <remarks>
/// Least squares under monotonicity, weighted by decisions (pooling of adjacent violators; Ayer et al., 1955), conditions of equal accuracy taken together first. Assumes only that escalation does not rise with
/// accuracy, and so it also stands where the logistic curve does not: with separated decisions or a relation that bends. It says between which two accuracies the threshold lies and has no interval;
/// with few conditions that bracket is wide.
/// </remarks>
public sealed class IsotonicProfile
{
    private IsotonicProfile(ProfileNumber threshold, ProfileInterval? bracket)
    {
        Threshold = threshold;
        Bracket = bracket;
    }

    /// <summary>The middle of <see cref="Bracket"/>; missing when the rate stays on one side of one half.</summary>
    public ProfileNumber Threshold { get; }

    /// <summary>The highest accuracy with a fitted rate above one half and the lowest with one below; null when the rate stays on one side.</summary>
    public ProfileInterval? Bracket { get; }

    /// <summary>Fits conditions with a signal, of which there is at least one.</summary>
    internal static IsotonicProfile Fit(ProfileCondition[] conditions)
    {
        var blocks = new List<(double First, double Last, long Items, long Escalated)>();
        foreach (IGrouping<double, ProfileCondition> tied in conditions.GroupBy(static one => one.Accuracy).OrderBy(static group => group.Key))
        {
            (double First, double Last, long Items, long Escalated) block = (tied.Key, tied.Key, tied.Sum(static one => (long)one.Items), tied.Sum(static one => (long)one.Escalated));
            while (blocks.Count > 0 && (Int128)blocks[^1].Escalated * block.Items < (Int128)block.Escalated * blocks[^1].Items)
            {
                block = (blocks[^1].First, block.Last, blocks[^1].Items + block.Items, blocks[^1].Escalated + block.Escalated);
                blocks.RemoveAt(blocks.Count - 1);
            }

            blocks.Add(block);
        }

        int above = blocks.FindLastIndex(static block => 2 * block.Escalated > block.Items);
        int below = blocks.FindIndex(static block => 2 * block.Escalated < block.Items);
        return above < 0 || below < 0
            ? new IsotonicProfile(ProfileNumber.Missing(below < 0 ? ProfileNote.EscalatesEverywhere : ProfileNote.ActsEverywhere), null)
            : new IsotonicProfile(ProfileNumber.Threshold((blocks[above].Last + blocks[below].First) / 2.0), new ProfileInterval(blocks[above].Last, blocks[below].First));
    }
}
