using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration.Grouping;

/// <summary>Items of several groups, mixed by a seed.</summary>
internal sealed record GroupData(string[] Groups, double[] Scores, double[] Losses)
{
    /// <summary>Uniform scores; an item of a group is an error with the group's probability.</summary>
    internal static GroupData Draw(ulong seed, params (string Group, int Count, double Risk)[] groups)
    {
        var random = new SplitMix64(seed);
        var rows = new List<(string, double, double)>();
        foreach ((string group, int count, double risk) in groups)
        {
            for (int i = 0; i < count; i++)
            {
                rows.Add((group, random.NextUniform(), random.NextUniform() < risk ? 1.0 : 0.0));
            }
        }

        (string Group, double Score, double Loss)[] mixed = [.. rows];
        SeededShuffle.Shuffle<(string, double, double)>(mixed, seed);
        return new GroupData([.. mixed.Select(row => row.Group)], [.. mixed.Select(row => row.Score)], [.. mixed.Select(row => row.Loss)]);
    }

    /// <summary>The rows of one group in file order.</summary>
    internal (double[] Scores, double[] Losses) Of(string group)
    {
        int[] rows = [.. Enumerable.Range(0, Groups.Length).Where(i => Groups[i] == group)];
        return ([.. rows.Select(i => Scores[i])], [.. rows.Select(i => Losses[i])]);
    }
}
