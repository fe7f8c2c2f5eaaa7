namespace Escalation.Decisions;

/// <summary>How far a certificate's promise reaches over a decision.</summary>
public enum GuaranteeScope
{
    /// <summary>No certificate stands behind it. The default.</summary>
    None = 0,

    /// <summary>A certificate covers a part of the policy; the rest is named.</summary>
    Partial,

    /// <summary>The certificate covers the final decision.</summary>
    Full,
}
