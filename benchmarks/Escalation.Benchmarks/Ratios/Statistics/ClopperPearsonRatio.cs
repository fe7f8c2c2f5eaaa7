using System.Globalization;
using Escalation.Statistics;
using MathNet.Numerics.Distributions;

namespace Escalation.Benchmarks.Ratios.Statistics;

/// <summary>The exact one-sided upper bound beside MathNet's search for the same quantile of the beta distribution.</summary>
internal sealed class ClopperPearsonRatio : IRatio
{
    private const double Delta = 0.05;
    private const int Neighbours = 8;

    public string Name => "clopper-pearson";

    public string Measures => string.Create(
        CultureInfo.InvariantCulture, $"one exact upper bound, k at 5 % of n and the seven counts after it, delta = {Delta}");

    public IEnumerable<RatioCase> Cases()
    {
        foreach (int trials in (int[])[100, 1_000, 10_000, 1_000_000])
        {
            int first = trials / 20;
            var ours = new RatioBody("ClopperPearson.Upper", calls => Ours(first, trials, calls));
            var peer = new RatioBody("MathNet Beta.InvCDF", calls => Peer(first, trials, calls));
            yield return new RatioCase(string.Create(CultureInfo.InvariantCulture, $"n = {trials}"), ours, peer)
            {
                Verify = () => Verify(first, trials),
            };
        }
    }

    private static double Ours(int first, int trials, int calls)
    {
        double sum = 0;
        for (int i = 0; i < calls; i++)
        {
            sum += ClopperPearson.Upper(first + (i % Neighbours), trials, Delta);
        }

        return sum;
    }

    private static double Peer(int first, int trials, int calls)
    {
        double sum = 0;
        for (int i = 0; i < calls; i++)
        {
            int k = first + (i % Neighbours);
            sum += Beta.InvCDF(k + 1, trials - k, 1 - Delta);
        }

        return sum;
    }

    private static void Verify(int first, int trials)
    {
        double ours = ClopperPearson.Upper(first, trials, Delta);
        double theirs = Beta.InvCDF(first + 1, trials - first, 1 - Delta);
        if (!(Math.Abs(ours - theirs) <= 1e-7 * ours))
        {
            throw new InvalidOperationException(FormattableString.Invariant($"n = {trials}: ours {ours:R}, MathNet {theirs:R}"));
        }
    }
}
