using System.Globalization;

namespace Escalation.Triggers.Sensitivity;

/// <summary>Undoes the escapes that strings in JSON have: arguments and results of tools are JSON more often than not, and serialisers write what is not ASCII as <c>\u00e4</c>.</summary>
/// <remarks>One level: JSON inside a string of JSON stays as it is. A backslash before anything else stays too. Linear, pure.</remarks>
internal static class JsonEscapes
{
    private const int UnicodeLength = 4;

    /// <summary>Writes the text with its escapes undone; never longer than the text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="escape">Where its first backslash is.</param>
    /// <param name="undone">Receives the text; as long as it.</param>
    /// <returns>The number of characters written.</returns>
    internal static int Undo(ReadOnlySpan<char> text, int escape, Span<char> undone)
    {
        text[..escape].CopyTo(undone);
        int count = escape;
        for (int at = escape; at < text.Length; at++)
        {
            char c = text[at];
            if (c == '\\' && at + 1 < text.Length && TryUndo(text[(at + 1)..], out char meant, out int length))
            {
                c = meant;
                at += length;
            }

            undone[count++] = c;
        }

        return count;
    }

    private static bool TryUndo(ReadOnlySpan<char> behind, out char meant, out int length)
    {
        length = 1;
        if (behind[0] == 'u' && behind.Length > UnicodeLength && ushort.TryParse(behind.Slice(1, UnicodeLength), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
        {
            (meant, length) = ((char)code, 1 + UnicodeLength);
            return true;
        }

        meant = behind[0] switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'b' => '\b',
            'f' => '\f',
            '"' or '\\' or '/' => behind[0],
            _ => '\0',
        };
        return meant != '\0';
    }
}
