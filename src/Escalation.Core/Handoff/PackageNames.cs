using Escalation.Decisions;
using Escalation.Redaction;

namespace Escalation.Handoff;

/// <summary>The names of enum members in a package's JSON, in the order of their values.</summary>
internal static class PackageNames
{
    private const int LowestPriority = (int)Priority.Low;
    private const int LowestSeverity = (int)Severity.Low;

    private static readonly string[] Kinds = ["fault", "missing", "not-applicable", "value"];
    private static readonly string[] Scopes = ["none", "partial", "full"];
    private static readonly string[] Priorities = ["low", "normal", "high", "urgent"];
    private static readonly string[] Omissions = ["package-limit", "not-retained", "by-reference"];
    private static readonly string[] Severities = ["low", "moderate", "high", "critical"];
    private static readonly string[] Methods = ["erase", "mask", "hash"];

    internal static string Of(SignalKind kind) => Kinds[(int)kind];

    internal static string Of(GuaranteeScope scope) => Scopes[(int)scope];

    internal static string Of(Priority priority) => Priorities[(int)priority - LowestPriority];

    internal static string Of(OmissionReason reason) => Omissions[(int)reason];

    internal static string Of(Severity severity) => Severities[(int)severity - LowestSeverity];

    internal static string Of(RedactionMethod method) => Methods[(int)method];

    internal static Severity SeverityOf(string name) => (Severity)(Index(Severities, name, "severity") + LowestSeverity);

    internal static RedactionMethod Method(string name) => (RedactionMethod)Index(Methods, name, "method of redaction");

    internal static SignalKind Kind(string name) => (SignalKind)Index(Kinds, name, "kind of signal");

    internal static GuaranteeScope Scope(string name) => (GuaranteeScope)Index(Scopes, name, "scope");

    internal static Priority PriorityOf(string name) => (Priority)(Index(Priorities, name, "priority") + LowestPriority);

    internal static OmissionReason Omission(string name) => (OmissionReason)Index(Omissions, name, "reason for an omission");

    internal static DecisionOutcome Outcome(string name) => DecisionOutcomeNames.TryParse(name, out DecisionOutcome outcome)
        ? outcome
        : throw Unknown("outcome");

    private static int Index(string[] names, string name, string what) => Array.IndexOf(names, name) is var index && index >= 0
        ? index
        : throw Unknown(what);

    /// <summary>Without the name: a document that is not ours may hold anything there, and messages of exceptions are logged.</summary>
    private static FormatException Unknown(string what) => new($"The package names an unknown {what}.");
}
