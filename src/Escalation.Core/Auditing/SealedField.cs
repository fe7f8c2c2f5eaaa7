using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Escalation.Auditing;

/// <summary>A personal field as an audit log may hold it: encrypted with AES-256-GCM under the person's own key, and bound to its place.</summary>
/// <remarks>
/// In the log it is the object <c>{"keyId":"...","sealed":"..."}</c>: Base64 of nonce (12 bytes), ciphertext and tag (16 bytes). The authenticated data are the UTF-8
/// bytes of the place. The chain's hash covers the sealed bytes, so erasing the key leaves a log that verifies and a field that nobody reads. The length of the text shows.
/// </remarks>
/// <param name="KeyId">Which key.</param>
/// <param name="Sealed">Nonce, ciphertext and tag in Base64.</param>
public sealed record SealedField(string KeyId, string Sealed)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Seals a text.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="subject">The person whom the text concerns.</param>
    /// <param name="place">Where it will stand, for example the record's id and the field's name: a sealed field moved elsewhere does not open.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async ValueTask<SealedField> SealAsync(ISubjectKeyStore keys, string subject, string place, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(text);
        SubjectKey key = await keys.GetOrCreateAsync(Guard.NotBlank(subject), cancellationToken).ConfigureAwait(false);
        return new SealedField(key.KeyId, Convert.ToBase64String(Encrypt(key, Guard.NotBlank(place), text)));
    }

    /// <summary>Opens the field.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The text; null when the key was erased.</returns>
    /// <exception cref="CryptographicException">Thrown when the field was changed, or belongs to another place.</exception>
    public async ValueTask<string?> OpenAsync(ISubjectKeyStore keys, string place, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        SubjectKey? key = await keys.FindAsync(KeyId, cancellationToken).ConfigureAwait(false);
        return key is null ? null : Decrypt(key, Guard.NotBlank(place));
    }

    /// <summary>Writes the field as a member of a record's data.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="name">The member's name.</param>
    public void Write(Utf8JsonWriter writer, string name)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject(name);
        writer.WriteString("keyId", KeyId);
        writer.WriteString("sealed", Sealed);
        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="json">The member's value.</param>
    /// <exception cref="FormatException">Thrown when the value is not a sealed field.</exception>
    public static SealedField Read(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("keyId", out JsonElement keyId) && keyId.ValueKind == JsonValueKind.String
        && json.TryGetProperty("sealed", out JsonElement sealedText) && sealedText.ValueKind == JsonValueKind.String
            ? new SealedField(keyId.GetString()!, sealedText.GetString()!)
            : throw new FormatException("Not a sealed field.");

    private static byte[] Encrypt(SubjectKey key, string place, string text)
    {
        byte[] plain = Encoding.UTF8.GetBytes(text);
        byte[] bytes = new byte[NonceBytes + plain.Length + TagBytes];
        Span<byte> nonce = bytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key.Secret.Span, TagBytes);
        aes.Encrypt(nonce, plain, bytes.AsSpan(NonceBytes, plain.Length), bytes.AsSpan(NonceBytes + plain.Length), Encoding.UTF8.GetBytes(place));
        return bytes;
    }

    private string Decrypt(SubjectKey key, string place)
    {
        Span<byte> bytes = new byte[Sealed.Length];
        if (!Convert.TryFromBase64String(Sealed, bytes, out int length) || length < NonceBytes + TagBytes)
        {
            throw new CryptographicException("The sealed field was changed.");
        }

        bytes = bytes[..length];
        byte[] plain = new byte[length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key.Secret.Span, TagBytes);
        aes.Decrypt(bytes[..NonceBytes], bytes[NonceBytes..^TagBytes], bytes[^TagBytes..], plain, Encoding.UTF8.GetBytes(place));
        return Encoding.UTF8.GetString(plain);
    }
}
