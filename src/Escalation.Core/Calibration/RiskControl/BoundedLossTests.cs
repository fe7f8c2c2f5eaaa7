using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Calibration.RiskControl;

/// <summary>Tests for <see cref="ControlledRisk.MeanAtMost{TConfiguration}"/>.</summary>
public static class BoundedLossTests
{
    /// <summary>The Hoeffding-Bentkus bound, which takes the sum of the losses alone; see <see cref="Statistics.HoeffdingBentkus"/>.</summary>
    public static BoundedLossTest HoeffdingBentkus { get; } =
        static (losses, alpha) => Statistics.HoeffdingBentkus.PValue(LossSum.Of(losses).Value, losses.Length, alpha);

    /// <summary>The betting test, much the stronger one for losses that vary little; see <see cref="BettingTest"/>. It takes the losses in the order of the items, so that must be one that the losses had no part in.</summary>
    /// <param name="delta">The level that its bets are tuned for, strictly between 0 and 1; its p-value is valid at every level.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when delta is not strictly between 0 and 1.</exception>
    public static BoundedLossTest Betting(double delta)
    {
        Guard.OpenProbability(delta);
        return (losses, alpha) => BettingTest.PValue(losses, alpha, delta);
    }
}
