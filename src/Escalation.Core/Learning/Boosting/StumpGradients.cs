namespace Escalation.Learning.Boosting;

/// <summary>The derivatives of the log loss of every row at the present log-odds.</summary>
internal readonly ref struct StumpGradients
{
    private readonly ReadOnlySpan<StumpLeaf> _rows;

    internal StumpGradients(ReadOnlySpan<StumpLeaf> rows)
    {
        _rows = rows;
        var total = default(StumpLeaf);
        foreach (StumpLeaf row in rows)
        {
            total = total.With(row);
        }

        Total = total;
    }

    internal StumpLeaf Total { get; }

    internal StumpLeaf Sum(ReadOnlySpan<int> rows)
    {
        double gradient = 0.0, curvature = 0.0, weight = 0.0;
        foreach (int row in rows)
        {
            StumpLeaf leaf = _rows[row];
            gradient += leaf.Gradient;
            curvature += leaf.Curvature;
            weight += leaf.Weight;
        }

        return new StumpLeaf(gradient, curvature, weight);
    }
}
