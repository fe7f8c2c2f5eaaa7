using System.Globalization;
using Escalation.Statistics;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Escalation.Benchmarks.Ratios.Statistics;

/// <summary>One lower tail P(Bin(n, .1) &lt;= k) with k at z standard deviations from the mean, beside MathNet.</summary>
internal sealed class BinomialTailRatio(string name, int trials) : IRatio
{
    private const double Rate = 0.1;
    private const int Neighbours = 8;
    private static readonly double[] Deviations = [-8, -4, -2, -0.1, 0.1, 2];

    public string Name => name;

    public string Measures => string.Create(
        CultureInfo.InvariantCulture, $"one exact lower tail, n = {trials}, p = {Rate}, at eight counts around the mean plus z deviations");

    public IEnumerable<RatioCase> Cases()
    {
        double deviation = Math.Sqrt(trials * Rate * (1 - Rate));
        foreach (double z in Deviations)
        {
            int first = (int)((trials * Rate) + (z * deviation)) - (Neighbours / 2);
            string label = string.Create(CultureInfo.InvariantCulture, $"z = {z}");
            var ours = new RatioBody("BinomialTail.Lower", calls => Ours(first, calls));
            var distribution = new RatioBody("MathNet Binomial.CDF", calls => Distribution(first, calls));
            var function = new RatioBody("MathNet BetaRegularized", calls => Function(first, calls));
            yield return new RatioCase(label, ours, distribution, function) { Verify = () => Verify(first) };
        }
    }

    private double Ours(int first, int calls)
    {
        double sum = 0;
        for (int i = 0; i < calls; i++)
        {
            sum += BinomialTail.Lower(first + (i % Neighbours), trials, Rate);
        }

        return sum;
    }

    private double Distribution(int first, int calls)
    {
        double sum = 0;
        for (int i = 0; i < calls; i++)
        {
            sum += Binomial.CDF(Rate, trials, first + (i % Neighbours));
        }

        return sum;
    }

    private double Function(int first, int calls)
    {
        double sum = 0;
        for (int i = 0; i < calls; i++)
        {
            int k = first + (i % Neighbours);
            sum += SpecialFunctions.BetaRegularized(trials - k, k + 1.0, 1 - Rate);
        }

        return sum;
    }

    // The peer's own error grows with the number of trials.
    private void Verify(int first)
    {
        for (int k = first; k < first + Neighbours; k++)
        {
            double ours = BinomialTail.Lower(k, trials, Rate);
            double theirs = Binomial.CDF(Rate, trials, k);
            if (!(Math.Abs(ours - theirs) <= Math.Max(1e-9, 1e-12 * trials) * ours))
            {
                throw new InvalidOperationException(FormattableString.Invariant($"n = {trials}, k = {k}: ours {ours:R}, MathNet {theirs:R}"));
            }
        }
    }
}
