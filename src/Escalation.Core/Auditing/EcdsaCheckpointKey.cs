using System.Security.Cryptography;

namespace Escalation.Auditing;

/// <summary>ECDSA with SHA-256 under a key pair: an auditor needs the public half only and cannot sign with it.</summary>
/// <remarks>Signatures have the form of IEEE P1363. Takes the key over: disposing this disposes it.</remarks>
public sealed class EcdsaCheckpointKey : ICheckpointSigner, ICheckpointVerifier, IDisposable
{
    private readonly Lock _gate = new();
    private readonly ECDsa _key;

    /// <summary>Creates a key.</summary>
    /// <param name="keyId">Its name, a code, see <see cref="AuditCode.IsCode"/>.</param>
    /// <param name="key">The key pair, or its public half for verifying only.</param>
    /// <exception cref="ArgumentException">Thrown when the name is not a code.</exception>
    public EcdsaCheckpointKey(string keyId, ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        KeyId = CheckpointKeyring.RequireKeyId(keyId);
        _key = key;
    }

    /// <inheritdoc cref="ICheckpointSigner.KeyId"/>
    public string KeyId { get; }

    /// <summary><c>ECDSA-SHA256</c>.</summary>
    public string Algorithm => "ECDSA-SHA256";

    /// <inheritdoc/>
    /// <exception cref="CryptographicException">Thrown when the key has no private half.</exception>
    public byte[] Sign(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            return _key.SignData(bytes, HashAlgorithmName.SHA256);
        }
    }

    /// <inheritdoc/>
    public bool Verify(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature)
    {
        lock (_gate)
        {
            return _key.VerifyData(bytes, signature, HashAlgorithmName.SHA256);
        }
    }

    /// <summary>Disposes the key.</summary>
    public void Dispose() => _key.Dispose();
}
