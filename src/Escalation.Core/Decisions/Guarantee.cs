namespace Escalation.Decisions;

/// <summary>What is guaranteed about a policy's decisions, and what lies outside. Immutable; made once when the policy is built.</summary>
public sealed class Guarantee
{
    internal Guarantee(GuaranteeScope scope, IReadOnlyList<string> certificateIds, IReadOnlyList<string> outside)
    {
        Scope = scope;
        CertificateIds = certificateIds;
        Outside = outside;
    }

    /// <summary>None, partial or full.</summary>
    public GuaranteeScope Scope { get; }

    /// <summary>The ids of the certificates behind the thresholds.</summary>
    public IReadOnlyList<string> CertificateIds { get; }

    /// <summary>What can change a decision beyond the certified thresholds: names of triggers, <c>cost rule</c>, <c>faults</c>.</summary>
    public IReadOnlyList<string> Outside { get; }

    /// <summary>No guarantee.</summary>
    public static Guarantee None { get; } = new(GuaranteeScope.None, [], []);

    /// <inheritdoc/>
    public override string ToString() => Scope switch
    {
        GuaranteeScope.Full => $"certified by {string.Join(", ", CertificateIds)}",
        GuaranteeScope.Partial => $"certified by {string.Join(", ", CertificateIds)}, outside it: {string.Join(", ", Outside)}",
        _ => "not certified",
    };
}
