using Escalation.Tool.Verbs.Score;

namespace Escalation.Tool.Tests.Support;

/// <summary>Two probes whose scores follow from the row, and that remember which rows were computed.</summary>
internal sealed class FakeScores(long rows, double factor = 1.0) : IRowScores
{
    public IReadOnlyList<string> Names => ["safety", "dv,2"];

    public long Rows => rows;

    public int BlockRows => 7;

    /// <summary>Called with the first row of each block of more than one row.</summary>
    internal Action<long> OnBlock { get; init; } = static _ => { };

    /// <summary>Rows that were computed in blocks.</summary>
    internal List<long> Blocks { get; } = [];

    public void Compute(long first, int rows, Span<double> scores)
    {
        if (rows > 1)
        {
            Blocks.Add(first);
            OnBlock(first);
        }

        for (int i = 0; i < rows; i++)
        {
            scores[2 * i] = Score(first + i);
            scores[(2 * i) + 1] = -Score(first + i);
        }
    }

    internal double Score(long row) => factor * (row + (1.0 / 3.0));
}
