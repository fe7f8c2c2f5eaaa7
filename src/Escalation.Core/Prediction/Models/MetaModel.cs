using System.Text.Json;
using Escalation.Prediction.Features;

namespace Escalation.Prediction.Models;

/// <summary>An additive model: log-odds are a baseline plus one contribution a feature, summed in the order of the features, in scoring and in explaining alike.</summary>
/// <remarks>Immutable. Contributions are relative to the training rows, over which each averages 0.</remarks>
internal abstract class MetaModel
{
    private protected MetaModel(MetaModelKind kind, double baseline, ReadOnlySpan<int> starts, double[] absent)
    {
        Kind = kind;
        Baseline = baseline;
        Starts = starts.ToArray();
        Absent = absent;
    }

    internal MetaModelKind Kind { get; }

    internal double Baseline { get; }

    internal int Features => Starts.Length - 1;

    /// <summary>The contribution of each feature where it is absent; NaN where training never lacked it, so that nothing is known of its absence.</summary>
    internal double[] Absent { get; }

    private protected int[] Starts { get; }

    /// <summary>The log-odds of a row.</summary>
    /// <param name="row">One number a column; NaN is absent.</param>
    /// <param name="needed">The feature that is absent and must not be; -1 when there is none.</param>
    /// <returns>NaN when a needed feature is absent or a number is infinite.</returns>
    internal abstract double LogOdds(ReadOnlySpan<double> row, out int needed);

    /// <summary>The contribution of one feature, which is present in the row.</summary>
    private protected abstract double Present(int feature, ReadOnlySpan<double> row);

    /// <summary>The same model with log-odds <c>slope * z + offset</c>.</summary>
    internal abstract MetaModel Scaled(double slope, double offset, MetaModelKind kind);

    internal abstract void Write(Utf8JsonWriter json, FeatureSchema schema);

    /// <summary>Fills the contributions; they and the baseline sum to the log-odds bit by bit, in order.</summary>
    internal double Contributions(ReadOnlySpan<double> row, Span<double> contributions, out int needed)
    {
        needed = -1;
        double sum = Baseline;
        for (int f = 0; f < contributions.Length; f++)
        {
            bool absent = IsAbsent(f, row);
            contributions[f] = absent ? Absent[f] : Present(f, row);
            needed = needed < 0 && absent && double.IsNaN(Absent[f]) ? f : needed;
            sum += contributions[f];
        }

        return double.IsFinite(sum) ? sum : double.NaN;
    }

    /// <summary>A feature is absent when one of its columns is; they are so together.</summary>
    private protected bool IsAbsent(int feature, ReadOnlySpan<double> row)
    {
        for (int c = Starts[feature]; c < Starts[feature + 1]; c++)
        {
            if (double.IsNaN(row[c]))
            {
                return true;
            }
        }

        return false;
    }

    private protected static void WriteAbsent(Utf8JsonWriter json, double absent)
    {
        if (double.IsNaN(absent))
        {
            json.WriteNull("absent");
        }
        else
        {
            CanonicalNumber.Write(json, "absent", absent);
        }
    }

    private protected static bool AllFinite(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            if (!double.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }
}
