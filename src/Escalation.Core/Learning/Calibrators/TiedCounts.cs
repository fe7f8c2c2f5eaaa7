using Escalation.Statistics.Sorting;

namespace Escalation.Learning.Calibrators;

/// <summary>Labelled rows by distinct score: how many rows have this score or a lower one, and how many of them were right. One radix sort; exact whole numbers.</summary>
internal sealed class TiedCounts
{
    private TiedCounts(double[] scores, int[] rows, int[] right)
    {
        Scores = scores;
        Rows = rows;
        Right = right;
    }

    /// <summary>The distinct scores, ascending; both zeros are one.</summary>
    internal double[] Scores { get; }

    /// <summary>Cumulative rows.</summary>
    internal int[] Rows { get; }

    /// <summary>Cumulative right answers.</summary>
    internal int[] Right { get; }

    /// <exception cref="ArgumentException">Thrown when the lengths disagree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when there is no score or one is not finite.</exception>
    internal static TiedCounts Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        LearningChecks.Length(labels.Length, Guard.AtLeast(scores.Length, 1), nameof(labels));
        using var ranks = ObservedCounts.Of(scores, new BooleanColumn(labels, flagged: true, nameof(labels), nameof(scores)));
        double[] distinct = new double[ranks.Count];
        int[] rows = new int[distinct.Length];
        int[] right = new int[distinct.Length];
        ranks.CopyScores(distinct);

        // The ranks count from the highest score down.
        int last = distinct.Length - 1;
        int allRows = (int)ranks.Acted(last);
        int allRight = (int)ranks.Errors(last);
        rows[last] = allRows;
        right[last] = allRight;
        for (int rank = 0; rank < last; rank++)
        {
            rows[last - 1 - rank] = allRows - (int)ranks.Acted(rank);
            right[last - 1 - rank] = allRight - (int)ranks.Errors(rank);
        }

        return new TiedCounts(distinct, rows, right);
    }
}
