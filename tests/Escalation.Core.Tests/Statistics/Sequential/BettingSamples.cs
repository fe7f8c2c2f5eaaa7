using System.Text.Json;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics.Sequential;

/// <summary>The samples of losses that the golden file and the reference tables speak of.</summary>
internal static class BettingSamples
{
    /// <summary>An error at every twentieth of 200 items.</summary>
    public static double[] SequenceA => [.. Enumerable.Range(1, 200).Select(i => i % 20 == 10 ? 1.0 : 0.0)];

    /// <summary>300 losses below .2 with mean .1004.</summary>
    public static double[] SequenceB => [.. Enumerable.Range(1, 300).Select(i => 37 * i % 101 / 500.0)];

    /// <summary>Losses <c>round(u^3 scale, 6)</c> of a case of the golden file.</summary>
    public static double[] Of(JsonElement golden)
    {
        var random = new SplitMix64(golden.GetProperty("seed").GetUInt64());
        double scale = golden.GetProperty("scale").GetDouble();
        double[] losses = new double[golden.GetProperty("n").GetInt32()];
        for (int i = 0; i < losses.Length; i++)
        {
            double u = random.NextUniform();
            losses[i] = Math.Round(u * u * u * scale, 6, MidpointRounding.ToEven);
        }

        return losses;
    }
}
