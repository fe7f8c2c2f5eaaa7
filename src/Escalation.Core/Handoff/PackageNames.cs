using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>The names of enum members in a package's JSON, in the order of their values.</summary>
internal static class PackageNames
{
    private const int LowestPriority = (int)Priority.Low;

    private static readonly string[] Kinds = ["fault", "missing", "not-applicable", "value"];
    private static readonly string[] Scopes = ["none", "partial", "full"];
    private static readonly string[] Priorities = ["low", "normal", "high", "urgent"];
    private static readonly string[] Omissions = ["package-limit", "not-retained"];

    internal static string Of(SignalKind kind) => Kinds[(int)kind];

    internal static string Of(GuaranteeScope scope) => Scopes[(int)scope];

    internal static string Of(Priority priority) => Priorities[(int)priority - LowestPriority];

    internal static string Of(OmissionReason reason) => Omissions[(int)reason];

    internal static SignalKind Kind(string name) => (SignalKind)Index(Kinds, name, "kind of signal");

    internal static GuaranteeScope Scope(string name) => (GuaranteeScope)Index(Scopes, name, "scope");

    internal static Priority PriorityOf(string name) => (Priority)(Index(Priorities, name, "priority") + LowestPriority);

    internal static OmissionReason Omission(string name) => (OmissionReason)Index(Omissions, name, "reason for an omission");

    internal static DecisionOutcome Outcome(string name) => DecisionOutcomeNames.TryParse(name, out DecisionOutcome outcome)
        ? outcome
        : throw new FormatException($"Unknown outcome '{name}'.");

    private static int Index(string[] names, string name, string what) => Array.IndexOf(names, name) is var index && index >= 0
        ? index
        : throw new FormatException($"Unknown {what} '{name}'.");
}
