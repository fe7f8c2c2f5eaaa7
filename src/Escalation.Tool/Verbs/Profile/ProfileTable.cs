using System.Globalization;
using Escalation.Evaluation.Profiles;
using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Profile;

/// <summary>Reads counts or decisions of several models; the models stand in the order in which they first appear.</summary>
internal sealed class ProfileTable
{
    private readonly TableReader _table;
    private readonly int _model;
    private readonly int _dataset;
    private readonly int _condition;
    private readonly int _signal;
    private readonly int _correct;
    private readonly int _escalated;
    private readonly int _items;
    private readonly List<string> _models = [];
    private readonly Dictionary<string, List<ProfileCondition>> _conditions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ProfileDecision>> _decisions = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Model, string Dataset, string Condition, bool Signal), long> _lines = [];

    private ProfileTable(TableReader table)
    {
        _table = table;
        _model = table.IndexOf("model");
        _dataset = table.IndexOf("dataset");
        _condition = table.IndexOf("condition");
        _signal = table.IndexOf("signal");
        _items = table.Columns.Contains("n", StringComparer.Ordinal) ? table.IndexOf("n") : -1;
        _correct = table.IndexOf("correct");
        _escalated = table.IndexOf("escalated");
    }

    /// <summary>Reads the whole table.</summary>
    /// <exception cref="ToolException">Thrown at the first offending value; the message names file, line, column and value.</exception>
    internal static IReadOnlyList<ModelProfile> Read(string path, double level, ToolConsole console) => InputSource.Guarded(path, () =>
    {
        using TableReader table = TableReader.Open(path, console);
        var read = new ProfileTable(table);
        while (table.Read())
        {
            read.Add();
        }

        return read._models.Count > 0 ? read.Profiles(level) : throw new ToolException($"{table.Name}: there are no rows after the header");
    });

    private IReadOnlyList<ModelProfile> Profiles(double level) =>
    [
        .. _models.Select(model => new ModelProfile(model, _items >= 0 ? EscalationProfile.Of(_conditions[model], level) : EscalationProfile.OfDecisions(_decisions[model], level))),
    ];

    private void Add()
    {
        string model = _table.GetName(_model, "model");
        string dataset = _table.GetName(_dataset, "dataset");
        string condition = _table.GetName(_condition, "condition");
        bool signal = Signal();
        if (_conditions.TryAdd(model, []))
        {
            _models.Add(model);
            _decisions.Add(model, []);
        }

        if (_items < 0)
        {
            _decisions[model].Add(new ProfileDecision(dataset, condition, signal, _table.GetLabel(_correct), _table.GetLabel(_escalated)));
            return;
        }

        if (!_lines.TryAdd((model, dataset, condition, signal), _table.Line))
        {
            throw _table.Fault(_condition, string.Create(CultureInfo.InvariantCulture, $"{ErrorText.Quote(condition)} of {ErrorText.Quote(dataset)} with signal {(signal ? "true" : "false")} is already on line {_lines[(model, dataset, condition, signal)]} for {ErrorText.Quote(model)}"));
        }

        int items = Count(_items, int.MaxValue);
        if (items == 0)
        {
            throw _table.Fault(_items, "'0' is not a number of decisions, which is at least 1");
        }

        _conditions[model].Add(new ProfileCondition(dataset, condition, signal, items, Count(_correct, items), Count(_escalated, items)));
    }

    private bool Signal()
    {
        Cell cell = _table.Get(_signal);
        return cell.Kind == CellKind.Missing ? throw _table.Fault(_signal, "the value is missing")
            : cell.Raw.Equals("true", StringComparison.OrdinalIgnoreCase) ? true
            : cell.Raw.Equals("false", StringComparison.OrdinalIgnoreCase) ? false
            : throw _table.Fault(_signal, $"{ErrorText.Quote(cell.Raw)} is neither true nor false");
    }

    private int Count(int column, int most)
    {
        double value = _table.GetNumber(column);
        return value >= 0.0 && value <= most && Math.Floor(value) == value
            ? (int)value
            : throw _table.Fault(column, $"{ErrorText.Quote(_table.Get(column).Raw)} is not a whole number from 0 to {(most == int.MaxValue ? Report.Count(most) : $"n, which is {Report.Count(most)}")}");
    }
}
