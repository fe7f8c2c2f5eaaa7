using System.Text.Json;

namespace Escalation.Learning.Calibrators;

/// <summary>The non-decreasing map that fits the labels best by least squares: isotonic regression.</summary>
/// <remarks>
/// <para>
/// Rows of equal score are taken together with summed weights, adjacent violators are pooled, and between the blocks the map is straight; outside the scores it was fitted on it is level. The mean of
/// the fitted probabilities is the mean of the labels. Source: Ayer et al., Annals of Mathematical Statistics 26, 1955; Zadrozny and Elkan, KDD 2002.
/// </para>
/// <para>
/// Assumes only that a higher score is not less often right. When not to use it: with fewer than about a thousand rows it follows the noise, and its end blocks, which are often 0 or 1 after
/// a few rows, then act or escalate whatever the costs; <see cref="PlattCalibration"/> or <see cref="BetaCalibration"/> need less, and <see cref="VennAbersCalibration"/> says how little is
/// known. It may tie scores that were apart, so a ranking by it can be coarser, and it can not mend a score that ranks backwards.
/// </para>
/// <para>Labels of right and wrong are fitted in exact whole numbers after one radix sort, so that nothing depends on the order of the rows. Immutable and safe for concurrent use.</para>
/// </remarks>
public sealed class IsotonicCalibration : ISavedCalibrator
{
    internal const string Kind = "isotonic";

    private readonly MonotoneCurve _curve;
    private string? _fingerprint;

    internal IsotonicCalibration(MonotoneCurve curve) => _curve = curve;

    /// <inheritdoc/>
    public string Name => Kind;

    /// <inheritdoc/>
    public string Fingerprint => _fingerprint ??= CalibratorJson.FingerprintOf(this);

    /// <summary>How many knots the map has: one or two a block.</summary>
    public int Knots => _curve.X.Length;

    /// <summary>Fits the map. Time is one radix sort; memory is proportional to the rows while fitting and to the blocks afterwards.</summary>
    /// <param name="scores">Finite scores on any scale, at least one; higher means more likely right.</param>
    /// <param name="labels">Whether each was right; as many.</param>
    /// <returns>The map.</returns>
    /// <exception cref="ArgumentException">Thrown when the lengths disagree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when there is no score or one is not finite, with the index of the first.</exception>
    public static IsotonicCalibration Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        var tied = TiedCounts.Of(scores, labels);
        int[] ends = new int[tied.Scores.Length];
        int blocks = AdjacentViolators.Pool<int, long>(tied.Rows, tied.Right, ends);
        double[] rates = new double[blocks];
        int rows = 0;
        int right = 0;
        for (int block = 0; block < blocks; block++)
        {
            int end = ends[block];
            rates[block] = (double)(tied.Right[end] - right) / (tied.Rows[end] - rows);
            (rows, right) = (tied.Rows[end], tied.Right[end]);
        }

        return new IsotonicCalibration(MonotoneCurve.OfBlocks(tied.Scores, ends.AsSpan(0, blocks), rates));
    }

    /// <summary>Fits the map to soft labels with weights. <c>O(n log n)</c>.</summary>
    /// <param name="scores">Finite scores on any scale, at least one.</param>
    /// <param name="targets">How right each answer was, in [0, 1]; as many.</param>
    /// <param name="weights">The weight of each row, finite and at least 0, with a sum above 0; as many, or empty when every row counts once. A row of weight 0 is as good as absent.</param>
    /// <returns>The map.</returns>
    /// <exception cref="ArgumentException">Thrown when the lengths disagree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when there is no score, or a score, target or weight is out of its range, with its row.</exception>
    public static IsotonicCalibration Fit(ReadOnlySpan<double> scores, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights = default)
    {
        CalibratorChecks.Unit(targets, nameof(targets));
        return new IsotonicCalibration(IsotonicRegression.Fit(scores, targets, weights));
    }

    /// <inheritdoc/>
    /// <remarks><c>O(log blocks)</c>; allocates nothing. Non-decreasing in the score.</remarks>
    public double Probability(double score) => double.IsFinite(score) ? _curve.At(score) : double.NaN;

    void ISavedCalibrator.WriteMap(Utf8JsonWriter json)
    {
        CalibratorJson.Write(json, "scores", _curve.X);
        CalibratorJson.Write(json, "values", _curve.Y);
    }

    internal static IsotonicCalibration Read(CalibratorFields fields)
    {
        double[] scores = fields.Ascending("scores");
        double[] values = fields.Probabilities("values", scores.Length);
        CalibratorFields.RequireOrder(fields, "values", values, strict: false);
        return scores.Length > 0 ? new IsotonicCalibration(new MonotoneCurve(scores, values)) : throw fields.Fault("scores", "must hold at least one number");
    }
}
