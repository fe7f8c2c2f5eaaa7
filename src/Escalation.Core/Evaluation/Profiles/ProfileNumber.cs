namespace Escalation.Evaluation.Profiles;

/// <summary>A number of a profile, or why there is none. Never NaN.</summary>
/// <param name="Value">The number, finite; null when the data do not define it.</param>
/// <param name="Note">Why it is null, or what to know about it; null when there is nothing to say.</param>
public readonly record struct ProfileNumber(double? Value, ProfileNote? Note)
{
    internal static ProfileNumber Missing(ProfileNote note) => new(null, note);

    /// <summary>A threshold, with a note when it lies outside [0, 1].</summary>
    internal static ProfileNumber Threshold(double value) => new(value, value > 1.0 ? ProfileNote.AboveOne : value < 0.0 ? ProfileNote.BelowZero : null);

    /// <summary>An accuracy, held in [0, 1].</summary>
    internal static ProfileNumber Accuracy(double value) => value > 1.0 ? new(1.0, ProfileNote.Clipped) : value < 0.0 ? new(0.0, ProfileNote.Clipped) : new(value, null);
}
