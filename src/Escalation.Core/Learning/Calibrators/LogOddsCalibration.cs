using System.Text.Json;

namespace Escalation.Learning.Calibrators;

/// <summary>Lets a map of log-odds, such as <see cref="PlattCalibration"/> or <see cref="TemperatureScaling"/>, take probabilities: <c>p -> map(ln(p / (1 - p)))</c>.</summary>
/// <remarks>
/// Probabilities within 1e-9 of 0 and 1 count as that far, so that certainty stays finite. Assumes that the inner map was fitted on log-odds made the same way, see <see cref="LogOdds"/>. When not to use it: around
/// a map that was fitted on probabilities, and for scores that are none. Immutable and safe for concurrent use.
/// </remarks>
public sealed class LogOddsCalibration : ISavedCalibrator
{
    internal const string Kind = "log-odds";

    private const double Clip = 1E-9;

    private readonly ISavedCalibrator _inner;
    private string? _fingerprint;

    /// <summary>Wraps a map of log-odds.</summary>
    /// <param name="map">The map: Platt's or a temperature.</param>
    /// <exception cref="ArgumentException">Thrown when it is a map of another kind.</exception>
    public LogOddsCalibration(IConfidenceCalibrator map)
    {
        ArgumentNullException.ThrowIfNull(map);
        _inner = map is PlattCalibration or TemperatureScaling ? (ISavedCalibrator)map : throw new ArgumentException($"map must be a Platt or temperature map, but is '{map.Name}'.", nameof(map));
    }

    /// <inheritdoc/>
    public string Name => Kind;

    /// <inheritdoc/>
    public string Fingerprint => _fingerprint ??= CalibratorJson.FingerprintOf(this);

    /// <summary>The map of log-odds.</summary>
    public IConfidenceCalibrator Map => _inner;

    /// <summary>The log-odds that the inner map gets.</summary>
    /// <param name="probability">A probability in [0, 1].</param>
    /// <returns><c>ln(p / (1 - p))</c> with p held within [1e-9, 1 - 1e-9]; NaN outside [0, 1].</returns>
    public static double LogOdds(double probability)
    {
        if (!(probability >= 0.0 && probability <= 1.0))
        {
            return double.NaN;
        }

        double held = Hold(probability);
        return Math.Log(held / (1.0 - held));
    }

    /// <inheritdoc/>
    /// <remarks>Allocates nothing; NaN outside [0, 1].</remarks>
    public double Probability(double score) => _inner.Probability(LogOdds(score));

    void ISavedCalibrator.WriteMap(Utf8JsonWriter json)
    {
        json.WriteString("kind", _inner.Name);
        json.WriteStartObject("map");
        _inner.WriteMap(json);
        json.WriteEndObject();
    }

    internal static double Hold(double probability) => Math.Clamp(probability, Clip, 1.0 - Clip);
}
