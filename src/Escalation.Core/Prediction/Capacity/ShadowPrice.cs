namespace Escalation.Prediction.Capacity;

/// <summary>The price of a person's slot, from a sample of what escalating is worth: escalate iff the net benefit exceeds it.</summary>
/// <remarks>
/// The dual of choosing at most K items of greatest sum, <c>max sum x_i b_i subject to sum x_i &lt;= K, 0 &lt;= x_i &lt;= 1</c>: the price is the (K+1)-th largest benefit, or 0 when capacity is left over. Choosing strictly above it never
/// takes more than K; equal benefits at the price stay out, and <see cref="TieShare"/> of them, drawn at random, would fill the capacity exactly and reach the optimum. Benefits are in any one unit: money for costs that differ
/// between items, or <c>q - p - 1/R</c> for equal ones.
/// </remarks>
public readonly record struct ShadowPrice
{
    private ShadowPrice(double price, int capacity, int above, int tied, int unpriced)
    {
        Price = price;
        Capacity = capacity;
        Above = above;
        Tied = tied;
        Unpriced = unpriced;
    }

    /// <summary>The price, at least 0; positive infinity when what escalates at any price takes all of the capacity and something else would be worth a slot.</summary>
    public double Price { get; }

    /// <summary>How many items of the sample may be escalated, K.</summary>
    public int Capacity { get; }

    /// <summary>How many have a benefit above the price.</summary>
    public int Above { get; }

    /// <summary>How many have exactly the price as their benefit while it is above 0.</summary>
    public int Tied { get; }

    /// <summary>How many escalate at any price.</summary>
    public int Unpriced { get; }

    /// <summary>The share of the tied items that would fill the capacity exactly; 0 when there are none.</summary>
    public double TieShare => Tied == 0 ? 0.0 : Math.Max(0.0, Math.Min(1.0, (double)(Capacity - Unpriced - Above) / Tied));

    /// <summary>Whether the items that escalate at any price are more than the capacity. No price can help: their overflow needs a queue, or a safe stop.</summary>
    public bool IsOverloaded => Unpriced > Capacity;

    /// <summary>Computes the price. A sort, <c>O(n log n)</c>.</summary>
    /// <param name="benefits">The net benefit of escalating each item of the sample, <c>(q - p) c_w - c_l</c>; NaN for an item that escalates at any price, through a trigger or for want of an estimate. At least one.</param>
    /// <param name="share">The capacity as a share of all items, in [0, 1]: slots an hour divided by items an hour.</param>
    /// <exception cref="ArgumentException">Thrown when the sample is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a benefit is infinite or <paramref name="share"/> is no share.</exception>
    public static ShadowPrice Of(ReadOnlySpan<double> benefits, double share)
    {
        Guard.Probability(share);
        if (benefits.IsEmpty)
        {
            throw new ArgumentException("benefits must hold one item at least, but holds none.", nameof(benefits));
        }

        int capacity = Largest(benefits.Length, share);
        double[] priced = Priced(benefits);
        int unpriced = benefits.Length - priced.Length;
        int room = capacity - unpriced;
        if (room <= 0 && priced.Length > 0 && priced[0] > 0.0)
        {
            return new ShadowPrice(double.PositiveInfinity, capacity, 0, 0, unpriced);
        }

        double price = room < priced.Length && priced.Length > 0 ? Math.Max(0.0, priced[Math.Max(0, room)]) : 0.0;
        int above = 0;
        int tied = 0;
        foreach (double benefit in priced)
        {
            above += benefit > price ? 1 : 0;
            tied += benefit == price && price > 0.0 ? 1 : 0;
        }

        return new ShadowPrice(price, capacity, above, tied, unpriced);
    }

    /// <summary>The largest count whose share, as the quotient that it is, does not exceed another.</summary>
    private static int Largest(int of, double share)
    {
        int count = (int)Math.Min(of, Math.Floor(share * of) + 1.0);
        while ((double)count / of > share)
        {
            count--;
        }

        return count;
    }

    /// <summary>The benefits that are numbers, from the largest down.</summary>
    private static double[] Priced(ReadOnlySpan<double> benefits)
    {
        var priced = new List<double>(benefits.Length);
        foreach (double benefit in benefits)
        {
            if (double.IsInfinity(benefit))
            {
                Guard.OutOfRange(nameof(benefits), "finite numbers, or NaN for what escalates at any price", benefit);
            }

            if (!double.IsNaN(benefit))
            {
                priced.Add(benefit);
            }
        }

        priced.Sort();
        priced.Reverse();
        return [.. priced];
    }
}
