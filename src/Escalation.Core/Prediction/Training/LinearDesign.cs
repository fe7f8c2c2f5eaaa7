using Escalation.Learning;
using Escalation.Prediction.Models;

namespace Escalation.Prediction.Training;

/// <summary>The columns of a linear model: those of the schema, an absent number filled with its mean, and for each feature that is absent somewhere an indicator of that.</summary>
internal sealed class LinearDesign
{
    private readonly TrainingRows _data;
    private readonly double[] _means;
    private readonly double[] _least;
    private readonly double[] _most;
    private readonly int[] _indicators;

    internal LinearDesign(TrainingRows data, int[] rows)
    {
        _data = data;
        int columns = data.Schema.ColumnCount;
        _means = new double[columns];
        _least = new double[columns];
        _most = new double[columns];
        for (int c = 0; c < columns; c++)
        {
            double sum = 0.0, least = double.PositiveInfinity, most = double.NegativeInfinity;
            int present = 0;
            foreach (int row in rows)
            {
                double value = data.Row(row)[c];
                if (!double.IsNaN(value))
                {
                    present++;
                    sum += value;
                    least = Math.Min(least, value);
                    most = Math.Max(most, value);
                }
            }

            // A feature that these rows never have tells nothing; any number will do for it.
            (_means[c], _least[c], _most[c]) = present > 0 ? (sum / present, least, most) : (0.0, 0.0, 0.0);
        }

        _indicators = [.. Enumerable.Range(0, data.Schema.Features.Count).Where(f => rows.Any(row => double.IsNaN(data.Row(row)[data.Schema.Starts[f]])))];
        Columns = columns + _indicators.Length;
        Values = new double[rows.Length * Columns];
        for (int i = 0; i < rows.Length; i++)
        {
            Encode(data.Row(rows[i]), Values.AsSpan(i * Columns, Columns));
        }
    }

    internal int Columns { get; }

    /// <summary>Row-major.</summary>
    internal double[] Values { get; }

    /// <summary>The model on the columns of the schema.</summary>
    internal LinearMetaModel ToModel(MetaModelKind kind, Standardisation standardisation, IReadOnlyList<double> coefficients, double intercept)
    {
        int columns = _means.Length;
        var parts = new LinearColumn[columns];
        for (int c = 0; c < columns; c++)
        {
            parts[c] = new LinearColumn(coefficients[c] / standardisation.Scales[c], standardisation.Means[c], _least[c], _most[c]);
        }

        double[] shifts = new double[_data.Schema.Features.Count];
        double[] absent = new double[shifts.Length];
        Array.Fill(absent, double.NaN);
        for (int k = 0; k < _indicators.Length; k++)
        {
            int f = _indicators[k];
            double slope = coefficients[columns + k] / standardisation.Scales[columns + k];
            double mean = standardisation.Means[columns + k];
            shifts[f] = -slope * mean;
            absent[f] = slope * (1.0 - mean);
            for (int c = _data.Schema.Starts[f]; c < _data.Schema.Starts[f + 1]; c++)
            {
                absent[f] += parts[c].Slope * (_means[c] - parts[c].Center);
            }
        }

        return new LinearMetaModel(kind, intercept, _data.Schema.Starts, parts, shifts, absent);
    }

    private void Encode(ReadOnlySpan<double> row, Span<double> destination)
    {
        for (int c = 0; c < row.Length; c++)
        {
            destination[c] = double.IsNaN(row[c]) ? _means[c] : row[c];
        }

        for (int k = 0; k < _indicators.Length; k++)
        {
            destination[row.Length + k] = double.IsNaN(row[_data.Schema.Starts[_indicators[k]]]) ? 1.0 : 0.0;
        }
    }
}
