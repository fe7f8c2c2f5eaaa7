using Escalation.Calibration;
using Escalation.Statistics;

namespace Quickstart;

/// <summary>The share of a finite stream that the certified threshold delegated, and what an exact calculation says about such shares.</summary>
/// <remarks>
/// The threshold is the (k+1)-th smallest of n calibration scores, so the number of m further scores below it follows a beta-binomial law with the
/// parameters m, k + 1, n - k. The certificate bounds the true rate; a finite share scatters around that rate and exceeds the bound more often.
/// </remarks>
/// <param name="Delegated">How many turns fell below the threshold.</param>
/// <param name="Turns">How many turns there were.</param>
/// <param name="Expected">The counts that are possible but for a probability of 1e-6.</param>
/// <param name="ChanceAboveBound">The probability, before calibration, that the share of such a stream exceeds the bound.</param>
internal sealed record RealisedRate(int Delegated, int Turns, CountInterval Expected, double ChanceAboveBound)
{
    private const double LeftOutOnEachSide = 0.5e-6;

    /// <summary>Compares a count with its law.</summary>
    public static RealisedRate Of(int delegated, int turns, Certificate certificate)
    {
        int largestWithin = (int)decimal.Floor((decimal)certificate.Alpha * turns);
        return new RealisedRate(
            delegated,
            turns,
            BetaBinomialTail.Interval(certificate.N, certificate.K, turns, LeftOutOnEachSide),
            BetaBinomialTail.Upper(largestWithin + 1, turns, certificate.K + 1, certificate.N - certificate.K));
    }
}
