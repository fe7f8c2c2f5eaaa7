namespace Quickstart;

/// <summary>What no probability of being right can show.</summary>
internal enum Hazard
{
    /// <summary>The agent repeats one tool call without progress.</summary>
    Loop,

    /// <summary>The request touches a topic that belongs to a person.</summary>
    SensitiveRequest,
}
