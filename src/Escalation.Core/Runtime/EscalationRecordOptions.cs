using Escalation.Auditing;
using Escalation.Redaction;

namespace Escalation.Runtime;

/// <summary>How the people who work on escalations stand in the audit log. Unless said, they do not: their member reads <c>withheld</c>.</summary>
public sealed record EscalationRecordOptions
{
    /// <summary>Makes a pseudonym of each person, the same in every record: a keyed hash. Null for none.</summary>
    public RedactionKey? ActorKey { get; init; }

    /// <summary>Seals each person's id under the person's own key, so that erasing the key erases it. Null seals none.</summary>
    public ISubjectKeyStore? Identities { get; init; }
}
