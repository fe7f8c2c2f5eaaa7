using Escalation.Decisions;

namespace Escalation.Prediction.Capacity;

/// <summary>How much of people's time there is.</summary>
/// <remarks>Immutable.</remarks>
public sealed class CapacityOptions
{
    /// <summary>The largest number of slots: 10^6.</summary>
    public const int MostSlots = 1_000_000;

    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(7);

    /// <summary>Creates options.</summary>
    /// <param name="costs">The general costs, in whose wrong acts the price is counted.</param>
    /// <param name="slots">How many escalations people take in a window, k; 1 to <see cref="MostSlots"/>.</param>
    /// <param name="window">The window; above zero, at most 7 days. An hour when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range.</exception>
    public CapacityOptions(DecisionCosts costs, int slots, TimeSpan? window = null)
    {
        Costs = costs.IsDefined ? costs : throw new ArgumentOutOfRangeException(nameof(costs), costs, "The costs are undefined: use the constructor of DecisionCosts.");
        Slots = Counted(slots, nameof(slots));
        Window = window ?? TimeSpan.FromHours(1);
        if (Window <= TimeSpan.Zero || Window > LongestWindow)
        {
            throw new ArgumentOutOfRangeException(nameof(window), Window, "The window must be above zero and at most 7 days.");
        }

        Step = 1.0 / slots;
        Burst = slots;
    }

    /// <summary>The general costs.</summary>
    public DecisionCosts Costs { get; }

    /// <summary>Slots in a window, k.</summary>
    public int Slots { get; }

    /// <summary>The window.</summary>
    public TimeSpan Window { get; }

    /// <summary>By how much one escalation raises the price, eta, finite and above 0; <c>1 / k</c> unless given. A larger step follows the load faster and wavers more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the step is not a finite number above 0.</exception>
    public double Step { get; init => field = Guard.Positive(value, nameof(Step)); }

    /// <summary>The hard cap: how many slots can be saved up, 1 to <see cref="MostSlots"/>; k unless given. No stretch of time sees more than this and its own share of slots escalated at once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the number is out of range.</exception>
    public int Burst { get; init => field = Counted(value, nameof(Burst)); }

    /// <summary>What becomes of an item that needs a person when no slot is left.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the value is not one of the enum.</exception>
    public CapacityOverflow Overflow
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Overflow), value, "Not an overflow.");
    }

    private static int Counted(int value, string name)
    {
        if (value is < 1 or > MostSlots)
        {
            Guard.OutOfRange(name, $"from 1 to {MostSlots}", value);
        }

        return value;
    }
}
