namespace Escalation.Triggers.Loops;

/// <summary>Reads Markdown character by character, however the stream is cut, and tells where a block begins that repeats by nature.</summary>
/// <remarks>Lists, tables, headings and quotes are told by what their lines begin with, code fences by three backticks anywhere. A mutable value of two numbers; allocates nothing.</remarks>
internal struct MarkdownLines
{
    private const int FenceLength = 3;

    /// <summary>What the line is so far.</summary>
    internal MarkdownLine Line { get; private set; }

    /// <summary>How many backticks stand at the end; more than three count as three.</summary>
    internal int Backticks { get; private set; }

    /// <summary>Whether the text is inside a code fence.</summary>
    internal bool InFence { get; private set; }

    /// <summary>Reads on.</summary>
    /// <param name="c">The next character.</param>
    /// <returns>Whether it completes the marker of a block, or opens or closes a fence.</returns>
    internal bool Read(char c)
    {
        if (c == '`')
        {
            Line = MarkdownLine.Text;
            Backticks = Math.Min(Backticks + 1, FenceLength + 1);
            InFence ^= Backticks == FenceLength;
            return Backticks == FenceLength;
        }

        Backticks = 0;
        MarkdownLine before = Line;
        Line = Next(before, c);
        return !InFence && IsMarker(before, c);
    }

    /// <summary>Puts back what the properties showed.</summary>
    /// <exception cref="FormatException">Thrown when no text leads there.</exception>
    internal void Restore(MarkdownLine line, int backticks, bool inFence)
    {
        if (!Enum.IsDefined(line) || backticks is < 0 or > FenceLength + 1 || (backticks > 0 && line != MarkdownLine.Text))
        {
            throw new FormatException($"No Markdown has a line of kind {line} with {backticks} backticks.");
        }

        (Line, Backticks, InFence) = (line, backticks, inFence);
    }

    private static bool IsMarker(MarkdownLine line, char c) => line switch
    {
        MarkdownLine.Pipe => c == '|',
        MarkdownLine.Hash or MarkdownLine.Bullet or MarkdownLine.Dot or MarkdownLine.Angle => c is not ('\n' or '\r') && char.IsWhiteSpace(c),
        _ => false,
    };

    private static MarkdownLine Next(MarkdownLine line, char c) => c is '\n' or '\r' ? MarkdownLine.Start : line switch
    {
        MarkdownLine.Start => char.IsWhiteSpace(c) ? MarkdownLine.Start : First(c),
        MarkdownLine.Hash when c == '#' => MarkdownLine.Hash,
        MarkdownLine.Number when char.IsAsciiDigit(c) => MarkdownLine.Number,
        MarkdownLine.Number when c is '.' or ')' => MarkdownLine.Dot,
        MarkdownLine.Pipe when c != '|' => MarkdownLine.Pipe,
        _ => MarkdownLine.Text,
    };

    private static MarkdownLine First(char c) => c switch
    {
        '#' => MarkdownLine.Hash,
        '-' or '*' or '+' => MarkdownLine.Bullet,
        '|' => MarkdownLine.Pipe,
        '>' => MarkdownLine.Angle,
        >= '0' and <= '9' => MarkdownLine.Number,
        _ => MarkdownLine.Text,
    };
}
