using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration;

/// <summary>Seeded scores with losses between 0 and 1 that fall with the score.</summary>
internal static class BoundedLosses
{
    internal static (double[] Scores, double[] Losses) Draw(int n, ulong seed)
    {
        var random = new SplitMix64(seed);
        double[] scores = new double[n];
        double[] losses = new double[n];
        for (int i = 0; i < n; i++)
        {
            scores[i] = random.NextUniform();
            losses[i] = Math.Round((1.0 - scores[i]) * 0.4 * random.NextUniform(), 6);
        }

        return (scores, losses);
    }
}
