namespace Escalation.Decisions;

/// <summary>What a condition makes of a turn.</summary>
internal enum ConditionResult
{
    /// <summary>An attribute that is compared with a number is none. The default, which escalates.</summary>
    Malformed = 0,

    /// <summary>The attributes that would settle it are absent.</summary>
    Absent,

    /// <summary>It holds.</summary>
    Holds,

    /// <summary>It does not hold.</summary>
    Fails,
}
