using System.Text.Json;
using Escalation.Prediction.Features;

namespace Escalation.Prediction.Models;

/// <summary>A sum of step functions, one a column: what boosted stumps amount to. A value at or below a threshold is on its lower side.</summary>
internal sealed class StepMetaModel : MetaModel
{
    // Up to so many thresholds are counted one by one, which is faster than halving.
    private const int LinearSearch = 8;

    private readonly double[] _thresholds;
    private readonly double[] _values;
    private readonly int[] _offsets;

    /// <param name="kind">The kind.</param>
    /// <param name="baseline">The mean log-odds of the training rows.</param>
    /// <param name="starts">Where the columns of each feature start.</param>
    /// <param name="thresholds">The thresholds of each column, ascending.</param>
    /// <param name="values">The values of each column, one more than thresholds.</param>
    /// <param name="absent">What a feature adds by being absent, or NaN.</param>
    internal StepMetaModel(MetaModelKind kind, double baseline, ReadOnlySpan<int> starts, double[][] thresholds, double[][] values, double[] absent)
        : base(kind, baseline, starts, absent)
    {
        bool fits = thresholds.Length == starts[^1] && values.Length == thresholds.Length && absent.Length == Features && double.IsFinite(baseline) && !Array.Exists(absent, double.IsInfinity);
        for (int c = 0; fits && c < thresholds.Length; c++)
        {
            fits = values[c].Length == thresholds[c].Length + 1 && AllFinite(values[c]) && AllFinite(thresholds[c]) && thresholds[c].Zip(thresholds[c].Skip(1)).All(pair => pair.First < pair.Second);
        }

        if (!fits)
        {
            throw new FormatException("The numbers of the step functions do not fit their schema.");
        }

        _thresholds = [.. thresholds.SelectMany(column => column)];
        _values = [.. values.SelectMany(column => column)];
        _offsets = new int[thresholds.Length + 1];
        for (int c = 0; c < thresholds.Length; c++)
        {
            _offsets[c + 1] = _offsets[c] + thresholds[c].Length;
        }
    }

    internal override double LogOdds(ReadOnlySpan<double> row, out int needed)
    {
        needed = -1;
        double sum = Baseline;
        for (int f = 0; f < Features; f++)
        {
            double part = Present(f, row);
            if (double.IsNaN(part))
            {
                part = IsAbsent(f, row) ? Absent[f] : double.NaN;
                needed = needed < 0 && double.IsNaN(part) ? f : needed;
            }

            sum += part;
        }

        return double.IsFinite(sum) ? sum : double.NaN;
    }

    internal override MetaModel Scaled(double slope, double offset, MetaModelKind kind) => new StepMetaModel(
        kind,
        (slope * Baseline) + offset,
        Starts,
        [.. Enumerable.Range(0, _offsets.Length - 1).Select(c => ThresholdsOf(c).ToArray())],
        [.. Enumerable.Range(0, _offsets.Length - 1).Select(c => ValuesOf(c).ToArray().Select(value => slope * value).ToArray())],
        [.. Absent.Select(absent => slope * absent)]);

    internal override void Write(Utf8JsonWriter json, FeatureSchema schema)
    {
        for (int f = 0; f < Features; f++)
        {
            json.WriteStartObject();
            json.WriteString("feature", schema.Features[f].Name);
            WriteAbsent(json, Absent[f]);
            json.WriteStartArray("columns");
            for (int c = Starts[f]; c < Starts[f + 1]; c++)
            {
                json.WriteStartObject();
                Numbers(json, "thresholds", ThresholdsOf(c));
                Numbers(json, "values", ValuesOf(c));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    /// <summary>NaN when a column is not finite.</summary>
    private protected override double Present(int feature, ReadOnlySpan<double> row)
    {
        double part = 0.0;
        for (int c = Starts[feature]; c < Starts[feature + 1]; c++)
        {
            double value = row[c];
            if (!double.IsFinite(value))
            {
                return double.NaN;
            }

            part += _values[CountBelow(_offsets[c], _offsets[c + 1], value) + c];
        }

        return part;
    }

    /// <summary>The place of the first threshold from start on that is not below the value, or end: no branch depends on the data.</summary>
    private int CountBelow(int start, int end, double value)
    {
        double[] thresholds = _thresholds;
        int length = end - start;
        while (length > LinearSearch)
        {
            int half = length / 2;
            start += thresholds[start + half - 1] < value ? half : 0;
            length -= half;
        }

        int place = start;
        for (int i = start; i < start + length; i++)
        {
            place += thresholds[i] < value ? 1 : 0;
        }

        return place;
    }

    private static void Numbers(Utf8JsonWriter json, string name, ReadOnlySpan<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (double number in numbers)
        {
            CanonicalNumber.Write(json, number);
        }

        json.WriteEndArray();
    }

    private ReadOnlySpan<double> ThresholdsOf(int column) => _thresholds.AsSpan(_offsets[column].._offsets[column + 1]);

    private ReadOnlySpan<double> ValuesOf(int column) => _values.AsSpan(_offsets[column] + column, _offsets[column + 1] - _offsets[column] + 1);
}
