namespace Escalation.Auditing;

/// <summary>Keeps content out of the audit log where a short machine-readable code belongs.</summary>
public static class AuditCode
{
    /// <summary>The longest code.</summary>
    public const int MaximumLength = 128;

    /// <summary>What stands in the log for a text that is not a code.</summary>
    public const string Withheld = "withheld";

    /// <summary>Whether a text is a code: 1 to <see cref="MaximumLength"/> ASCII letters, digits, hyphens, dots, underscores, plus signs and backquotes (as in the names of types).</summary>
    /// <param name="text">The text.</param>
    public static bool IsCode(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > MaximumLength)
        {
            return false;
        }

        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.' or '_' or '+' or '`'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The text when it is a code, else <see cref="Withheld"/>; null stays null.</summary>
    /// <param name="text">The text.</param>
    public static string? Keep(string? text) => text is null || IsCode(text) ? text : Withheld;
}
