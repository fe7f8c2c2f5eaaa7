using System.Diagnostics.CodeAnalysis;

namespace Escalation.Calibration;

/// <summary>Checks of hashes written in lowercase hexadecimal digits.</summary>
internal static class Hex
{
    private const int Sha256Digits = 64;

    internal static bool IsLower(string text, int digits) => text.Length == digits && text.All(char.IsAsciiHexDigitLower);

    internal static bool IsSha256(string text) => IsLower(text, Sha256Digits);

    [return: NotNullIfNotNull(nameof(value))]
    internal static string? RequireSha256(string? value, string name) => value is null || IsSha256(value)
        ? value
        : throw new ArgumentException($"{name} must be {Sha256Digits} lowercase hexadecimal digits, but was '{value}'.", name);
}
