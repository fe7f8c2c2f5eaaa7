namespace Escalation.Calibration;

/// <summary>What counts as one independent draw.</summary>
public enum CertificateUnit
{
    /// <summary>Each item is a draw of its own.</summary>
    Item = 0,

    /// <summary>Items hang together in clusters, such as the turns of one conversation, and each cluster is one draw.</summary>
    Cluster,
}
