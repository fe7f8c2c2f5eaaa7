namespace Escalation.Calibration;

/// <summary>Where a fixed sequence begins, by the number of acted items alone; labels play no part, so the choice spends no error (statistics of nested thresholds: the first one that acts on at least c items, c fixed in advance).</summary>
public enum SequenceStart
{
    /// <summary>At the strictest threshold that acts on at least twice the floor: the default, since it survives an early error.</summary>
    TwiceFloor = 0,

    /// <summary>At the strictest threshold that acts on at least the floor, the least count that can be rejected at all. That first test passes only without a single error.</summary>
    Floor,

    /// <summary>At the strictest threshold that acts on anything. It passes only where even a few acted items suffice, and otherwise blocks the sequence.</summary>
    Strictest,
}
