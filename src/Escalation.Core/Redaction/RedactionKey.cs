using System.Security.Cryptography;
using System.Text;

namespace Escalation.Redaction;

/// <summary>A secret key for hashed redaction, with the name that stands beside each hash so that keys can be changed.</summary>
/// <remarks>Immutable, safe for concurrent use. The secret is copied and never shown.</remarks>
public sealed class RedactionKey
{
    /// <summary>The fewest bytes of a secret.</summary>
    public const int MinimumLength = 16;

    /// <summary>Sixty-four bits: collisions stay unlikely up to billions of values.</summary>
    private const int HashLength = 8;

    private readonly byte[] _secret;

    /// <summary>Creates a key.</summary>
    /// <param name="id">The key's name; it stands in redacted texts.</param>
    /// <param name="secret">At least <see cref="MinimumLength"/> random bytes.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank or the secret is too short.</exception>
    public RedactionKey(string id, ReadOnlySpan<byte> secret)
    {
        Id = Guard.NotBlank(id);
        if (secret.Length < MinimumLength)
        {
            throw new ArgumentException($"secret must have at least {MinimumLength} bytes, but had {secret.Length}.", nameof(secret));
        }

        _secret = secret.ToArray();
    }

    /// <summary>The key's name.</summary>
    public string Id { get; }

    /// <summary>The first 64 bits of HMAC-SHA-256 over class and value, in lower-case hexadecimal digits.</summary>
    /// <param name="data">The class: equal values of different classes give different hashes.</param>
    /// <param name="value">The value, as it is to be compared.</param>
    internal string Hash(DataClass data, string value)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes($"{data.Code}\0{value}"), hash);
        return Convert.ToHexStringLower(hash[..HashLength]);
    }
}
