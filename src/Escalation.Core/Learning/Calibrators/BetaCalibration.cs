using System.Text.Json;

namespace Escalation.Learning.Calibrators;

/// <summary>Beta calibration of a probability: <c>ln(p / (1 - p)) = a ln s - b ln(1 - s) + c</c> with a and b at least 0.</summary>
/// <remarks>
/// <para>
/// With a = b = 1 and c = 0 it changes nothing; a and b apart mend low and high confidence differently, which <see cref="PlattCalibration"/> on log-odds (a = b) cannot. The log loss is least under
/// <c>a, b &gt;= 0</c>, so that the map never falls. Source: Kull, Silva Filho and Flach, AISTATS 2017.
/// </para>
/// <para>
/// Assumes probabilities whose distributions given right and given wrong are near beta distributions. When not to use it: for scores outside [0, 1], which give NaN; with a few dozen rows, where two slopes are
/// one too many; for confidence with more than one bend between the ends, where <see cref="IsotonicCalibration"/> follows and this does not. Scores within 1e-9 of 0 and 1 count as that far.
/// </para>
/// <para>Immutable and safe for concurrent use.</para>
/// </remarks>
public sealed class BetaCalibration : ISavedCalibrator
{
    internal const string Kind = "beta";

    private string? _fingerprint;

    /// <summary>Creates a map from known parameters.</summary>
    /// <param name="a">The slope of <c>ln s</c>; finite and at least 0.</param>
    /// <param name="b">The slope of <c>-ln(1 - s)</c>; finite and at least 0.</param>
    /// <param name="c">The offset; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a number is not as it must be.</exception>
    public BetaCalibration(double a, double b, double c)
        : this(a, b, c, converged: true)
    {
    }

    private BetaCalibration(double a, double b, double c, bool converged)
    {
        A = NotNegative(a, nameof(a));
        B = NotNegative(b, nameof(b));
        C = Guard.Finite(c);
        Converged = converged;
    }

    /// <inheritdoc/>
    public string Name => Kind;

    /// <inheritdoc/>
    public string Fingerprint => _fingerprint ??= CalibratorJson.FingerprintOf(this);

    /// <summary>The slope of <c>ln s</c>; at least 0.</summary>
    public double A { get; }

    /// <summary>The slope of <c>-ln(1 - s)</c>; at least 0.</summary>
    public double B { get; }

    /// <summary>The offset.</summary>
    public double C { get; }

    /// <summary>Whether the fit reached its tolerance; true of given parameters.</summary>
    public bool Converged { get; }

    /// <summary>Fits the map by Newton's method. Linear in the rows for each of about ten steps.</summary>
    /// <param name="confidences">Probabilities in [0, 1], at least one.</param>
    /// <param name="labels">Whether each was right; as many.</param>
    /// <returns>
    /// The map. When no wrong answer has a higher confidence than a right one, no finite slope is the best; labels are then taken as Platt's targets, <c>(N1 + 1) / (N1 + 2)</c> and <c>1 / (N0 + 2)</c>. When higher
    /// confidence is not more often right, both slopes are 0 and every probability is the share of right answers.
    /// </returns>
    /// <exception cref="ArgumentException">Thrown when the lengths disagree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when there is no confidence or one is not in [0, 1], with the index of the first.</exception>
    public static BetaCalibration Fit(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> labels)
    {
        LearningChecks.Length(labels.Length, Guard.AtLeast(confidences.Length, 1), nameof(labels));
        CalibratorChecks.Unit(confidences, nameof(confidences));
        (double a, double b, double c, bool converged) = new BetaFit(confidences, labels).Solve();
        return new BetaCalibration(a, b, c, converged);
    }

    /// <inheritdoc/>
    /// <remarks>Allocates nothing. Non-decreasing in the confidence to within a last place; NaN outside [0, 1].</remarks>
    public double Probability(double score)
    {
        if (!(score >= 0.0 && score <= 1.0))
        {
            return double.NaN;
        }

        double held = LogOddsCalibration.Hold(score);
        return Logistic.Probability((A * Math.Log(held)) - (B * Math.Log(1.0 - held)) + C);
    }

    void ISavedCalibrator.WriteMap(Utf8JsonWriter json)
    {
        CanonicalNumber.Write(json, "a", A);
        CanonicalNumber.Write(json, "b", B);
        CanonicalNumber.Write(json, "c", C);
        json.WriteBoolean("converged", Converged);
    }

    internal static BetaCalibration Read(CalibratorFields fields) =>
        new(fields.Number("a"), fields.Number("b"), fields.Number("c"), fields.Flag("converged"));

    private static double NotNegative(double value, string name)
    {
        if (!(value >= 0.0 && double.IsFinite(value)))
        {
            Guard.OutOfRange(name, "a finite number of at least 0", value);
        }

        return value;
    }
}
