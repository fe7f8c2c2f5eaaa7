namespace Escalation.Calibration.RiskControl;

/// <summary>Shares of an error level, rounded down so that together they never exceed it, not even by a last digit.</summary>
internal static class ErrorShare
{
    /// <summary>The greatest double of at most <c>delta * share</c>.</summary>
    /// <param name="delta">The level, strictly between 0 and 1.</param>
    /// <param name="share">The share, strictly between 0 and 1.</param>
    internal static double Of(double delta, double share)
    {
        double level = delta * share;
        return Math.FusedMultiplyAdd(delta, share, -level) < 0.0 ? Math.BitDecrement(level) : level;
    }

    /// <summary>The greatest double of at most <c>delta - spent</c>.</summary>
    /// <param name="delta">The level.</param>
    /// <param name="spent">What is spent of it; from 0 to <paramref name="delta"/>.</param>
    internal static double Rest(double delta, double spent)
    {
        double rest = delta - spent;

        // What rounding the difference lost, exactly (Knuth's two-sum on delta and -spent).
        double back = delta - rest;
        double lost = (delta - (rest + back)) + (back - spent);
        return lost < 0.0 ? Math.BitDecrement(rest) : rest;
    }
}
