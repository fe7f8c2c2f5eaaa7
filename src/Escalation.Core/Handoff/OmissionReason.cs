namespace Escalation.Handoff;

/// <summary>Why something is missing from a package.</summary>
public enum OmissionReason
{
    /// <summary>The package would have become too large.</summary>
    PackageLimit = 0,

    /// <summary>The conversation no longer kept it.</summary>
    NotRetained,

    /// <summary>It stands in the transcript that the package refers to.</summary>
    ByReference,
}
