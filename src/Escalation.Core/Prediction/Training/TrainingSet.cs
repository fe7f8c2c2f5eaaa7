using System.Globalization;
using Escalation.Decisions;
using Escalation.Prediction.Features;

namespace Escalation.Prediction.Training;

/// <summary>Past answers with the word whether each was right, as vectors of one schema.</summary>
/// <remarks>Not safe for concurrent use. Put in what was there when the decision was taken and nothing that came later; and answers of one conversation under one group.</remarks>
public sealed class TrainingSet
{
    private readonly List<double> _values = [];
    private readonly List<bool> _labels = [];
    private readonly List<int> _groups = [];
    private readonly List<long?> _times = [];
    private readonly Dictionary<string, int> _groupNumbers = new(StringComparer.Ordinal);
    private readonly double[] _row;
    private int _groupCount;

    /// <summary>Creates an empty set.</summary>
    /// <param name="schema">The features.</param>
    public TrainingSet(FeatureSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Schema = schema;
        _row = new double[schema.ColumnCount];
    }

    /// <summary>The features.</summary>
    public FeatureSchema Schema { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows => _labels.Count;

    /// <summary>In how many of them the model was right.</summary>
    public int Right => _labels.Count(static label => label);

    internal double[] Values => [.. _values];

    internal bool[] Labels => [.. _labels];

    internal int[] Groups => [.. _groups];

    internal long?[] Times => [.. _times];

    /// <summary>Adds an answer.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="isRight">Whether the model was right.</param>
    /// <param name="group">What keeps rows together in folds, a conversation for example; null when the row stands alone.</param>
    /// <param name="time">When it was, for folds in the order of time; null when nobody needs it.</param>
    /// <returns>Null when it was added; else the feature that cannot be used. In use such a turn escalates, so it is left out here.</returns>
    public FeatureFault? Add(AgentTurn turn, bool isRight, string? group = null, DateTimeOffset? time = null)
    {
        FeatureFault? fault = Schema.Extract(turn, _row);
        if (fault is null)
        {
            Append(isRight, group, time);
        }

        return fault;
    }

    /// <summary>Adds a vector.</summary>
    /// <param name="features">One number a column of the schema; NaN is absent, and all columns of one feature are so together.</param>
    /// <param name="isRight">Whether the model was right.</param>
    /// <param name="group">As in the other overload.</param>
    /// <param name="time">As in the other overload.</param>
    /// <exception cref="ArgumentException">Thrown when the vector has another length, or a feature is absent in part.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a number is infinite.</exception>
    public void Add(ReadOnlySpan<double> features, bool isRight, string? group = null, DateTimeOffset? time = null)
    {
        if (features.Length != _row.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"features must hold {_row.Length} numbers, but holds {features.Length}."), nameof(features));
        }

        for (int f = 0; f < Schema.Features.Count; f++)
        {
            for (int c = Schema.Starts[f]; c < Schema.Starts[f + 1]; c++)
            {
                if (double.IsInfinity(features[c]))
                {
                    throw new ArgumentOutOfRangeException(nameof(features), features[c], $"features must be finite or NaN for absent, but {Schema.Columns[c]} is infinite.");
                }

                if (double.IsNaN(features[c]) != double.IsNaN(features[Schema.Starts[f]]))
                {
                    throw new ArgumentException($"features must have all columns of one feature or none, but those of {Schema.Features[f].Name} are absent in part.", nameof(features));
                }
            }
        }

        features.CopyTo(_row);
        Append(isRight, group, time);
    }

    private void Append(bool isRight, string? group, DateTimeOffset? time)
    {
        int number = _groupCount;
        if (group is null || _groupNumbers.TryAdd(group, number))
        {
            _groupCount++;
        }
        else
        {
            number = _groupNumbers[group];
        }

        _values.AddRange(_row);
        _labels.Add(isRight);
        _groups.Add(number);
        _times.Add(time?.UtcTicks);
    }
}
