namespace Escalation.Calibration;

/// <summary>Where a sequence begins, by the number of acted items alone; labels play no part, so the choice spends no error (statistics of nested thresholds: the first one that acts on at least c items, c fixed in advance).</summary>
public enum SequenceStart
{
    /// <summary>At the strictest threshold that acts on at least twice the floor, the least count that its level can reject at all: the default, since it survives an early error.</summary>
    TwiceFloor = 0,

    /// <summary>At the strictest threshold that acts on at least the floor. That first test passes only without a single error.</summary>
    Floor,

    /// <summary>At the strictest threshold that acts on anything. It passes only where even a few acted items suffice, and otherwise blocks the sequence.</summary>
    Strictest,

    /// <summary>At the strictest threshold that acts on at least four times the floor: it survives more early errors and gives up the strictest thresholds for it.</summary>
    FourTimesFloor,
}
