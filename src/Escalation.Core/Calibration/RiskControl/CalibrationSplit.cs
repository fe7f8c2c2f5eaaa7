using System.Globalization;
using Escalation.Statistics;

namespace Escalation.Calibration.RiskControl;

/// <summary>Which calibration items may choose (orders, candidates, the best of the certified) and which ones test. No item does both, or an order learned from it would void the test.</summary>
/// <remarks>Immutable and safe to share between threads. Items are numbered from 0 in file order; both parts are kept in ascending order, whatever order they came in.</remarks>
public sealed class CalibrationSplit
{
    private readonly int[] _choosing;
    private readonly int[] _testing;

    private CalibrationSplit(int[] choosing, int[] testing, double? choosingShare, long? seed)
    {
        _choosing = choosing;
        _testing = testing;
        ChoosingItems = Array.AsReadOnly(choosing);
        TestingItems = Array.AsReadOnly(testing);
        ChoosingShare = choosingShare;
        Seed = seed;
    }

    /// <summary>The items that choose, ascending; may be empty.</summary>
    public ReadOnlySpan<int> Choosing => _choosing;

    /// <summary>The items that test, ascending.</summary>
    public ReadOnlySpan<int> Testing => _testing;

    /// <summary>The share of the items that choose, as a random split was asked for; null for a split by hand.</summary>
    public double? ChoosingShare { get; }

    /// <summary>The seed of a random split; null for a split by hand.</summary>
    public long? Seed { get; }

    /// <summary>The same items as <see cref="Choosing"/>, for delegates.</summary>
    internal IReadOnlyList<int> ChoosingItems { get; }

    /// <summary>The same items as <see cref="Testing"/>, for delegates.</summary>
    internal IReadOnlyList<int> TestingItems { get; }

    /// <summary>Splits at random: the first <c>floor(choosingShare * count)</c> of a seeded shuffle choose, the others test.</summary>
    /// <param name="count">How many items there are; at least 0.</param>
    /// <param name="choosingShare">The share that chooses, strictly between 0 and 1.</param>
    /// <param name="seed">The seed of the shuffle, see <see cref="SeededShuffle"/>; at least 0. Equal seeds give equal splits on every machine.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of its range.</exception>
    /// <remarks>Either part may be empty when there are few items.</remarks>
    public static CalibrationSplit Random(int count, double choosingShare, long seed)
    {
        Guard.OpenProbability(choosingShare);
        ArgumentOutOfRangeException.ThrowIfNegative(seed);
        int[] order = SeededShuffle.Permutation(count, (ulong)seed);
        int choosing = (int)Math.Floor(choosingShare * count);
        bool[] chooses = new bool[count];
        foreach (int item in order.AsSpan(0, choosing))
        {
            chooses[item] = true;
        }

        return new CalibrationSplit(Where(chooses, true, choosing), Where(chooses, false, count - choosing), choosingShare, seed);
    }

    /// <summary>A split by hand, for example by day or by customer.</summary>
    /// <param name="choosing">The items that choose, in any order; may be empty.</param>
    /// <param name="testing">The items that test, in any order.</param>
    /// <exception cref="ArgumentException">Thrown when an item is negative, stands twice in one part or in both parts; the message names it.</exception>
    /// <remarks>The two parts must be apart in content too: an item copied into both under two numbers is a leak that numbers cannot show.</remarks>
    public static CalibrationSplit Of(ReadOnlySpan<int> choosing, ReadOnlySpan<int> testing)
    {
        HashSet<int> chooses = Distinct(choosing, nameof(choosing));
        HashSet<int> tests = Distinct(testing, nameof(testing));
        tests.IntersectWith(chooses);
        if (tests.Count > 0)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Item {tests.Min()} both chooses and tests: what is learned from an item cannot be tested on it."), nameof(testing));
        }

        return new CalibrationSplit(Ascending(choosing), Ascending(testing), choosingShare: null, seed: null);
    }

    /// <summary>No split: every item tests. Nothing can be learned then; orders must be fixed beforehand, and the best of the certified is chosen by the same items that certified them, which the error control allows but which flatters its value.</summary>
    /// <param name="count">How many items there are; at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the count is negative.</exception>
    public static CalibrationSplit TestingOnly(int count)
    {
        int[] testing = new int[Guard.AtLeast(count, 0)];
        for (int i = 0; i < testing.Length; i++)
        {
            testing[i] = i;
        }

        return new CalibrationSplit([], testing, choosingShare: null, seed: null);
    }

    private static HashSet<int> Distinct(ReadOnlySpan<int> items, string name)
    {
        var seen = new HashSet<int>(items.Length);
        for (int i = 0; i < items.Length; i++)
        {
            if (items[i] < 0)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name}[{i}] must be at least 0, but was {items[i]}."), name);
            }

            if (!seen.Add(items[i]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name}[{i}] is item {items[i]}, which stands among them already."), name);
            }
        }

        return seen;
    }

    private static int[] Where(bool[] marks, bool mark, int count)
    {
        int[] items = new int[count];
        int next = 0;
        for (int item = 0; item < marks.Length; item++)
        {
            if (marks[item] == mark)
            {
                items[next++] = item;
            }
        }

        return items;
    }

    private static int[] Ascending(ReadOnlySpan<int> items)
    {
        int[] sorted = items.ToArray();
        Array.Sort(sorted);
        return sorted;
    }
}
