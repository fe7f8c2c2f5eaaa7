using Escalation.Statistics;

namespace Escalation.Tests.Shared;

/// <summary>The seeded data that the golden file of the calibrations documents.</summary>
internal static class GoldenScores
{
    /// <summary>Scores <c>u(2i)</c> and losses that are 0 iff <c>u(2i+1) &lt; 1 - 0.3 (1 - score)</c>: the true selective error at a threshold t is 0.15 (1 - t).</summary>
    internal static (double[] Scores, double[] Losses) Draw(int n, ulong seed)
    {
        var random = new SplitMix64(seed);
        double[] scores = new double[n];
        double[] losses = new double[n];
        for (int i = 0; i < n; i++)
        {
            scores[i] = random.NextUniform();
            losses[i] = random.NextUniform() < 1.0 - (0.3 * (1.0 - scores[i])) ? 0.0 : 1.0;
        }

        return (scores, losses);
    }
}
