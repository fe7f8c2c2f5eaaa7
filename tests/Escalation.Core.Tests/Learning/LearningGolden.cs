using System.Text.Json;
using Escalation.Learning;

namespace Escalation.Core.Tests.Learning;

/// <summary>Golden numbers of the shared calibration file, and the data generator that the file is based on.</summary>
internal static class LearningGolden
{
    internal static JsonElement Section(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "calibration.json")));
        return document.RootElement.GetProperty(name).Clone();
    }

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
