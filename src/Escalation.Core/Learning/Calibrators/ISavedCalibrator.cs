using System.Text.Json;

namespace Escalation.Learning.Calibrators;

/// <summary>A map that <see cref="CalibratorJson"/> knows how to save.</summary>
internal interface ISavedCalibrator : IConfidenceCalibrator
{
    /// <summary>Writes the members of the map's object, their names in ordinal order.</summary>
    void WriteMap(Utf8JsonWriter json);
}
