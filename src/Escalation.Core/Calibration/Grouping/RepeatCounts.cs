namespace Escalation.Calibration.Grouping;

/// <summary>How often values occur: for each multiplicity, how many distinct values have it.</summary>
internal sealed class RepeatCounts
{
    private readonly SortedDictionary<long, long> _values = [];

    internal long Items { get; private set; }

    internal long Distinct { get; private set; }

    internal long Largest { get; private set; }

    internal long CommonFactor { get; private set; }

    /// <summary>The items whose value occurs more than once.</summary>
    internal long Repeated => Items - Having(1);

    /// <summary>The multiplicities that occur, ascending.</summary>
    internal IEnumerable<long> Multiplicities => _values.Keys;

    /// <summary>How many distinct values occur exactly so many times.</summary>
    internal long Having(long multiplicity) => _values.GetValueOrDefault(multiplicity);

    /// <summary>Adds one distinct value that occurs so many times.</summary>
    internal void Add(long multiplicity)
    {
        Items += multiplicity;
        Distinct++;
        Largest = Math.Max(Largest, multiplicity);
        _values[multiplicity] = Having(multiplicity) + 1;
        (long a, long b) = (CommonFactor, multiplicity);
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        CommonFactor = a;
    }
}
