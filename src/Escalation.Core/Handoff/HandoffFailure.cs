namespace Escalation.Handoff;

/// <summary>Why a package was not handed over.</summary>
public enum HandoffFailure
{
    /// <summary>The channel failed in a way of its own; whether the package arrived is unknown. Sending it again is safe.</summary>
    Unknown = 0,

    /// <summary>There was no room until the caller gave up.</summary>
    Full,

    /// <summary>The channel takes no more packages.</summary>
    Closed,

    /// <summary>The channel did not answer in time; whether the package arrived is unknown. Sending it again is safe.</summary>
    TimedOut,

    /// <summary>Another package came under the same id.</summary>
    Conflict,

    /// <summary>The channel answered with the receipt of another escalation or another queue; whether the package arrived is unknown. Sending it again is safe.</summary>
    WrongReceipt,
}
