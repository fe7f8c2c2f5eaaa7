namespace Escalation.Decisions;

/// <summary>Why a signal is held back or lowered.</summary>
internal enum Restraint
{
    /// <summary>It is not.</summary>
    None = 0,

    /// <summary>The trigger's budget is spent.</summary>
    Budget,

    /// <summary>A person has dealt with as much a short while ago.</summary>
    CoolDown,
}
