namespace Escalation.Calibration.RiskControl;

/// <summary>What came of a Learn-then-Test calibration.</summary>
public enum RiskVerdict
{
    /// <summary>Nothing is certified because each configuration has a risk with so few trials that no outcome of them could be rejected, at any share of the level. The default.</summary>
    InsufficientSamples = 0,

    /// <summary>Some risk passes at delta under no configuration, even tested alone.</summary>
    RiskTooHigh,

    /// <summary>Each risk passes under some configuration, but no configuration passes for all of them together.</summary>
    RisksIncompatible,

    /// <summary>Some configuration would pass alone, but the procedure did not get to it, or not with level enough.</summary>
    SequenceBlocked,

    /// <summary>At least one configuration is certified.</summary>
    Certified,
}
