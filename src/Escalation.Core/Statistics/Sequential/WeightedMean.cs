namespace Escalation.Statistics.Sequential;

/// <summary>The mean loss of a stream of which only some losses are seen, each with a known probability, with bounds that hold at all times at once.</summary>
/// <remarks>
/// <para>The estimate is the plain mean of <see cref="WeightedLoss"/> values, unbiased for the mean loss. The bounds come from an empirical Bernstein supermartingale with predictable weights: with
/// <c>r_i = H_i - l_i</c> the range of the i-th value, <c>m_i</c> the mean before it, <c>0 &lt; w_i &lt;= 1/2</c> and <c>v_i = ((x_i - m_i)/r_i)^2</c>,
/// <c>|sum w_i/r_i (x_i - mu)| &lt; ln(2/delta) + sum v_i (-ln(1 - w_i) - w_i)</c> for all n with probability 1 - delta, when each value has mean mu given those before it.</para>
/// <para>A step is O(1) and allocates nothing. Not safe for concurrent use. Source: Waudby-Smith and Ramdas, "Estimating means of bounded random variables by betting" (2024), theorem 2, with ranges that may differ from step to step.</para>
/// </remarks>
public sealed class WeightedMean
{
    private const double LargestWeight = 0.5;

    // The weights are tuned for this level and valid at every other.
    private static readonly double LogTuning = Math.Log(2.0 / 0.05);

    /// <summary>Everything there is to know about it, to be saved and restored.</summary>
    public WeightedMeanState State { get; private set; }

    /// <summary>How many items were observed, seen or not.</summary>
    public long Count => State.Count;

    /// <summary>The estimate; NaN when nothing was observed. With few audits it may lie outside [0, 1].</summary>
    public double Estimate => State.Sum / State.Count;

    /// <summary>Goes on where a saved mean stopped.</summary>
    /// <param name="state">The state.</param>
    /// <exception cref="ArgumentException">Thrown when the state contradicts itself.</exception>
    public static WeightedMean Restore(in WeightedMeanState state)
    {
        bool plausible = state.Count is >= 0 and <= 1L << 53 && double.IsFinite(state.Sum) && double.IsFinite(state.WeightedSum) && IsMeasure(state.SquaredDeviations) && IsMeasure(state.Weight) && IsMeasure(state.Penalty)
            && (state.Count == 0 ? state == default : state.Weight > 0.0);
        return plausible ? new WeightedMean { State = state } : throw new ArgumentException($"The state of a weighted mean contradicts itself: {state}.", nameof(state));
    }

    /// <summary>Takes one item in.</summary>
    /// <param name="loss">The item's loss or stand-in.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="loss"/> is the default value; nothing is changed.</exception>
    public void Observe(in WeightedLoss loss)
    {
        WeightedLoss.RequireAround(loss, 0.5);
        long step = State.Count + 1;
        double range = loss.Highest - loss.Lowest;
        double before = Math.Clamp((0.5 + State.Sum) / step, 0.0, 1.0);
        double variance = (0.25 + State.SquaredDeviations) / step;
        double weight = Math.Min(LargestWeight, Math.Sqrt(2.0 * LogTuning / (variance * step * Math.Log(step + 1.0))));
        double deviation = (loss.Value - before) / range;
        State = new WeightedMeanState
        {
            Count = step,
            Sum = State.Sum + loss.Value,
            SquaredDeviations = State.SquaredDeviations + (deviation * deviation),
            Weight = State.Weight + (weight / range),
            WeightedSum = State.WeightedSum + (weight / range * loss.Value),
            Penalty = State.Penalty + (deviation * deviation * (-Elementary.LogOnePlus(-weight) - weight)),
        };
    }

    /// <summary>Bounds on the mean loss that hold at all times at once with probability <c>1 - delta</c>, cut to [0, 1].</summary>
    /// <param name="delta">The error level of both bounds together, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the level is NaN or out of range.</exception>
    public RiskInterval Interval(double delta)
    {
        Check.OpenProbability(delta);
        if (State.Count == 0)
        {
            return new RiskInterval(0.0, 1.0);
        }

        double centre = State.WeightedSum / State.Weight;
        double reach = (Math.Log(2.0 / delta) + State.Penalty) / State.Weight;

        // The sums are plain ones, of values whose sizes average to no more than three.
        reach += 2.0 * FactorRounding.Unit * (State.Count + 4.0) * (4.0 + reach);
        return new RiskInterval(Math.Clamp(centre - reach, 0.0, 1.0), Math.Clamp(centre + reach, 0.0, 1.0));
    }

    private static bool IsMeasure(double value) => value >= 0.0 && double.IsFinite(value);
}
