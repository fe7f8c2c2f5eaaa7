using System.Text.Json;
using Escalation.Prediction.Features;

namespace Escalation.Prediction.Models;

/// <summary>A linear model of the log-odds. Beyond the range of the training rows it is flat: nothing was seen there.</summary>
internal sealed class LinearMetaModel : MetaModel
{
    private readonly LinearColumn[] _columns;
    private readonly double[] _shifts;

    /// <param name="kind">The kind.</param>
    /// <param name="baseline">The log-odds of an average row.</param>
    /// <param name="starts">Where the columns of each feature start.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="shifts">What a feature adds by being there, 0 where it always is.</param>
    /// <param name="absent">What a feature adds by being absent, or NaN.</param>
    internal LinearMetaModel(MetaModelKind kind, double baseline, ReadOnlySpan<int> starts, LinearColumn[] columns, double[] shifts, double[] absent)
        : base(kind, baseline, starts, absent)
    {
        _columns = columns;
        _shifts = shifts;
        if (columns.Length != starts[^1] || shifts.Length != Features || absent.Length != Features || !double.IsFinite(baseline)
            || !Array.TrueForAll(columns, column => column.IsValid) || !AllFinite(shifts) || Array.Exists(absent, double.IsInfinity))
        {
            throw new FormatException("The numbers of the linear model do not fit its schema.");
        }
    }

    internal override double LogOdds(ReadOnlySpan<double> row, out int needed)
    {
        needed = -1;
        double sum = Baseline;
        int column = 0;
        for (int f = 0; f < _shifts.Length; f++)
        {
            double part = _shifts[f];
            bool bad = false;
            for (int end = Starts[f + 1]; column < end; column++)
            {
                double value = row[column];
                bad |= !double.IsFinite(value);
                part += _columns[column].Of(value);
            }

            if (bad)
            {
                part = IsAbsent(f, row) ? Absent[f] : double.NaN;
                needed = needed < 0 && double.IsNaN(part) ? f : needed;
            }

            sum += part;
        }

        return double.IsFinite(sum) ? sum : double.NaN;
    }

    internal override MetaModel Scaled(double slope, double offset, MetaModelKind kind) => new LinearMetaModel(
        kind,
        (slope * Baseline) + offset,
        Starts,
        [.. _columns.Select(column => column with { Slope = slope * column.Slope })],
        [.. _shifts.Select(shift => slope * shift)],
        [.. Absent.Select(absent => slope * absent)]);

    internal override void Write(Utf8JsonWriter json, FeatureSchema schema)
    {
        for (int f = 0; f < Features; f++)
        {
            json.WriteStartObject();
            json.WriteString("feature", schema.Features[f].Name);
            WriteAbsent(json, Absent[f]);
            CanonicalNumber.Write(json, "present", _shifts[f]);
            json.WriteStartArray("columns");
            for (int c = Starts[f]; c < Starts[f + 1]; c++)
            {
                json.WriteStartArray();
                CanonicalNumber.Write(json, _columns[c].Slope);
                CanonicalNumber.Write(json, _columns[c].Center);
                CanonicalNumber.Write(json, _columns[c].Least);
                CanonicalNumber.Write(json, _columns[c].Most);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private protected override double Present(int feature, ReadOnlySpan<double> row)
    {
        double part = _shifts[feature];
        for (int c = Starts[feature]; c < Starts[feature + 1]; c++)
        {
            part += double.IsInfinity(row[c]) ? double.NaN : _columns[c].Of(row[c]);
        }

        return part;
    }
}
