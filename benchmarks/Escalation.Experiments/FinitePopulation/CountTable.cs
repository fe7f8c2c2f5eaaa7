using System.Numerics.Tensors;

namespace Escalation.Experiments.FinitePopulation;

/// <summary>A measure on pairs of counts (errors, right ones) with at most n together and a bounded number of errors; what exceeds these bounds is dropped.</summary>
internal sealed class CountTable
{
    /// <summary>Weights below this are dropped: together they are far below the last digit of any probability here, and they would only slow the arithmetic down.</summary>
    private const double Negligible = 1e-60;

    private readonly int _most;
    private readonly double[][] _rows;

    /// <summary>An empty table.</summary>
    /// <param name="mostErrors">The largest number of errors that is kept.</param>
    /// <param name="most">The largest number of both counts together.</param>
    internal CountTable(int mostErrors, int most)
    {
        _most = most;
        _rows = new double[mostErrors + 1][];
        for (int errors = 0; errors <= mostErrors; errors++)
        {
            _rows[errors] = new double[most - errors + 1];
        }
    }

    /// <summary>How many rows there are: the largest number of errors and one.</summary>
    internal int RowCount => _rows.Length;

    /// <summary>The weights for one number of errors, by the number of right ones.</summary>
    internal Span<double> Row(int errors) => _rows[errors];

    /// <summary>The table after independent counts have been added: a convolution in each of the two directions.</summary>
    internal CountTable Plus(BinomialMass right, BinomialMass wrong)
    {
        var between = new CountTable(RowCount - 1, _most);
        for (int errors = 0; errors < RowCount; errors++)
        {
            AddRight(_rows[errors], right, between._rows[errors]);
        }

        var after = new CountTable(RowCount - 1, _most);
        for (int errors = 0; errors < RowCount; errors++)
        {
            between.AddWrong(errors, wrong, after);
        }

        return after;
    }

    /// <summary>Moves into another table what satisfies a condition, and drops what is negligible.</summary>
    /// <param name="target">Where it goes; has the same size.</param>
    /// <param name="moves">The condition on (errors, acted).</param>
    /// <param name="weights">What each number of acted items weighs in the sum.</param>
    /// <returns>The weighted sum of what was moved.</returns>
    internal double MoveTo(CountTable target, Func<int, int, bool> moves, ReadOnlySpan<double> weights)
    {
        double sum = 0.0;
        for (int errors = 0; errors < RowCount; errors++)
        {
            Span<double> row = _rows[errors];
            for (int right = 0; right < row.Length; right++)
            {
                double weight = row[right];
                if (weight < Negligible)
                {
                    row[right] = 0.0;
                }
                else if (moves(errors, errors + right))
                {
                    sum += weight * weights[errors + right];
                    target._rows[errors][right] += weight;
                    row[right] = 0.0;
                }
            }
        }

        return sum;
    }

    private static void AddRight(ReadOnlySpan<double> from, BinomialMass mass, Span<double> to)
    {
        int start = from.IndexOfAnyExcept(0.0);
        if (start < 0)
        {
            return;
        }

        ReadOnlySpan<double> filled = from[start..(from.LastIndexOfAnyExcept(0.0) + 1)];
        for (int i = 0; i < mass.Values.Length && start + mass.First + i < to.Length; i++)
        {
            Accumulate(filled, mass.Values[i], to[(start + mass.First + i)..]);
        }
    }

    private void AddWrong(int errors, BinomialMass mass, CountTable to)
    {
        ReadOnlySpan<double> from = _rows[errors];
        int start = from.IndexOfAnyExcept(0.0);
        if (start < 0)
        {
            return;
        }

        ReadOnlySpan<double> filled = from[start..(from.LastIndexOfAnyExcept(0.0) + 1)];
        for (int i = 0; i < mass.Values.Length && errors + mass.First + i < to.RowCount; i++)
        {
            Span<double> row = to._rows[errors + mass.First + i];
            if (start < row.Length)
            {
                Accumulate(filled, mass.Values[i], row[start..]);
            }
        }
    }

    private static void Accumulate(ReadOnlySpan<double> from, double factor, Span<double> to)
    {
        int length = Math.Min(from.Length, to.Length);
        TensorPrimitives.MultiplyAdd(from[..length], factor, to[..length], to[..length]);
    }
}
