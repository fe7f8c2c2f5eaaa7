namespace Escalation.Auditing;

/// <summary>Signs checkpoints. Safe for concurrent use.</summary>
public interface ICheckpointSigner
{
    /// <summary>Names the key; it stands in every checkpoint, so that a verifier knows which key to use after a change of keys.</summary>
    string KeyId { get; }

    /// <summary>Names the way of signing.</summary>
    string Algorithm { get; }

    /// <summary>Signs bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    byte[] Sign(ReadOnlySpan<byte> bytes);
}
