namespace Escalation.Prediction.Capacity;

/// <summary>What becomes of an item that needs a person when no slot is left. Acting is not among the choices.</summary>
public enum CapacityOverflow
{
    /// <summary>It waits for a person, and takes a slot of the time to come.</summary>
    Queue = 0,

    /// <summary>It stops in a safe state, and takes no slot.</summary>
    SafeStop,
}
