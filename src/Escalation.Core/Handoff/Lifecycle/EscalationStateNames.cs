namespace Escalation.Handoff.Lifecycle;

/// <summary>The codes of states and events.</summary>
internal static class EscalationStateNames
{
    private static readonly string[] States = ["requested", "accepted", "declined", "failed", "timed-out", "resolved", "handed-back", "abandoned"];
    private static readonly string[] Kinds = ["requested", "delivered", "reminded", "accepted", "declined", "failed", "timed-out", "rerouted", "resolved", "handed-back", "abandoned"];

    internal static string Of(EscalationState state) => States[(int)state];

    internal static string Of(EscalationEventKind kind) => Kinds[(int)kind];

    internal static EscalationEventKind KindOf(string name) => Array.IndexOf(Kinds, name) is var index && index >= 0
        ? (EscalationEventKind)index
        : throw new FormatException($"Unknown kind of event '{name}'.");
}
