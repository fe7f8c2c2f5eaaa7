using System.Globalization;

namespace Escalation.Calibration.RiskControl;

/// <summary>The order in which configurations are tested. It must not come from the items that test: either it is fixed before they are looked at, or it is learned from the items that choose, which <see cref="CalibrationSplit"/> keeps apart.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class ConfigurationOrder
{
    private readonly Func<RiskEvidence, int?, int[]> _resolve;

    private ConfigurationOrder(string name, bool isLearned, Func<RiskEvidence, int?, int[]> resolve)
    {
        Name = name;
        IsLearned = isLearned;
        _resolve = resolve;
    }

    /// <summary>The order in which the configurations are listed; the safest should stand first.</summary>
    public static ConfigurationOrder Listed { get; } = new("listed", isLearned: false, static (evidence, _) => Ascending(evidence.Configurations));

    /// <summary>The listed order backwards, for a list whose safest configuration stands last.</summary>
    public static ConfigurationOrder Reversed { get; } = new("reversed", isLearned: false, static (evidence, _) => Backwards(Ascending(evidence.Configurations)));

    /// <summary>The smallest p-value on the choosing items first: the largest of a configuration's p-values where all risks are tested together, that of the one risk in a chain of its own. Ties keep the listed order.</summary>
    public static ConfigurationOrder Learned { get; } = new("learned", isLearned: true, Learn);

    /// <summary>How results name the order: <c>listed</c>, <c>reversed</c>, <c>given</c> or <c>learned</c>.</summary>
    public string Name { get; }

    /// <summary>Whether the order comes from the choosing items.</summary>
    public bool IsLearned { get; }

    /// <summary>An order of your own, fixed before the testing items were looked at.</summary>
    /// <param name="configurations">Places in the list of configurations, each at most once; configurations left out are not tested.</param>
    /// <exception cref="ArgumentException">Thrown when there is none, one is negative or one stands twice.</exception>
    public static ConfigurationOrder Of(params ReadOnlySpan<int> configurations)
    {
        if (configurations.IsEmpty)
        {
            throw new ArgumentException("configurations must not be empty: an order of nothing tests nothing.", nameof(configurations));
        }

        int[] order = configurations.ToArray();
        var seen = new HashSet<int>(order.Length);
        for (int i = 0; i < order.Length; i++)
        {
            if (order[i] < 0 || !seen.Add(order[i]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"configurations[{i}] must be a place in the list that does not stand there twice, but was {order[i]}."), nameof(configurations));
            }
        }

        return new ConfigurationOrder("given", isLearned: false, (_, _) => order);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>An order that the library itself learns from the choosing items.</summary>
    internal static ConfigurationOrder LearnedBy(Func<RiskEvidence, int[]> learn) => new("learned", isLearned: true, (evidence, _) => learn(evidence));

    /// <summary>The places in the order of their tests.</summary>
    /// <param name="evidence">The measurements; a learned order reads those of the choosing items.</param>
    /// <param name="risk">The one risk that a chain tests; null for all together.</param>
    internal int[] Resolve(RiskEvidence evidence, int? risk)
    {
        if (IsLearned && !evidence.HasChoosing)
        {
            throw new InvalidOperationException("A learned order needs items that choose, and the split has none: give it some, or fix the order beforehand.");
        }

        int[] order = _resolve(evidence, risk);
        foreach (int place in order)
        {
            if (place >= evidence.Configurations)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The order names configuration {place}, but there are only {evidence.Configurations}."));
            }
        }

        return order;
    }

    private static int[] Learn(RiskEvidence evidence, int? risk)
    {
        double[] keys = new double[evidence.Configurations];
        for (int configuration = 0; configuration < keys.Length; configuration++)
        {
            keys[configuration] = risk is { } one
                ? evidence.Choosing(configuration, one).LogPValue
                : evidence.ChoosingLogPValue(configuration);
        }

        return SortedBy(keys);
    }

    /// <summary>The places in ascending order of their keys, ties in ascending order.</summary>
    internal static int[] SortedBy(double[] keys)
    {
        int[] order = Ascending(keys.Length);
        Array.Sort(order, (one, other) => keys[one] != keys[other] ? keys[one].CompareTo(keys[other]) : one.CompareTo(other));
        return order;
    }

    private static int[] Ascending(int count)
    {
        int[] order = new int[count];
        for (int i = 0; i < count; i++)
        {
            order[i] = i;
        }

        return order;
    }

    private static int[] Backwards(int[] order)
    {
        Array.Reverse(order);
        return order;
    }
}
