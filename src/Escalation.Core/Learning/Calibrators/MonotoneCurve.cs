namespace Escalation.Learning.Calibrators;

/// <summary>A non-decreasing curve through knots, straight between them and level outside.</summary>
/// <param name="x">Where the knots stand; finite, strictly ascending, at least one.</param>
/// <param name="y">Their values; finite, non-decreasing, as many.</param>
internal sealed class MonotoneCurve(double[] x, double[] y)
{
    internal double[] X { get; } = x;

    internal double[] Y { get; } = y;

    /// <summary>The curve of pooled blocks: a knot at the first and one at the last x of each.</summary>
    /// <param name="groups">The distinct x of all groups, ascending.</param>
    /// <param name="ends">The last group of each block.</param>
    /// <param name="values">The value of each block.</param>
    internal static MonotoneCurve OfBlocks(ReadOnlySpan<double> groups, ReadOnlySpan<int> ends, ReadOnlySpan<double> values)
    {
        int knots = 0;
        for (int block = 0; block < ends.Length; block++)
        {
            knots += ends[block] == (block == 0 ? 0 : ends[block - 1] + 1) ? 1 : 2;
        }

        double[] x = new double[knots];
        double[] y = new double[knots];
        int knot = 0;
        int first = 0;
        for (int block = 0; block < ends.Length; block++)
        {
            (x[knot], y[knot]) = (groups[first], values[block]);
            knot++;
            if (ends[block] > first)
            {
                (x[knot], y[knot]) = (groups[ends[block]], values[block]);
                knot++;
            }

            first = ends[block] + 1;
        }

        return new MonotoneCurve(x, y);
    }

    /// <summary>The value at a finite x. <c>O(log knots)</c>; allocates nothing.</summary>
    internal double At(double at)
    {
        int index = X.AsSpan().BinarySearch(at);
        if (index >= 0)
        {
            return Y[index];
        }

        int above = ~index;
        if (above == 0 || above == X.Length)
        {
            return above == 0 ? Y[0] : Y[^1];
        }

        // A share of the way and never a slope: knots may stand closer than a quotient of their values can be held. Halves keep the widest distance finite.
        double low = X[above - 1];
        double distance = X[above] - low;
        double share = double.IsFinite(distance) ? (at - low) / distance : ((at / 2.0) - (low / 2.0)) / ((X[above] / 2.0) - (low / 2.0));
        return Math.Min(Y[above], Y[above - 1] + (share * (Y[above] - Y[above - 1])));
    }
}
