using System.Text.Json;
using Escalation.Learning.Calibrators;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Learning.Calibrators;

/// <summary>The rows of the golden section of temperatures and beta maps.</summary>
internal static class ShapedGolden
{
    internal static (double[] Scores, bool[] Labels) Rows(JsonElement golden)
    {
        int count = golden.GetProperty("n").GetInt32();
        ulong seed = golden.GetProperty("seed").GetUInt64();
        (double[] scores, _) = LearningGolden.ScoresAndCorrect(count, seed);
        var random = new SplitMix64(seed + 100);
        bool[] labels = [.. scores.Select(score => random.NextUniform() < 1.0 / (1.0 + Math.Exp(-LogOddsCalibration.LogOdds(score) / golden.GetProperty("T_true").GetDouble())))];
        Assert.Equal(golden.GetProperty("positives").GetInt32(), labels.Count(label => label));
        return (scores, labels);
    }

    internal static double LogLoss(IConfidenceCalibrator map, double[] scores, bool[] labels) =>
        scores.Zip(labels).Sum(row => -Math.Log(row.Second ? map.Probability(row.First) : 1.0 - map.Probability(row.First)));
}
