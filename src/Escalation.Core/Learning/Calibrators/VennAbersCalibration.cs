using System.Text.Json;

namespace Escalation.Learning.Calibrators;

/// <summary>An interval of probabilities that is calibrated by construction: the inductive Venn-Abers predictor.</summary>
/// <remarks>
/// <para>
/// p0 is the isotonic fit at the score of the calibration rows and one more wrong row there, p1 that with one more right row. For exchangeable rows, <c>P(right | p_Y) = p_Y</c> exactly, where p_Y
/// is p1 if the answer is right and p0 if it is wrong: one of the two ends is calibrated at every number of rows and for every distribution, and nobody can say which before the label is known. Never
/// is <c>p0 &gt; p1</c>; the gap is how little the rows say here. Source: Vovk and Petej, UAI 2014, theorem 1; Vovk, Petej and Fedorova, NeurIPS 2015.
/// </para>
/// <para>
/// <see cref="Probability"/> gives the combined number <c>p1 / (1 - p0 + p1)</c>, which has no such guarantee. A cautious policy takes the lower end of the model's and the upper end of the expert's.
/// </para>
/// <para>
/// When not to use it: the validity is an average over calibration sets and rows to come, not a bound for this set or for one subgroup, and it says nothing once rows stop being exchangeable (a
/// new model, other users, several rows of one conversation). It is no certificate: a bound on the risk of acting is <c>SelectiveRisk</c> of the Calibration room. A score that was fitted on
/// the same rows is not allowed: they must be held out.
/// </para>
/// <para>Fitting is one radix sort and linear time in exact whole numbers; a query is two binary searches over the steps. Immutable and safe for concurrent use.</para>
/// </remarks>
public sealed class VennAbersCalibration : ISavedCalibrator, IIntervalCalibrator
{
    internal const string Kind = "venn-abers";

    private readonly StepMap _lower;
    private readonly StepMap _upper;
    private string? _fingerprint;

    private VennAbersCalibration(StepMap lower, StepMap upper)
    {
        _lower = lower;
        _upper = upper;
    }

    /// <inheritdoc/>
    public string Name => Kind;

    /// <inheritdoc/>
    public string Fingerprint => _fingerprint ??= CalibratorJson.FingerprintOf(this);

    /// <summary>Prepares all intervals. Time is one radix sort and linear.</summary>
    /// <param name="scores">Finite scores on any scale, at least one; higher means more likely right.</param>
    /// <param name="labels">Whether each was right; as many. One class alone is allowed: one end is then 0 or 1.</param>
    /// <returns>The map.</returns>
    /// <exception cref="ArgumentException">Thrown when the lengths disagree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when there is no score or one is not finite, with the index of the first.</exception>
    public static VennAbersCalibration Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        var tied = TiedCounts.Of(scores, labels);
        return new VennAbersCalibration(
            StepMap.Of(tied.Scores, VennAbersFit.Lower(tied), keepLast: false),
            StepMap.Of(tied.Scores, VennAbersFit.Upper(tied), keepLast: true));
    }

    /// <inheritdoc/>
    /// <remarks><c>O(log steps)</c>; allocates nothing. Both ends are non-decreasing in the score.</remarks>
    public ProbabilityInterval Interval(double score) =>
        double.IsFinite(score) ? new ProbabilityInterval(_lower.AtOrBelow(score), _upper.AtOrAbove(score)) : ProbabilityInterval.Undefined;

    /// <summary>The combined number <c>p1 / (1 - p0 + p1)</c>, without the guarantee of the interval.</summary>
    /// <param name="score">The score, on the scale that the map was fitted on.</param>
    /// <returns>In [0, 1]; NaN when the score is NaN or infinite.</returns>
    public double Probability(double score) => Interval(score).Combined;

    void ISavedCalibrator.WriteMap(Utf8JsonWriter json)
    {
        CalibratorJson.Write(json, "lowerScores", _lower.Scores);
        CalibratorJson.Write(json, "lowerValues", _lower.Values);
        CalibratorJson.Write(json, "upperScores", _upper.Scores);
        CalibratorJson.Write(json, "upperValues", _upper.Values);
    }

    internal static VennAbersCalibration Read(CalibratorFields fields)
    {
        StepMap lower = Steps(fields, "lowerScores", "lowerValues");
        StepMap upper = Steps(fields, "upperScores", "upperValues");
        var map = new VennAbersCalibration(lower, upper);

        // Both ends are steps: crossing anywhere is crossing at a step of either.
        foreach (double score in lower.Scores.Concat(upper.Scores))
        {
            ProbabilityInterval interval = map.Interval(score);
            if (interval.Lower > interval.Upper)
            {
                throw fields.Fault("lowerValues", "must nowhere exceed the upper ones");
            }
        }

        return map;
    }

    private static StepMap Steps(CalibratorFields fields, string scores, string values)
    {
        double[] at = fields.Ascending(scores);
        double[] steps = fields.Probabilities(values, at.Length);
        CalibratorFields.RequireOrder(fields, values, steps, strict: true);
        return at.Length > 0 ? new StepMap(at, steps) : throw fields.Fault(scores, "must hold at least one number");
    }
}
