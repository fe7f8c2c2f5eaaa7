namespace Escalation.Triggers.Loops;

/// <summary>Looks for a block of 50 characters that streamed text repeats: seen often, on average at most 250 apart, with few distinct texts between.</summary>
/// <remarks>
/// A chunk with a Markdown block marker starts over, since lists and tables repeat by nature; text inside code fences and dividers are skipped, and so
/// are blocks without a letter or digit. Keeps the last 5,000 characters; amortised constant time for each character.
/// </remarks>
internal sealed class ChantTracker(int needed)
{
    internal const int Window = 50;
    internal const int Kept = 5_000;
    private const int LongestDistance = 250;
    private const int MostDistinctGaps = 5;
    private const int MostCounted = 128;

    private readonly Dictionary<ulong, int> _latest = [];
    private char[] _text = [];
    private int[] _previous = [];
    private int _length;

    /// <summary>The text since tracking started over, at most <see cref="Kept"/> characters.</summary>
    internal ReadOnlySpan<char> Text => _text.AsSpan(Math.Max(0, _length - Kept), Math.Min(_length, Kept));

    /// <summary>Whether the text is inside a code fence.</summary>
    internal bool InFence { get; private set; }

    /// <summary>How often the most repeated block was seen since tracking started over; 0 while the rule is not met.</summary>
    internal int Repeats { get; private set; }

    /// <summary>The step with which tracking started over.</summary>
    internal long FirstStep { get; private set; }

    internal void StartOver()
    {
        _latest.Clear();
        _length = 0;
        Repeats = 0;
        InFence = false;
    }

    internal void Add(string chunk, long step)
    {
        bool inside = InFence;
        InFence ^= MarkdownBlocks.CountFences(chunk) % 2 == 1;
        bool fence = InFence;
        if (MarkdownBlocks.HasMarker(chunk))
        {
            StartOver();
            InFence = fence;
        }

        if (inside || fence || MarkdownBlocks.IsDivider(chunk))
        {
            return;
        }

        FirstStep = _length == 0 ? step : FirstStep;
        foreach (char c in chunk)
        {
            Add(c);
        }
    }

    internal void Restore(string text, bool inFence, int repeats, long firstStep)
    {
        foreach (char c in text)
        {
            Add(c);
        }

        (InFence, Repeats, FirstStep) = (inFence, repeats, firstStep);
    }

    private void Add(char c)
    {
        if (_length == _text.Length)
        {
            MakeRoom();
        }

        _text[_length++] = c;
        if (_length >= Window)
        {
            Index(_length - Window);
        }
    }

    private void Index(int start)
    {
        ReadOnlySpan<char> block = _text.AsSpan(start, Window);
        if (!HasLetterOrDigit(block))
        {
            return;
        }

        ulong hash = StableHash.Of(block);
        _previous[start] = _latest.TryGetValue(hash, out int previous) ? previous : -1;
        _latest[hash] = start;
        Repeats = Math.Max(Repeats, CountAt(start));
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

        if (count < needed || (double)(starts[0] - starts[needed - 1]) / (needed - 1) > LongestDistance)
        {
            return 0;
        }

        Span<ulong> gaps = stackalloc ulong[needed - 1];
        int distinct = 0;
        for (int i = 0; i < needed - 1; i++)
        {
            ulong gap = StableHash.Of(_text.AsSpan(starts[i + 1], starts[i] - starts[i + 1]));
            if (!gaps[..distinct].Contains(gap))
            {
                gaps[distinct++] = gap;
            }
        }

        return distinct <= MostDistinctGaps ? count : 0;
    }

    private void MakeRoom()
    {
        if (_length < 2 * Kept)
        {
            int size = Math.Min(Math.Max(256, 2 * _length), 2 * Kept);
            Array.Resize(ref _text, size);
            Array.Resize(ref _previous, size);
            return;
        }

        string kept = new(Text);
        int repeats = Repeats;
        _latest.Clear();
        _length = 0;
        foreach (char c in kept)
        {
            Add(c);
        }

        Repeats = Math.Max(repeats, Repeats);
    }

    private static bool HasLetterOrDigit(ReadOnlySpan<char> block)
    {
        foreach (char c in block)
        {
            if (char.IsLetterOrDigit(c))
            {
                return true;
            }
        }

        return false;
    }
}
