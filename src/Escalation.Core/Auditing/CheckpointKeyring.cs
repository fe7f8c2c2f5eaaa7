namespace Escalation.Auditing;

/// <summary>The keys that a verifier knows, former ones included. Immutable.</summary>
public sealed class CheckpointKeyring
{
    private readonly Dictionary<string, ICheckpointVerifier> _keys = new(StringComparer.Ordinal);

    /// <summary>Creates a keyring.</summary>
    /// <param name="keys">The keys.</param>
    /// <exception cref="ArgumentException">Thrown when two keys have one name.</exception>
    public CheckpointKeyring(params IReadOnlyList<ICheckpointVerifier> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        foreach (ICheckpointVerifier key in keys)
        {
            if (!_keys.TryAdd(key.KeyId, key))
            {
                throw new ArgumentException($"Two keys are named '{key.KeyId}'.", nameof(keys));
            }
        }
    }

    /// <summary>Checks a checkpoint's signature.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    public CheckpointTrust Verify(SignedCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        if (!_keys.TryGetValue(checkpoint.KeyId, out ICheckpointVerifier? key) || !string.Equals(key.Algorithm, checkpoint.Algorithm, StringComparison.Ordinal))
        {
            return CheckpointTrust.Unverifiable;
        }

        try
        {
            return key.Verify(checkpoint.SignedBytes(), Convert.FromHexString(checkpoint.Signature)) ? CheckpointTrust.Valid : CheckpointTrust.Invalid;
        }
        catch (FormatException)
        {
            return CheckpointTrust.Invalid;
        }
    }

    /// <summary>A key's name goes into signed text, line by line.</summary>
    internal static string RequireKeyId(string keyId) => AuditCode.IsCode(keyId)
        ? keyId
        : throw new ArgumentException($"keyId must be 1 to {AuditCode.MaximumLength} letters, digits, hyphens, dots and underscores, but was '{keyId}'.", nameof(keyId));
}
