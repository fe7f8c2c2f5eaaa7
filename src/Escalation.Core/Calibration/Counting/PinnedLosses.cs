namespace Escalation.Calibration.Counting;

/// <summary>A <see cref="LossColumn"/> whose memory is pinned, so that other threads may have it too.</summary>
/// <param name="kind">What the losses are.</param>
/// <param name="address">Where they begin.</param>
/// <param name="length">How many there are.</param>
internal readonly struct PinnedLosses(LossColumn.Kind kind, nint address, int length)
{
    /// <summary>The column; valid as long as the memory stays pinned.</summary>
    internal LossColumn Column => LossColumn.At(kind, address, length);
}
