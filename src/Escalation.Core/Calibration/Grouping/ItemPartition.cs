using System.Globalization;

namespace Escalation.Calibration.Grouping;

/// <summary>Rows told apart by a name: which rows belong to each group or cluster.</summary>
internal sealed class ItemPartition
{
    private readonly int[] _rows;
    private readonly int[] _starts;

    private ItemPartition(string[] names, int[] rows, int[] starts)
    {
        Names = names;
        _rows = rows;
        _starts = starts;
    }

    /// <summary>The names: groups in ordinal order, clusters in the order in which they first appear.</summary>
    internal string[] Names { get; }

    internal int Count => Names.Length;

    /// <summary>The rows of one part in file order.</summary>
    internal ReadOnlySpan<int> Rows(int part) => _rows.AsSpan(_starts[part].._starts[part + 1]);

    /// <summary>The values of one part in file order.</summary>
    internal double[] Take(int part, ReadOnlySpan<double> values)
    {
        ReadOnlySpan<int> rows = Rows(part);
        double[] taken = new double[rows.Length];
        for (int i = 0; i < taken.Length; i++)
        {
            taken[i] = values[rows[i]];
        }

        return taken;
    }

    /// <summary>The fingerprint of which row belongs to which part, whatever the parts are called: the number of each row's part, in file order.</summary>
    internal string Sha256()
    {
        double[] parts = new double[_rows.Length];
        for (int part = 0; part < Count; part++)
        {
            foreach (int row in Rows(part))
            {
                parts[row] = part;
            }
        }

        return CalibrationData.HashLines(parts);
    }

    /// <summary>Clusters, in the order of their first rows.</summary>
    internal static ItemPartition OfClusters(ReadOnlySpan<string> clusters, int items) =>
        Of(clusters, items, nameof(clusters), new Dictionary<string, int>(StringComparer.Ordinal), closed: false);

    /// <summary>Groups in ordinal order. Where names are known beforehand, each of them is there, with or without rows, and no other.</summary>
    internal static ItemPartition OfGroups(ReadOnlySpan<string> groups, int items, IEnumerable<string>? known)
    {
        var parts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string name in known ?? [])
        {
            parts.Add(name, parts.Count);
        }

        ItemPartition found = Of(groups, items, nameof(groups), parts, closed: known is not null);
        int[] places = new int[found.Count];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = i;
        }

        string[] names = [.. found.Names];
        Array.Sort(names, places, StringComparer.Ordinal);
        int[] rows = new int[items];
        int[] starts = new int[names.Length + 1];
        for (int i = 0; i < names.Length; i++)
        {
            ReadOnlySpan<int> part = found.Rows(places[i]);
            part.CopyTo(rows.AsSpan(starts[i]));
            starts[i + 1] = starts[i] + part.Length;
        }

        return new ItemPartition(names, rows, starts);
    }

    private static ItemPartition Of(ReadOnlySpan<string> names, int items, string parameter, Dictionary<string, int> parts, bool closed)
    {
        if (names.Length != items)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{parameter} must have one name for each of the {items} scores, but has {names.Length}."), parameter);
        }

        int[] partOf = new int[items];
        for (int i = 0; i < items; i++)
        {
            if (string.IsNullOrWhiteSpace(names[i]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{parameter}[{i}] must be a name, but was {(names[i] is null ? "null" : "blank")}."), parameter);
            }

            if (!parts.TryGetValue(names[i], out partOf[i]))
            {
                partOf[i] = parts.Count;
                parts.Add(names[i], closed ? throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{parameter}[{i}] must be one of the groups with a weight, but was '{names[i]}'."), parameter) : partOf[i]);
            }
        }

        int[] starts = new int[parts.Count + 1];
        foreach (int part in partOf)
        {
            starts[part + 1]++;
        }

        for (int part = 0; part < parts.Count; part++)
        {
            starts[part + 1] += starts[part];
        }

        int[] next = starts[..^1];
        int[] rows = new int[items];
        for (int i = 0; i < items; i++)
        {
            rows[next[partOf[i]]++] = i;
        }

        string[] ordered = new string[parts.Count];
        foreach ((string name, int part) in parts)
        {
            ordered[part] = name;
        }

        return new ItemPartition(ordered, rows, starts);
    }
}
