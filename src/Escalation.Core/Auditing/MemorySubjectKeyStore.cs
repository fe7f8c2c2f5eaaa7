using System.Security.Cryptography;

namespace Escalation.Auditing;

/// <summary>Keys in memory, gone with the process: for tests, and as the model of a store in a database or a vault.</summary>
public sealed class MemorySubjectKeyStore : ISubjectKeyStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (SubjectKey Key, byte[] Secret)> _bySubject = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SubjectKey> _byId = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<SubjectKey> GetOrCreateAsync(string subject, CancellationToken cancellationToken = default)
    {
        Guard.NotBlank(subject);
        lock (_gate)
        {
            if (_bySubject.TryGetValue(subject, out (SubjectKey Key, byte[] Secret) known))
            {
                return ValueTask.FromResult(known.Key);
            }

            byte[] secret = RandomNumberGenerator.GetBytes(SubjectKey.SecretBytes);
            var key = new SubjectKey(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), secret);
            _bySubject.Add(subject, (key, secret));
            _byId.Add(key.KeyId, key);
            return ValueTask.FromResult(key);
        }
    }

    /// <inheritdoc/>
    public ValueTask<SubjectKey?> FindAsync(string keyId, CancellationToken cancellationToken = default)
    {
        Guard.NotBlank(keyId);
        lock (_gate)
        {
            return ValueTask.FromResult(_byId.GetValueOrDefault(keyId));
        }
    }

    /// <inheritdoc/>
    public ValueTask<string?> EraseAsync(string subject, CancellationToken cancellationToken = default)
    {
        Guard.NotBlank(subject);
        lock (_gate)
        {
            if (!_bySubject.Remove(subject, out (SubjectKey Key, byte[] Secret) known))
            {
                return ValueTask.FromResult<string?>(null);
            }

            _byId.Remove(known.Key.KeyId);
            CryptographicOperations.ZeroMemory(known.Secret);
            return ValueTask.FromResult<string?>(known.Key.KeyId);
        }
    }
}
