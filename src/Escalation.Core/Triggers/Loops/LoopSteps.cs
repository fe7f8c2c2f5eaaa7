namespace Escalation.Triggers.Loops;

/// <summary>Some steps of a history, newest first.</summary>
internal readonly ref struct LoopSteps
{
    private readonly ReadOnlySpan<LoopEntry> _history;
    private readonly ReadOnlySpan<int> _places;

    private LoopSteps(ReadOnlySpan<LoopEntry> history, ReadOnlySpan<int> places)
    {
        _history = history;
        _places = places;
    }

    internal int Count => _places.Length;

    internal ref readonly LoopEntry this[int index] => ref _history[_places[index]];

    /// <summary>The tool steps, whatever lies between.</summary>
    internal static LoopSteps Tools(ReadOnlySpan<LoopEntry> history, Span<int> places)
    {
        int count = 0;
        for (int i = history.Length - 1; i >= 0 && count < places.Length; i--)
        {
            if (history[i].Kind == LoopEntryKind.Tool)
            {
                places[count++] = i;
            }
        }

        return new LoopSteps(history, places[..count]);
    }

    /// <summary>The steps of one kind at the end, with nothing between.</summary>
    internal static LoopSteps Trailing(ReadOnlySpan<LoopEntry> history, LoopEntryKind kind, Span<int> places)
    {
        int count = 0;
        for (int i = history.Length - 1; i >= 0 && count < places.Length && history[i].Kind == kind; i--)
        {
            places[count++] = i;
        }

        return new LoopSteps(history, places[..count]);
    }
}
