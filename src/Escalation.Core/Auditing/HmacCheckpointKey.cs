using System.Security.Cryptography;

namespace Escalation.Auditing;

/// <summary>HMAC-SHA256 under a shared secret: whoever can verify can also sign.</summary>
public sealed class HmacCheckpointKey : ICheckpointSigner, ICheckpointVerifier
{
    /// <summary>The least length of a secret in bytes.</summary>
    public const int MinimumSecretBytes = 16;

    private readonly byte[] _secret;

    /// <summary>Creates a key.</summary>
    /// <param name="keyId">Its name, a code, see <see cref="AuditCode.IsCode"/>.</param>
    /// <param name="secret">The secret, at least <see cref="MinimumSecretBytes"/>; copied.</param>
    /// <exception cref="ArgumentException">Thrown when the name is not a code or the secret is too short.</exception>
    public HmacCheckpointKey(string keyId, ReadOnlySpan<byte> secret)
    {
        KeyId = CheckpointKeyring.RequireKeyId(keyId);
        _secret = secret.Length >= MinimumSecretBytes ? secret.ToArray() : throw new ArgumentException($"secret must hold at least {MinimumSecretBytes} bytes, but holds {secret.Length}.", nameof(secret));
    }

    /// <inheritdoc cref="ICheckpointSigner.KeyId"/>
    public string KeyId { get; }

    /// <summary><c>HMAC-SHA256</c>.</summary>
    public string Algorithm => "HMAC-SHA256";

    /// <inheritdoc/>
    public byte[] Sign(ReadOnlySpan<byte> bytes) => HMACSHA256.HashData(_secret, bytes);

    /// <inheritdoc/>
    public bool Verify(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature) => CryptographicOperations.FixedTimeEquals(Sign(bytes), signature);
}
