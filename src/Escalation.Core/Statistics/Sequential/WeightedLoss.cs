using System.Globalization;

namespace Escalation.Statistics.Sequential;

/// <summary>One observation of a risk: a number whose mean is the mean loss, with the bounds that held before the loss was known.</summary>
/// <remarks>
/// <para>A loss that is always seen lies in [0, 1]. When a loss is seen only with a known probability q, an unbiased stand-in takes its place:
/// <c>L~ = g + (xi / q) (L - g)</c> with <c>xi ~ Bern(q)</c> drawn independently of the loss, so that <c>E[L~ | past] = E[L | past]</c> whatever the prediction g.
/// Its bounds are <c>-g (1 - q) / q</c> and <c>g + (1 - g) / q</c>; a bet is limited by them and not by what was observed. Both g and q must be fixed before the loss is known.</para>
/// <para>Source: inverse-propensity weighting with a control variate, as in arXiv 2406.10490. A value; the default holds no observation and is refused wherever one is due.</para>
/// </remarks>
public readonly record struct WeightedLoss
{
    /// <summary>The least propensity: below one audit in a million there is nothing to learn, and a single loss would outweigh everything.</summary>
    public const double LeastPropensity = 1E-6;

    private WeightedLoss(double value, double propensity, double predicted)
    {
        Value = value;
        Lowest = Weigh(0.0, propensity, predicted);
        Highest = Weigh(1.0, propensity, predicted);
    }

    /// <summary>The stand-in for the loss, from <see cref="Lowest"/> to <see cref="Highest"/>.</summary>
    public double Value { get; }

    /// <summary>The least value that was possible before the loss was known; at most 0.</summary>
    public double Lowest { get; }

    /// <summary>The largest value that was possible before the loss was known; at least 1.</summary>
    public double Highest { get; }

    /// <summary>A loss that is seen for certain.</summary>
    /// <param name="loss">The loss in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the loss is NaN or outside [0, 1].</exception>
    public static WeightedLoss Seen(double loss)
    {
        Check.Probability(loss);
        return new WeightedLoss(loss, 1.0, 0.0);
    }

    /// <summary>A loss that was drawn for an audit and seen: <c>g + (L - g) / q</c>.</summary>
    /// <param name="loss">The loss L in [0, 1].</param>
    /// <param name="propensity">The probability q with which the item was drawn, from <see cref="LeastPropensity"/> to 1.</param>
    /// <param name="predicted">The prediction g of the loss in [0, 1], fixed before the loss was known; 0 unless given.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is NaN or out of range.</exception>
    public static WeightedLoss Audited(double loss, double propensity, double predicted = 0.0)
    {
        Check.Probability(loss);
        RequirePropensity(propensity);
        Check.Probability(predicted);
        return new WeightedLoss(Weigh(loss, propensity, predicted), propensity, predicted);
    }

    /// <summary>An item that could have been drawn for an audit and was not: g.</summary>
    /// <param name="propensity">The probability q with which the item would have been drawn, from <see cref="LeastPropensity"/> to 1.</param>
    /// <param name="predicted">The prediction g of the loss in [0, 1]; 0 unless given.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is NaN or out of range.</exception>
    public static WeightedLoss Unaudited(double propensity, double predicted = 0.0)
    {
        RequirePropensity(propensity);
        Check.Probability(predicted);
        return new WeightedLoss(predicted, propensity, predicted);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value:R} in [{Lowest:R}, {Highest:R}]");

    internal static void RequirePropensity(double propensity)
    {
        if (!(propensity >= LeastPropensity && propensity <= 1.0))
        {
            Check.Throw(nameof(propensity), propensity, "a propensity in [1E-06, 1]");
        }
    }

    /// <summary>Throws unless alpha lies strictly between the bounds, which refuses the default value as well.</summary>
    internal static void RequireAround(in WeightedLoss loss, double alpha)
    {
        if (!(loss.Lowest < alpha && loss.Highest > alpha))
        {
            throw new ArgumentException($"loss must come from {nameof(Seen)}, {nameof(Audited)} or {nameof(Unaudited)}, but is {loss}.", nameof(loss));
        }
    }

    private static double Weigh(double loss, double propensity, double predicted) => predicted + ((loss - predicted) / propensity);
}
