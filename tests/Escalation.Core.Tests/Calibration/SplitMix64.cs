namespace Escalation.Core.Tests.Calibration;

/// <summary>The generator of the golden file: a counter hashed to 53 bits.</summary>
internal sealed class SplitMix64(ulong seed)
{
    private ulong _state = seed;

    internal double Next()
    {
        _state += 0x9E3779B97F4A7C15UL;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        z ^= z >> 31;
        return (z >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Scores and 0/1 losses whose true selective error at a threshold t is 0.15 (1 - t).</summary>
    internal static (double[] Scores, double[] Losses) ScoresAndLosses(int n, ulong seed)
    {
        var random = new SplitMix64(seed);
        double[] scores = new double[n];
        double[] losses = new double[n];
        for (int i = 0; i < n; i++)
        {
            scores[i] = random.Next();
            bool correct = random.Next() < 1.0 - (0.3 * (1.0 - scores[i]));
            losses[i] = correct ? 0.0 : 1.0;
        }

        return (scores, losses);
    }
}
