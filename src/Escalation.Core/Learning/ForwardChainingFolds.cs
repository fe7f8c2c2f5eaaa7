using System.Globalization;

namespace Escalation.Learning;

/// <summary>Folds in the order of time: each block of rows is predicted from the blocks before it, so that no model is judged on its own past.</summary>
/// <remarks>
/// Block 0 only trains. For data whose distribution may drift, where shuffled folds flatter; where time does not matter <see cref="GroupedFolds"/> wastes fewer rows. Rows of one time are
/// never parted. Stateless.
/// </remarks>
public static class ForwardChainingFolds
{
    /// <summary>Assigns every row to a block.</summary>
    /// <param name="times">The time of each row, any unit.</param>
    /// <param name="folds">How many blocks are predicted, at least 1; there is one block more, and at least that many distinct times.</param>
    /// <returns>The block of each row, from 0 to <paramref name="folds"/>, rising with time; none is empty, and they are of equal size as far as equal times allow. A sort.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="folds"/> is below 1 or there are fewer distinct times than <paramref name="folds"/> + 1.</exception>
    public static int[] Assign(ReadOnlySpan<long> times, int folds)
    {
        int blocks = Guard.AtLeast(folds, 1) + 1;
        long[] sorted = times.ToArray();
        int[] order = new int[sorted.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(sorted, order);
        int distinct = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            distinct += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
        }

        if (distinct < blocks)
        {
            throw new ArgumentOutOfRangeException(nameof(folds), folds, string.Create(CultureInfo.InvariantCulture, $"folds must be at most the number of distinct times less 1, {distinct - 1}, but was {folds}."));
        }

        int[] result = new int[sorted.Length];
        int block = 0;
        int left = distinct;
        for (int start = 0; start < sorted.Length;)
        {
            int end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start])
            {
                end++;
            }

            // A block closes when it is full, and at the latest when each block after it needs one of the times left.
            bool full = (long)start * blocks >= (long)(block + 1) * sorted.Length;
            if (start > 0 && block < blocks - 1 && (full || left == blocks - 1 - block))
            {
                block++;
            }

            for (int i = start; i < end; i++)
            {
                result[order[i]] = block;
            }

            left--;
            start = end;
        }

        return result;
    }

    /// <summary>The rows that a block is predicted from: those of earlier blocks whose group does not occur in the block.</summary>
    /// <param name="blocks">The block of each row.</param>
    /// <param name="block">The block to predict, at least 1.</param>
    /// <param name="groups">The group of each row; empty when every row stands alone.</param>
    /// <returns>The rows, ascending; possibly none.</returns>
    /// <exception cref="ArgumentException">Thrown when the lengths disagree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="block"/> is below 1.</exception>
    public static int[] TrainingRows(ReadOnlySpan<int> blocks, int block, ReadOnlySpan<int> groups)
    {
        Guard.AtLeast(block, 1);
        var held = new HashSet<int>();
        if (!groups.IsEmpty)
        {
            LearningChecks.Length(groups.Length, blocks.Length, nameof(groups));
            for (int i = 0; i < blocks.Length; i++)
            {
                if (blocks[i] == block)
                {
                    held.Add(groups[i]);
                }
            }
        }

        var rows = new List<int>();
        for (int i = 0; i < blocks.Length; i++)
        {
            if (blocks[i] < block && (groups.IsEmpty || !held.Contains(groups[i])))
            {
                rows.Add(i);
            }
        }

        return [.. rows];
    }
}
