using System.Globalization;

namespace Escalation.Decisions;

/// <summary>A file that belongs to a turn, by reference: the library never reads it.</summary>
/// <param name="Name">Its name, as the user knows it.</param>
/// <param name="MediaType">Its media type, for example <c>image/png</c>.</param>
/// <param name="Location">Where it is, an absolute URI; null when nobody may know or it is not kept.</param>
public sealed record AttachmentReference(string Name, string MediaType, Uri? Location = null)
{
    private const int HashDigits = 64;

    /// <summary>Its size in bytes, at least 0; null when unknown.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the size is negative.</exception>
    public long? Size
    {
        get;
        init => field = value is not < 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, string.Create(CultureInfo.InvariantCulture, $"Size must be at least 0, but was {value}."));
    }

    /// <summary>The SHA-256 of its bytes as 64 lower-case hex digits; null when unknown.</summary>
    /// <exception cref="ArgumentException">Thrown when the value is not such a hash.</exception>
    public string? Sha256
    {
        get;
        init => field = value is null || IsHash(value)
            ? value
            : throw new ArgumentException($"Sha256 must be {HashDigits} lower-case hex digits, but has {value.Length} characters.", nameof(value));
    }

    internal static bool IsHash(string text) => text.Length == HashDigits && text.All(char.IsAsciiHexDigitLower);
}
