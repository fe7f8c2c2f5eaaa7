namespace Escalation.Decisions;

/// <summary>What is guaranteed about a policy's decisions, and what lies outside. Immutable; made once when the policy is built.</summary>
public sealed class Guarantee
{
    private readonly int[] _triggers;

    internal Guarantee(GuaranteeScope scope, IReadOnlyList<string> certificateIds, IReadOnlyList<string> outside, params int[] triggers)
    {
        Scope = scope;
        CertificateIds = certificateIds;
        Outside = outside;
        _triggers = triggers;
        IsOfChangedPolicy = outside.Contains(GuaranteeFinder.ChangeName, StringComparer.Ordinal);
    }

    /// <summary>None, partial or full.</summary>
    public GuaranteeScope Scope { get; }

    /// <summary>The ids of the certificates behind the thresholds.</summary>
    public IReadOnlyList<string> CertificateIds { get; }

    /// <summary>What can change a decision beyond the certified thresholds: names of triggers, <c>cost rule</c>, <c>faults</c>.</summary>
    public IReadOnlyList<string> Outside { get; }

    /// <summary>No guarantee.</summary>
    public static Guarantee None { get; } = new(GuaranteeScope.None, [], []);

    /// <summary>Whether a certificate covered the whole policy as it was calibrated, and the policy has changed since.</summary>
    internal bool IsOfChangedPolicy { get; }

    /// <summary>The same promise with one more thing outside it.</summary>
    internal Guarantee Without(string outside) => new(GuaranteeScope.Partial, CertificateIds, [.. Outside, outside], _triggers);

    /// <summary>The index of the trigger whose threshold a certificate is of, or -1.</summary>
    internal int TriggerOf(string certificateId)
    {
        for (int i = 0; i < _triggers.Length; i++)
        {
            if (string.Equals(CertificateIds[i], certificateId, StringComparison.Ordinal))
            {
                return _triggers[i];
            }
        }

        return -1;
    }

    /// <inheritdoc/>
    public override string ToString() => Scope switch
    {
        GuaranteeScope.Full => $"certified by {string.Join(", ", CertificateIds)}",
        GuaranteeScope.Partial => $"certified by {string.Join(", ", CertificateIds)}, outside it: {string.Join(", ", Outside)}",
        _ => "not certified",
    };
}
