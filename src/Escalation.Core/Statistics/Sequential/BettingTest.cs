namespace Escalation.Statistics.Sequential;

/// <summary>
/// The betting test of Waudby-Smith and Ramdas for a whole sample of losses in [0, 1], see <see cref="BettingCapital"/>: the strongest one here for losses that are not 0/1 and vary little.
/// </summary>
/// <remarks>
/// The losses must be in an order fixed beforehand (<see cref="SeededShuffle"/>). For losses between 0 and .2 with mean .1 the p-value at alpha .15 and n = 300 is 1.1e-6, where <see cref="HoeffdingBentkus"/>
/// has .032; for 0/1 losses it is many times larger than that of <see cref="BinomialTail.Lower"/>, so use that. No allocation, thread safe.
/// </remarks>
public static class BettingTest
{
    /// <summary>The p-value of the hypothesis that the risk exceeds alpha.</summary>
    /// <param name="losses">The losses in their order, each in [0, 1].</param>
    /// <param name="alpha">The risk level, strictly between 0 and 1.</param>
    /// <param name="delta">The error level that the bets are tuned for, strictly between 0 and 1; the p-value is valid at every level.</param>
    /// <returns>A probability in (0, 1], rounded up; 1 without any loss.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or NaN, with the index of the first such loss.</exception>
    /// <remarks>Linear in the number of losses.</remarks>
    public static double PValue(ReadOnlySpan<double> losses, double alpha, double delta)
    {
        Check.Losses(losses);
        Check.OpenProbability(alpha);
        Check.OpenProbability(delta);
        return new Test(losses, delta).PValue(alpha);
    }

    /// <summary>
    /// The upper confidence bound, the least double u with <c>PValue(losses, u, delta) &lt;= delta</c>: the risk lies at or below it with confidence 1 - delta at least. As the bets do not depend
    /// on the risk level and each capital grows with it, everything above u is rejected too.
    /// </summary>
    /// <param name="losses">The losses in their order, each in [0, 1].</param>
    /// <param name="delta">The error level, strictly between 0 and 1, which the bets are tuned for.</param>
    /// <returns>A number in (0, 1]; 1 when no capital reaches <c>1/delta</c>, so also without any loss.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or NaN, with the index of the first such loss.</exception>
    /// <remarks>Some ten to twenty passes over the losses.</remarks>
    public static double Upper(ReadOnlySpan<double> losses, double delta)
    {
        Check.Losses(losses);
        Check.OpenProbability(delta);
        double guess = Hoeffding.Upper(LossSum.Of(losses).Value, losses.Length, delta);

        // A lucky start can reject a level below the mean, so that only 0 is known not to be rejected.
        return BoundSearch.LeastRejected(new Test(losses, delta), 0, guess, delta);
    }

    private readonly ref struct Test(ReadOnlySpan<double> losses, double delta) : IRiskTest
    {
        private readonly ReadOnlySpan<double> _losses = losses;

        public double PValue(double alpha) => OutwardExponential.Up(LogPValue(alpha));

        public double LogPValue(double alpha)
        {
            if (_losses.Length == 0)
            {
                return 0;
            }

            var bet = new PredictableBet(delta, _losses.Length);
            var capital = default(LogCapital);
            double most = 0;
            foreach (double loss in _losses)
            {
                capital.Add(Math.Min(1, bet.Next) * (alpha - loss));
                bet.See(loss);
                most = Math.Max(most, capital.Lower);
            }

            return -most;
        }
    }
}
