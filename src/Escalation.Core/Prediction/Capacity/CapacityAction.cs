namespace Escalation.Prediction.Capacity;

/// <summary>What happens to an item when people's time is short. The default is the safe stop.</summary>
public enum CapacityAction
{
    /// <summary>Nobody can take over now: stop in a safe state.</summary>
    SafeStop = 0,

    /// <summary>A person takes over when one is free; nothing is carried out until then.</summary>
    Queue,

    /// <summary>A person takes over.</summary>
    Escalate,

    /// <summary>The agent acts: escalating would be worth its cost, or not even that, but not the price of the slot.</summary>
    Act,

    /// <summary>The decision asks for nobody's time and stands as it is.</summary>
    Unchanged,
}
