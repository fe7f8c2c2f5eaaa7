using System.Globalization;

namespace Escalation.Experiments.Calibration;

/// <summary>One figure.</summary>
/// <param name="Data">The data set.</param>
/// <param name="Figure">What was measured.</param>
/// <param name="Value">The value.</param>
/// <param name="Reference">What is known of it from elsewhere, or null.</param>
/// <param name="Least">The least value that is promised, or null.</param>
/// <param name="Most">The greatest value that is promised, or null.</param>
internal sealed record CalibrationRow(string Data, string Figure, double Value, string? Reference = null, double? Least = null, double? Most = null)
{
    /// <summary>Whether the value keeps the promise; NaN does not.</summary>
    internal bool MeetsBar => !double.IsNaN(Value) && (Least is not { } least || Value >= least) && (Most is not { } most || Value <= most);

    /// <summary>A figure that was measured elsewhere and must come out again to half a unit of its last digit.</summary>
    internal static CalibrationRow Known(string data, string figure, double value, double reference, double half) =>
        new(data, figure, value, reference.ToString(CultureInfo.InvariantCulture), reference - half, reference + half);
}
