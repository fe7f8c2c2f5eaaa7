using System.Security.Cryptography;
using System.Text;

namespace Escalation.Auditing;

/// <summary>The hash chain's hash.</summary>
/// <remarks>
/// A record is one line of UTF-8. Its hash is SHA-256 over exactly the bytes of the line with the last member, <c>,"hash":"..."</c>, taken out, so over
/// <c>{"v":1,...,"previous":"..."}</c>; no line end. It is written as 64 lower-case hex digits. The first record's <c>previous</c> is 64 zeros.
/// </remarks>
public static class AuditHash
{
    /// <summary>What the first record names as the one before: 64 zeros.</summary>
    public const string Genesis = "0000000000000000000000000000000000000000000000000000000000000000";

    private const int HashDigits = 64;

    /// <summary>SHA-256 of a text's UTF-8 form as 64 lower-case hex digits. Short texts can be guessed from it: it identifies, it does not conceal.</summary>
    /// <param name="text">The text.</param>
    public static string OfText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Of(Encoding.UTF8.GetBytes(text));
    }

    internal static string Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return Convert.ToHexStringLower(hash);
    }

    internal static bool IsHash(string? text)
    {
        if (text is not { Length: HashDigits })
        {
            return false;
        }

        foreach (char c in text)
        {
            if (!char.IsAsciiHexDigitLower(c))
            {
                return false;
            }
        }

        return true;
    }
}
