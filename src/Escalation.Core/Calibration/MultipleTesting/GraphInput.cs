using System.Globalization;
using System.Runtime.CompilerServices;

namespace Escalation.Calibration.MultipleTesting;

/// <summary>Checks what a test graph is built from and turns it into integers.</summary>
internal static class GraphInput
{
    private static UInt128 MostOfAll => UnitFraction.One + UnitFraction.Slack;

    /// <summary>Weights over a common denominator: their own sum where that is one but for rounding, so that equal weights are exactly equal parts.</summary>
    internal static UInt128[] Weights(ReadOnlySpan<double> weights, out UInt128 denominator)
    {
        var numerators = new UInt128[weights.Length];
        UInt128 sum = UInt128.Zero;
        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0.0 && weights[i] <= 1.0))
            {
                throw Refuse(nameof(weights), $"weights[{i}] must be a number in [0, 1], but was {weights[i]:R}.");
            }

            numerators[i] = UnitFraction.Of(weights[i]);
            sum += numerators[i];
            if (sum > MostOfAll)
            {
                throw Refuse(nameof(weights), $"weights must add up to at most 1, but add up to {AsDouble(sum):R} at weights[{i}].");
            }
        }

        denominator = UnitFraction.IsOne(sum) ? sum : UnitFraction.One;
        return numerators;
    }

    internal static Dictionary<int, UInt128>[] Rows(int count, ReadOnlySpan<TestEdge> edges)
    {
        var rows = new Dictionary<int, UInt128>[count];
        var sums = new UInt128[count];
        for (int i = 0; i < count; i++)
        {
            rows[i] = [];
        }

        for (int e = 0; e < edges.Length; e++)
        {
            (int from, int to, double share) = edges[e];
            if ((uint)from >= (uint)count || (uint)to >= (uint)count || from == to)
            {
                throw Refuse(nameof(edges), $"edges[{e}] must join two different hypotheses within 0 and {count - 1}, but joins {from} and {to}.");
            }

            if (!(share >= 0.0 && share <= 1.0))
            {
                throw Refuse(nameof(edges), $"edges[{e}] from {from} to {to} must have a share in [0, 1], but it was {share:R}.");
            }

            UInt128 part = UnitFraction.Of(share);
            if (!rows[from].TryAdd(to, part))
            {
                throw Refuse(nameof(edges), $"edges[{e}] repeats the transition from {from} to {to}.");
            }

            sums[from] += part;
            if (sums[from] > MostOfAll)
            {
                throw Refuse(nameof(edges), $"The shares from hypothesis {from} must add up to at most 1, but add up to {AsDouble(sums[from]):R} at edges[{e}].");
            }
        }

        for (int i = 0; i < count; i++)
        {
            Normalise(rows[i], sums[i]);
        }

        return rows;
    }

    internal static TestEdge[] Edges(int count, IReadOnlyList<IReadOnlyList<double>> transitions)
    {
        ArgumentNullException.ThrowIfNull(transitions);
        if (transitions.Count != count)
        {
            throw Refuse(nameof(transitions), $"transitions must have one row for each of the {count} weights, but has {transitions.Count}.");
        }

        var edges = new List<TestEdge>();
        for (int from = 0; from < count; from++)
        {
            IReadOnlyList<double> row = transitions[from] ?? throw new ArgumentNullException(nameof(transitions), $"transitions[{from}] is null.");
            if (row.Count != count)
            {
                throw Refuse(nameof(transitions), $"transitions[{from}] must have {count} entries, but has {row.Count}.");
            }

            for (int to = 0; to < count; to++)
            {
                if (from == to && row[to] != 0.0)
                {
                    throw Refuse(nameof(transitions), $"transitions[{from}][{from}] must be 0, but was {row[to]:R}.");
                }

                if (row[to] != 0.0)
                {
                    edges.Add(new TestEdge(from, to, row[to]));
                }
            }
        }

        return [.. edges];
    }

    internal static int[] Starts(ReadOnlySpan<int> lengths, out int count)
    {
        int[] starts = new int[lengths.Length];
        long sum = 0;
        for (int chain = 0; chain < lengths.Length; chain++)
        {
            if (lengths[chain] < 1 || sum + lengths[chain] > Array.MaxLength)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(lengths),
                    lengths[chain],
                    string.Create(CultureInfo.InvariantCulture, $"lengths[{chain}] must be at least 1, and all of them add up to at most {Array.MaxLength}, but was {lengths[chain]} after {sum}."));
            }

            starts[chain] = (int)sum;
            sum += lengths[chain];
        }

        count = (int)sum;
        return starts;
    }

    internal static void RequireSameCount(int chains, int weights)
    {
        if (weights != chains)
        {
            throw Refuse(nameof(weights), $"weights must have one entry for each of the {chains} chains, but has {weights}.");
        }
    }

    internal static void RequireIndex(int index, int count, [CallerArgumentExpression(nameof(index))] string name = "")
    {
        if ((uint)index >= (uint)count)
        {
            throw new ArgumentOutOfRangeException(name, index, string.Create(CultureInfo.InvariantCulture, $"{name} must be a hypothesis within 0 and {count - 1}, but was {index}."));
        }
    }

    private static void Normalise(Dictionary<int, UInt128> row, UInt128 sum)
    {
        if (sum == UnitFraction.One || !UnitFraction.IsOne(sum))
        {
            return;
        }

        foreach (int to in row.Keys)
        {
            row[to] = UnitFraction.Divide(row[to], sum);
        }
    }

    private static double AsDouble(UInt128 fraction) => (double)fraction / (double)UnitFraction.One;

    private static ArgumentException Refuse(string parameter, FormattableString message) => new(FormattableString.Invariant(message), parameter);
}
