using System.Buffers;

namespace Escalation.Redaction;

/// <summary>How a number of fixed length is recognised.</summary>
internal sealed class NumberRule
{
    /// <summary>Creates a rule.</summary>
    /// <param name="kind">The kind of number.</param>
    /// <param name="length">The number of digits.</param>
    /// <param name="check">Whether digits can be such a number.</param>
    /// <param name="layouts">How it is usually written: <c>d</c> for a digit, other characters as they stand.</param>
    /// <param name="laidOut">The confidence when it is written so.</param>
    /// <param name="bare">The confidence when it is written without separators; other ways do not count.</param>
    /// <param name="context">Words that make it likely when they stand nearby.</param>
    internal NumberRule(string kind, int length, NumberCheck check, string[] layouts, double laidOut, double bare, params string[] context)
    {
        Kind = kind;
        Length = length;
        Check = check;
        Layouts = layouts;
        LaidOut = laidOut;
        Bare = bare;
        Context = SearchValues.Create(context, StringComparison.OrdinalIgnoreCase);
    }

    internal delegate bool NumberCheck(ReadOnlySpan<byte> digits);

    internal string Kind { get; }

    internal int Length { get; }

    internal NumberCheck Check { get; }

    internal string[] Layouts { get; }

    internal double LaidOut { get; }

    internal double Bare { get; }

    internal SearchValues<string> Context { get; }

    /// <summary>The confidence from the way it is written, 0 when it is not written like this.</summary>
    internal double Shape(ReadOnlySpan<char> written)
    {
        if (written.Length == Length)
        {
            return Bare;
        }

        foreach (string layout in Layouts)
        {
            if (Fits(written, layout))
            {
                return LaidOut;
            }
        }

        return 0;
    }

    private static bool Fits(ReadOnlySpan<char> written, string layout)
    {
        if (written.Length != layout.Length)
        {
            return false;
        }

        for (int i = 0; i < layout.Length; i++)
        {
            if (layout[i] == 'd' ? !char.IsAsciiDigit(written[i]) : written[i] != layout[i])
            {
                return false;
            }
        }

        return true;
    }
}
