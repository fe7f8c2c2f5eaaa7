using Escalation.Decisions;

namespace Escalation.Prediction.Capacity;

/// <summary>A threshold on the gain of escalating that costs, capacity and a certified budget agree on: <c>gain &gt; max(1/R + lambda, tau)</c>.</summary>
/// <remarks>
/// <para>Lambda is the shadow price of a sample: with it a share of the sample no larger than the capacity escalates. It is an estimate without a guarantee; traffic that resembles the sample exceeds the capacity in about half of all
/// cases, by chance. The certified threshold is what bounds the rate: certify the capacity share as a budget, and whatever lambda says the promise stays, for a higher threshold delegates less. A certificate about the
/// risk of the items that are acted on is not kept: the price lets act what the costs alone would escalate.</para>
/// <para>Take the sample from recent traffic, in the mix of the hours in which capacity is scarce. Immutable.</para>
/// </remarks>
public sealed record CapacityPlan
{
    private CapacityPlan(DecisionCosts costs, ShadowPrice sample, double price, double threshold, CapacityBinding binding)
    {
        Costs = costs;
        Sample = sample;
        Price = price;
        Threshold = threshold;
        Binding = binding;
    }

    /// <summary>The costs.</summary>
    public DecisionCosts Costs { get; }

    /// <summary>The shadow price of the sample, on the scale of gains less <c>1/R</c>.</summary>
    public ShadowPrice Sample { get; }

    /// <summary>Lambda, at least 0, in wrong acts.</summary>
    public double Price { get; }

    /// <summary>The threshold that results; positive infinity when what escalates at any price takes all of the capacity.</summary>
    public double Threshold { get; }

    /// <summary>What sets it.</summary>
    public CapacityBinding Binding { get; }

    /// <summary>Makes a plan.</summary>
    /// <param name="gains">The gain <c>q - p</c> of escalating each item of a sample, in [-1, 1]; NaN for an item that escalates at any price. At least one.</param>
    /// <param name="costs">The costs.</param>
    /// <param name="share">The capacity as a share of all items, in [0, 1].</param>
    /// <param name="certified">The certified threshold of a delegation budget on the same gains, or null.</param>
    /// <exception cref="ArgumentException">Thrown when the sample is empty, or <paramref name="certified"/> is not a budget's threshold above which items are delegated.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a gain or the share is out of range, or the costs are undefined.</exception>
    public static CapacityPlan Of(ReadOnlySpan<double> gains, DecisionCosts costs, double share, Threshold? certified = null)
    {
        if (!costs.IsDefined)
        {
            throw new ArgumentOutOfRangeException(nameof(costs), costs, "The costs are undefined: use the constructor of DecisionCosts.");
        }

        if (certified is not null && (certified.Direction != ScoreDirection.HigherDelegates || certified.Purpose != ThresholdPurpose.Budget))
        {
            throw new ArgumentException($"certified must be the threshold of a budget above which items are delegated, but is: {certified}.", nameof(certified));
        }

        double[] benefits = new double[gains.Length];
        for (int i = 0; i < benefits.Length; i++)
        {
            if (Math.Abs(gains[i]) > 1.0)
            {
                Guard.OutOfRange(nameof(gains), "gains in [-1, 1], or NaN for what escalates at any price", gains[i]);
            }

            // What the cost rule itself takes for a tie is no benefit.
            benefits[i] = !double.IsNaN(gains[i]) && !CostRatioRule.Escalates(gains[i], costs) ? Math.Min(0.0, gains[i] - costs.RequiredGain) : gains[i] - costs.RequiredGain;
        }

        var sample = ShadowPrice.Of(benefits, share);
        double priced = sample.Price > 0.0 ? AtPrice(gains, benefits, sample.Price) : costs.RequiredGain;
        return certified is { } bound && bound.Value > priced
            ? new CapacityPlan(costs, sample, sample.Price, bound.Value, CapacityBinding.Certificate)
            : new CapacityPlan(costs, sample, sample.Price, priced, sample.Price > 0.0 ? CapacityBinding.Capacity : CapacityBinding.Costs);
    }

    /// <summary>Whether a gain escalates; NaN does, and equality acts.</summary>
    /// <param name="gain">The gain <c>q - p</c>.</param>
    public bool Escalates(double gain) => double.IsNaN(gain) || (CostRatioRule.Escalates(gain, Costs) && ScoreComparison.Escalates(ScoreDirection.HigherDelegates, gain, Threshold));

    /// <summary>The threshold as an observed gain, which adding price and ratio would miss by a rounding.</summary>
    private static double AtPrice(ReadOnlySpan<double> gains, double[] benefits, double price)
    {
        double threshold = double.PositiveInfinity;
        for (int i = 0; i < benefits.Length; i++)
        {
            if (benefits[i] == price)
            {
                threshold = double.IsPositiveInfinity(threshold) ? gains[i] : Math.Max(threshold, gains[i]);
            }
        }

        return threshold;
    }
}
