using Escalation.Learning.Calibrators;

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
        IGrouping<double, ProfileCondition>[] tied = [.. conditions.GroupBy(static one => one.Accuracy).OrderBy(static group => group.Key)];
        long[] items = new long[tied.Length];
        long[] kept = new long[tied.Length];
        long allItems = 0;
        long allKept = 0;
        for (int i = 0; i < tied.Length; i++)
        {
            items[i] = allItems += tied[i].Sum(static one => (long)one.Items);
            kept[i] = allKept += tied[i].Sum(static one => (long)one.Items - one.Escalated);
        }

        // Escalation falls where keeping rises.
        int[] ends = new int[tied.Length];
        int blocks = AdjacentViolators.Pool<long, Int128>(items, kept, ends);
        int above = -1;
        int below = -1;
        for (int block = 0; block < blocks; block++)
        {
            int before = block == 0 ? -1 : ends[block - 1];
            long inBlock = items[ends[block]] - (before < 0 ? 0 : items[before]);
            long keptInBlock = kept[ends[block]] - (before < 0 ? 0 : kept[before]);
            above = 2 * keptInBlock < inBlock ? ends[block] : above;
            below = below < 0 && 2 * keptInBlock > inBlock ? before + 1 : below;
        }

        return above < 0 || below < 0
            ? new IsotonicProfile(ProfileNumber.Missing(below < 0 ? ProfileNote.EscalatesEverywhere : ProfileNote.ActsEverywhere), null)
            : new IsotonicProfile(ProfileNumber.Threshold((tied[above].Key + tied[below].Key) / 2.0), new ProfileInterval(tied[above].Key, tied[below].Key));
    }
}
