using Escalation.Statistics;

namespace Escalation.Core.Tests.Learning;

/// <summary>The data generator that the golden calibration file is based on.</summary>
internal static class LearningGolden
{
    internal static (double[] Scores, bool[] Correct) ScoresAndCorrect(int count, ulong seed)
    {
        var random = new SplitMix64(seed);
        var scores = new double[count];
        var correct = new bool[count];
        for (int i = 0; i < count; i++)
        {
            scores[i] = random.NextUniform();
            correct[i] = random.NextUniform() < 1.0 - (0.3 * (1.0 - scores[i]));
        }

        return (scores, correct);
    }
}
