namespace Escalation.Auditing;

/// <summary>Checks the signatures of one key. Safe for concurrent use.</summary>
public interface ICheckpointVerifier
{
    /// <summary>Names the key.</summary>
    string KeyId { get; }

    /// <summary>Names the way of signing; a checkpoint that names another is not verified with this key.</summary>
    string Algorithm { get; }

    /// <summary>Whether a signature is that of the bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="signature">The signature.</param>
    bool Verify(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature);
}
