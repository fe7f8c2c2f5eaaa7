namespace Escalation.Calibration.RiskControl;

/// <summary>The fixed sequence of one risk in <see cref="RiskProcedure.SplitChains"/>: its own order, safest first for this risk, and its share of the error level.</summary>
/// <remarks>Immutable.</remarks>
public sealed class RiskChain
{
    /// <summary>Creates a chain.</summary>
    /// <param name="order">The order in which this risk's hypotheses are tested.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="order"/> is null.</exception>
    public RiskChain(ConfigurationOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        Order = order;
    }

    /// <summary>The order.</summary>
    public ConfigurationOrder Order { get; }

    /// <summary>The share of delta, strictly between 0 and 1; null, the default, for an equal share among all chains. Either all chains have a share or none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the share is not strictly between 0 and 1.</exception>
    public double? Share { get; init => field = value is { } share ? Guard.OpenProbability(share, nameof(Share)) : null; }

    /// <summary>The number of trials with which the chain begins: configurations before the first with so many are gone past by their counts alone, without spending error. 0, the default, begins at the first one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the number is negative.</exception>
    /// <remarks>Only for nested configurations, each of which counts all trials of the one before it, in an order and with a number that were fixed beforehand; another rule that skips by counts can exceed the error level. A run refuses it where counts fall along the order.</remarks>
    public long FirstTrials
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }
}
