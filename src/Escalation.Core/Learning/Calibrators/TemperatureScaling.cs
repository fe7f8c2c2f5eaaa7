using System.Text.Json;

namespace Escalation.Learning.Calibrators;

/// <summary>One parameter for log-odds that are too extreme or too timid: <c>p = 1 / (1 + exp(-z / T))</c>, T above 0.</summary>
/// <remarks>
/// <para>
/// T is where the mean log loss is least. T above 1 takes confidence away, T below 1 adds some; the ranking stays, and so does a score of 0 at one half. Source: Guo et al., ICML 2017.
/// </para>
/// <para>
/// Assumes that the log-odds are wrong by one factor alone. When not to use it: on probabilities (take log-odds, or wrap it in <see cref="LogOddsCalibration"/>); where confidence is off by a
/// shift, as that of the best of several answers often is, <see cref="PlattCalibration"/> has the parameter for it; where a score of 0 does not mean one half.
/// </para>
/// <para>Immutable and safe for concurrent use.</para>
/// </remarks>
public sealed class TemperatureScaling : ISavedCalibrator
{
    internal const string Kind = "temperature";

    private string? _fingerprint;

    private TemperatureScaling(double inverse, bool converged)
    {
        Inverse = inverse;
        Converged = converged;
    }

    /// <inheritdoc/>
    public string Name => Kind;

    /// <inheritdoc/>
    public string Fingerprint => _fingerprint ??= CalibratorJson.FingerprintOf(this);

    /// <summary>T, above 0; infinite when high scores were no more often right than low ones and every probability is one half.</summary>
    public double Temperature => 1.0 / Inverse;

    /// <summary><c>1 / T</c>, at least 0: what log-odds are multiplied with.</summary>
    public double Inverse { get; }

    /// <summary>Whether the fit reached its optimum; true of a given temperature.</summary>
    public bool Converged { get; }

    /// <summary>Creates a map of a known temperature.</summary>
    /// <param name="temperature">T; finite, above 0 and with a finite inverse.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when it is not.</exception>
    public static TemperatureScaling FromTemperature(double temperature) =>
        double.IsFinite(1.0 / Guard.Positive(temperature)) ? new TemperatureScaling(1.0 / temperature, converged: true) : throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "temperature must have a finite inverse.");

    /// <summary>Fits T. Linear in the rows for each of some ten to sixty steps.</summary>
    /// <param name="logOdds">Finite log-odds, at least one.</param>
    /// <param name="labels">Whether each was right; as many.</param>
    /// <returns>
    /// The map. When no row contradicts the sign of its log-odds, no T above 0 is the best; labels are then taken as Platt's targets, <c>(N1 + 1) / (N1 + 2)</c> and <c>1 / (N0 + 2)</c>. When the sign
    /// says nothing, T is infinite. When every score is 0, T is free and 1.
    /// </returns>
    /// <exception cref="ArgumentException">Thrown when the lengths disagree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when there is no score or one is not finite, with the index of the first.</exception>
    public static TemperatureScaling Fit(ReadOnlySpan<double> logOdds, ReadOnlySpan<bool> labels)
    {
        CalibratorChecks.Rows(logOdds, labels);
        double largest = 0.0;
        foreach (double z in logOdds)
        {
            largest = Math.Max(largest, Math.Abs(z));
        }

        if (largest == 0.0)
        {
            return new TemperatureScaling(1.0, converged: true);
        }

        // In units of the largest score nothing overflows; a subnormal unit has no finite inverse and counts as 0.
        (double inverse, bool converged) = new TemperatureLoss(logOdds, labels, largest).Minimise();
        double scaled = inverse / largest;
        return double.IsFinite(scaled) ? new TemperatureScaling(scaled, converged) : new TemperatureScaling(1.0, converged: false);
    }

    /// <inheritdoc/>
    /// <remarks>Allocates nothing. Non-decreasing in the score to within a last place.</remarks>
    public double Probability(double score) => double.IsFinite(score) ? Logistic.Probability(Inverse * score) : double.NaN;

    void ISavedCalibrator.WriteMap(Utf8JsonWriter json)
    {
        json.WriteBoolean("converged", Converged);
        CanonicalNumber.Write(json, "inverse", Inverse);
    }

    internal static TemperatureScaling Read(CalibratorFields fields)
    {
        bool converged = fields.Flag("converged");
        double inverse = fields.Number("inverse");
        return inverse >= 0.0 ? new TemperatureScaling(inverse, converged) : throw fields.Fault("inverse", "must be at least 0");
    }
}
