namespace Escalation.Tests.Shared;

/// <summary>All samples of a given size from a small population.</summary>
internal static class Subsets
{
    /// <summary>Every subset of {0, ..., population - 1} with the given number of elements, ascending.</summary>
    internal static List<int[]> All(int population, int draws)
    {
        var subsets = new List<int[]>();
        Fill(new int[draws], place: 0, next: 0, population, subsets);
        return subsets;
    }

    private static void Fill(int[] chosen, int place, int next, int population, List<int[]> subsets)
    {
        if (place == chosen.Length)
        {
            subsets.Add((int[])chosen.Clone());
            return;
        }

        for (int item = next; item <= population - (chosen.Length - place); item++)
        {
            chosen[place] = item;
            Fill(chosen, place + 1, item + 1, population, subsets);
        }
    }
}
