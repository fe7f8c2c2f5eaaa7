using System.Text.Json;

namespace Escalation.Learning.Calibrators;

/// <summary>The share of right answers in the score's bin: histogram binning.</summary>
/// <remarks>
/// <para>
/// A bin holds the scores from its lower edge up to and without its upper one; the outer bins are open. A bin of equal width without rows gets the lower of its nearest neighbours' values, since no rows are no reason to
/// act. Source: Zadrozny and Elkan, ICML 2001.
/// </para>
/// <para>
/// Assumes enough rows in each bin: a share of n rows has a standard error of up to <c>0.5 / sqrt(n)</c>. When not to use it: where the ranking within a bin matters, which it throws away; where
/// a bin of a few rows can say 0 or 1; where neighbouring bins must not contradict each other, since shares may fall from one bin to the next (<see cref="IsotonicCalibration"/> forbids it).
/// </para>
/// <para>Immutable and safe for concurrent use.</para>
/// </remarks>
public sealed class HistogramCalibration : ISavedCalibrator
{
    internal const string Kind = "histogram";

    private readonly double[] _edges;
    private readonly double[] _values;
    private string? _fingerprint;

    private HistogramCalibration(double[] edges, double[] values)
    {
        _edges = edges;
        _values = values;
    }

    /// <inheritdoc/>
    public string Name => Kind;

    /// <inheritdoc/>
    public string Fingerprint => _fingerprint ??= CalibratorJson.FingerprintOf(this);

    /// <summary>How many bins there are.</summary>
    public int Bins => _values.Length;

    /// <summary>Fits the map. Time is one radix sort.</summary>
    /// <param name="scores">Finite scores, at least one; in [0, 1] for bins of equal width.</param>
    /// <param name="labels">Whether each was right; as many.</param>
    /// <param name="bins">How many bins, at least 1. Bins of equal mass are fewer when equal scores leave no other choice.</param>
    /// <param name="rule">How the bins are cut.</param>
    /// <returns>The map.</returns>
    /// <exception cref="ArgumentException">Thrown when the lengths disagree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when there is no score, one is out of range, with the index of the first, <paramref name="bins"/> is below 1, or the rule is not one of the enum.</exception>
    public static HistogramCalibration Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, int bins = 15, HistogramRule rule = HistogramRule.EqualMass)
    {
        Guard.AtLeast(bins, 1);
        var tied = TiedCounts.Of(scores, labels);
        switch (rule)
        {
            case HistogramRule.EqualWidth:
                CalibratorChecks.Unit(scores, nameof(scores));
                return OfEdges(tied, EvenEdges(bins));
            case HistogramRule.EqualMass:
                return OfEdges(tied, MassEdges(tied, bins));
            default:
                throw new ArgumentOutOfRangeException(nameof(rule), rule, "Not a rule of bins.");
        }
    }

    /// <inheritdoc/>
    /// <remarks><c>O(log bins)</c>; allocates nothing.</remarks>
    public double Probability(double score)
    {
        if (!double.IsFinite(score))
        {
            return double.NaN;
        }

        int index = _edges.AsSpan().BinarySearch(score);
        return _values[index >= 0 ? index + 1 : ~index];
    }

    void ISavedCalibrator.WriteMap(Utf8JsonWriter json)
    {
        CalibratorJson.Write(json, "edges", _edges);
        CalibratorJson.Write(json, "values", _values);
    }

    internal static HistogramCalibration Read(CalibratorFields fields)
    {
        double[] edges = fields.Ascending("edges");
        return new HistogramCalibration(edges, fields.Probabilities("values", edges.Length + 1));
    }

    private static double[] EvenEdges(int bins)
    {
        double[] edges = new double[bins - 1];
        for (int i = 0; i < edges.Length; i++)
        {
            edges[i] = (i + 1.0) / bins;
        }

        return edges;
    }

    /// <summary>Cuts before the group that holds the first row of each part, or after it where that is nearer.</summary>
    private static double[] MassEdges(TiedCounts tied, int bins)
    {
        var edges = new List<double>();
        long rows = tied.Rows[^1];
        int group = 0;
        for (int bin = 1; bin < bins; bin++)
        {
            long wanted = bin * rows / bins;
            while (group < tied.Rows.Length && tied.Rows[group] < wanted)
            {
                group++;
            }

            // Between the ends of two neighbouring groups, the nearer one; the lower of equals.
            long before = group == 0 ? 0 : tied.Rows[group - 1];
            int first = wanted - before <= tied.Rows[group] - wanted ? group : group + 1;
            if (first > 0 && first < tied.Scores.Length && (edges.Count == 0 || tied.Scores[first] > edges[^1]))
            {
                edges.Add(tied.Scores[first]);
            }
        }

        return [.. edges];
    }

    private static HistogramCalibration OfEdges(TiedCounts tied, double[] edges)
    {
        double[] values = new double[edges.Length + 1];
        int rows = 0;
        int right = 0;
        int group = 0;
        for (int bin = 0; bin < values.Length; bin++)
        {
            while (group < tied.Scores.Length && (bin == edges.Length || tied.Scores[group] < edges[bin]))
            {
                group++;
            }

            int rowsHere = group == 0 ? 0 : tied.Rows[group - 1];
            int rightHere = group == 0 ? 0 : tied.Right[group - 1];
            values[bin] = rowsHere == rows ? double.NaN : (double)(rightHere - right) / (rowsHere - rows);
            (rows, right) = (rowsHere, rightHere);
        }

        FillEmpty(values);
        return new HistogramCalibration(edges, values);
    }

    private static void FillEmpty(double[] values)
    {
        double below = double.NaN;
        for (int bin = 0; bin < values.Length; bin++)
        {
            if (!double.IsNaN(values[bin]))
            {
                below = values[bin];
                continue;
            }

            int next = Array.FindIndex(values, bin, static value => !double.IsNaN(value));
            double above = next < 0 ? double.NaN : values[next];
            double held = double.IsNaN(below) ? above : double.IsNaN(above) ? below : Math.Min(below, above);
            int end = next < 0 ? values.Length : next;
            values.AsSpan(bin, end - bin).Fill(held);
        }
    }
}
