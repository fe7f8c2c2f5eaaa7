namespace Escalation.Triggers.Loops;

/// <summary>Looks for a block of 50 characters that streamed text repeats: seen often, on average at most 250 apart, with few distinct texts between.</summary>
/// <remarks>
/// Lists, tables, headings and quotes repeat by nature, so each of their lines starts over; text inside code fences is skipped, and so are blocks
/// without a letter or digit, such as dividers. What is found does not depend on how the stream is cut, token by token or whole. Equal blocks are
/// found by a rolling hash and compared as text. Keeps the last 5,000 characters; amortised constant time for each character.
/// </remarks>
internal sealed class ChantTracker(int needed)
{
    internal const int Window = 50;
    internal const int Kept = 5_000;
    private const int LongestDistance = 250;
    private const int MostDistinctGaps = 5;
    private const int MostCounted = 128;
    private const ulong Base = 0xBEEB8DA1658EEC67;

    private static readonly ulong Oldest = Power(Window);

    private readonly Dictionary<ulong, int> _latest = [];
    private char[] _text = [];
    private int[] _previous = [];
    private int _length;
    private ulong _rolling;
    private int _letters;
    private MarkdownLines _lines;

    /// <summary>The text since tracking started over, at most <see cref="Kept"/> characters.</summary>
    internal ReadOnlySpan<char> Text => _text.AsSpan(Math.Max(0, _length - Kept), Math.Min(_length, Kept));

    /// <summary>Where in a line of Markdown the text stands, and whether inside a code fence.</summary>
    internal MarkdownLines Lines => _lines;

    /// <summary>How often the most repeated block was seen since tracking started over; 0 while the rule is not met.</summary>
    internal int Repeats { get; private set; }

    /// <summary>The step with which tracking started over.</summary>
    internal long FirstStep { get; private set; }

    internal void StartOver()
    {
        _lines = default;
        Forget();
    }

    internal void Add(ReadOnlySpan<char> chunk, long step)
    {
        foreach (char c in chunk)
        {
            bool block = _lines.Read(c);
            if (block)
            {
                Forget();
            }

            if (!_lines.InFence && !(block && c == '`'))
            {
                FirstStep = _length == 0 ? step : FirstStep;
                Add(c);
            }
        }
    }

    internal ChantTracker Copy()
    {
        var copy = new ChantTracker(needed);
        copy.Restore(Text, _lines, Repeats, FirstStep);
        return copy;
    }

    /// <summary>Puts back what the properties showed.</summary>
    /// <exception cref="FormatException">Thrown when no text leads there.</exception>
    internal void Restore(ReadOnlySpan<char> text, MarkdownLines lines, int repeats, long firstStep)
    {
        if (text.Length > Kept)
        {
            throw new FormatException($"A loop state keeps at most {Kept} characters of streamed text, but has {text.Length}.");
        }

        foreach (char c in text)
        {
            Add(c);
        }

        if (repeats < Repeats || repeats > Kept)
        {
            throw new FormatException($"The streamed text of a loop state repeats a block {Repeats} times, but it says {repeats}.");
        }

        (_lines, Repeats, FirstStep) = (lines, repeats, firstStep);
    }

    private void Forget()
    {
        _latest.Clear();
        _length = 0;
        Repeats = 0;
    }

    private void Add(char c)
    {
        if (_length == _text.Length)
        {
            MakeRoom();
        }

        bool full = _length >= Window;
        char leaving = full ? _text[_length - Window] : '\0';
        _rolling = ((_length == 0 ? 0 : _rolling) * Base) + c + 1UL - (full ? (leaving + 1UL) * Oldest : 0);
        _letters = (_length == 0 ? 0 : _letters) + (char.IsLetterOrDigit(c) ? 1 : 0) - (full && char.IsLetterOrDigit(leaving) ? 1 : 0);
        _text[_length++] = c;
        if (_length >= Window && _letters > 0)
        {
            Index(_length - Window);
        }
    }

    private void Index(int start)
    {
        bool known = _latest.TryGetValue(_rolling, out int previous) && _text.AsSpan(previous, Window).SequenceEqual(_text.AsSpan(start, Window));
        _previous[start] = known ? previous : -1;
        _latest[_rolling] = start;
        if (known)
        {
            Repeats = Math.Max(Repeats, CountAt(start));
        }
    }

    private int CountAt(int start)
    {
        Span<int> starts = stackalloc int[MostCounted];
        int oldest = Math.Max(0, _length - Kept);
        int count = 0;
        for (int at = start; at >= oldest && count < MostCounted; at = _previous[at])
        {
            starts[count++] = at;
        }

        // Only a block seen more often than any before can change the answer.
        if (count < needed || count <= Repeats || (double)(starts[0] - starts[needed - 1]) / (needed - 1) > LongestDistance)
        {
            return 0;
        }

        return CountDistinctGaps(starts[..needed]) <= MostDistinctGaps ? count : 0;
    }

    private int CountDistinctGaps(ReadOnlySpan<int> starts)
    {
        Span<int> distinct = stackalloc int[starts.Length];
        int count = 0;
        for (int i = 0; i + 1 < starts.Length && count <= MostDistinctGaps; i++)
        {
            ReadOnlySpan<char> gap = Gap(starts, i);
            bool known = false;
            for (int j = 0; j < count && !known; j++)
            {
                known = gap.SequenceEqual(Gap(starts, distinct[j]));
            }

            if (!known)
            {
                distinct[count++] = i;
            }
        }

        return count;
    }

    private ReadOnlySpan<char> Gap(ReadOnlySpan<int> starts, int index) => _text.AsSpan(starts[index + 1], starts[index] - starts[index + 1]);

    private void MakeRoom()
    {
        if (_length < 2 * Kept)
        {
            int size = Math.Min(Math.Max(256, 2 * _length), 2 * Kept);
            Array.Resize(ref _text, size);
            Array.Resize(ref _previous, size);
            return;
        }

        // Moves the kept half to the front, and only then indexes it again: nothing is copied out.
        int repeats = Repeats;
        Text.CopyTo(_text);
        _latest.Clear();
        _length = 0;
        for (int i = 0; i < Kept; i++)
        {
            Add(_text[i]);
        }

        Repeats = Math.Max(repeats, Repeats);
    }

    private static ulong Power(int exponent)
    {
        ulong power = 1;
        for (int i = 0; i < exponent; i++)
        {
            power *= Base;
        }

        return power;
    }
}
