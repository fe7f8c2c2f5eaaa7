namespace Escalation.Auditing;

/// <summary>What a checkpoint's signature says. The default is not to trust it.</summary>
public enum CheckpointTrust
{
    /// <summary>The key, or the way of signing, is unknown: the checkpoint proves nothing either way.</summary>
    Unverifiable = 0,

    /// <summary>The signature is not that of this checkpoint.</summary>
    Invalid,

    /// <summary>The signature is right.</summary>
    Valid,
}
