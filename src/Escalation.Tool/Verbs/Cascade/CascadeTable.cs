using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Cascade;

/// <summary>Answers of a weak and a strong model to the same questions, in file order.</summary>
internal sealed class CascadeTable
{
    private const int MostCategories = 1_000;

    private readonly List<double> _scores = [];
    private readonly List<double> _weak = [];
    private readonly List<double> _strong = [];
    private readonly List<int> _groups = [];
    private readonly List<double> _numbers = [];
    private readonly List<int> _categories = [];
    private readonly Dictionary<(int Column, string Name), int> _indicators = [];

    private CascadeTable(string name) => Name = name;

    /// <summary>How the source is called in messages.</summary>
    internal string Name { get; }

    internal int Rows => _scores.Count;

    /// <summary>The weak model's scores as written.</summary>
    internal double[] Scores => [.. _scores];

    /// <summary>1 where the weak model was right, else 0.</summary>
    internal double[] Weak => [.. _weak];

    /// <summary>1 where the strong model was right, else 0.</summary>
    internal double[] Strong => [.. _strong];

    /// <summary>The number of each row's group; empty when none were asked for.</summary>
    internal int[] Groups => [.. _groups];

    /// <summary>Reads the whole table.</summary>
    /// <exception cref="ToolException">Thrown at the first offending value; the message names file, line, column and value.</exception>
    internal static CascadeTable Read(string path, CascadeColumns columns, ToolConsole console) => InputSource.Guarded(path, () => ReadTable(path, columns, console));

    /// <summary>Row-major: the score, the columns of numbers, and an indicator for each name of the columns of names.</summary>
    internal double[] FeaturesOf(out int columns)
    {
        int numbers = _numbers.Count / Rows;
        int names = _categories.Count / Rows;
        columns = 1 + numbers + _indicators.Count;
        double[] features = new double[Rows * columns];
        for (int i = 0; i < Rows; i++)
        {
            Span<double> row = features.AsSpan(i * columns, columns);
            row[0] = _scores[i];
            for (int j = 0; j < numbers; j++)
            {
                row[1 + j] = _numbers[(i * numbers) + j];
            }

            for (int j = 0; j < names; j++)
            {
                row[1 + numbers + _categories[(i * names) + j]] = 1.0;
            }
        }

        return features;
    }

    private static CascadeTable ReadTable(string path, CascadeColumns columns, ToolConsole console)
    {
        using TableReader table = TableReader.Open(path, console);
        int score = table.IndexOf(columns.WeakScore);
        int weak = table.IndexOf(columns.WeakCorrect);
        int strong = table.IndexOf(columns.StrongCorrect);
        int[] features = [.. columns.Features.Select(table.IndexOf)];
        int[] categories = [.. columns.Categories.Select(table.IndexOf)];
        int group = columns.Group is null ? -1 : table.IndexOf(columns.Group);
        UniqueIds? ids = columns.Id is null ? null : new UniqueIds(table, table.IndexOf(columns.Id));
        var read = new CascadeTable(table.Name);
        var groups = new Dictionary<string, int>(StringComparer.Ordinal);
        while (table.Read())
        {
            ids?.Add();
            read._scores.Add(table.GetNumber(score));
            read._weak.Add(table.GetLabel(weak) ? 1.0 : 0.0);
            read._strong.Add(table.GetLabel(strong) ? 1.0 : 0.0);
            foreach (int feature in features)
            {
                read._numbers.Add(table.GetNumber(feature));
            }

            foreach (int category in categories)
            {
                read.AddCategory(table, category);
            }

            if (group >= 0)
            {
                string name = table.GetName(group, "group");
                groups.TryAdd(name, groups.Count);
                read._groups.Add(groups[name]);
            }
        }

        return read.Rows > 0 ? read : throw new ToolException($"{table.Name}: there are no rows after the header");
    }

    private void AddCategory(TableReader table, int column)
    {
        (int, string) name = (column, table.GetName(column, "category"));
        if (!_indicators.TryGetValue(name, out int indicator))
        {
            _indicators.Add(name, indicator = _indicators.Count);
            if (_indicators.Count > MostCategories)
            {
                throw table.Fault(column, $"{ErrorText.Quote(name.Item2)} is one name more than the {Report.Count(MostCategories)} that the columns of names may have together");
            }
        }

        _categories.Add(indicator);
    }
}
