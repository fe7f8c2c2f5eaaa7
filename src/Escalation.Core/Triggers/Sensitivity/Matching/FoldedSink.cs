using Escalation.Triggers.Sensitivity.Folding;

namespace Escalation.Triggers.Sensitivity.Matching;

/// <summary>Takes hits in a folded window back to the text, and drops those that are no disguise: the text as it stands has been searched already.</summary>
internal readonly ref struct FoldedSink<TSink> : IHitSink
    where TSink : struct, IHitSink
{
    private readonly ref TSink _inner;
    private readonly FoldedWindow _window;
    private readonly ReadOnlySpan<int> _places;
    private readonly int _length;
    private readonly DisguiseKind _kind;

    internal FoldedSink(ref TSink inner, FoldedWindow window, DisguiseKind kind, int length, ReadOnlySpan<int> places = default)
    {
        _inner = ref inner;
        _window = window;
        _places = places;
        _length = length;
        _kind = kind;
    }

    public bool Take(int keyword, int start, int end)
    {
        if ((start == 0 && Opens()) || (end == _length && Closes()))
        {
            // The word may go on outside the window; where it does not, another window shows it whole.
            return true;
        }

        (int first, int last) = Places(start, end);
        (int from, int to) = _window.Span(first, last);
        return !IsDisguise(first, last, from, to, end - start) || _inner.Take(keyword, from, to);
    }

    private bool Opens() => IsReversed ? _window.End < _window.Text.Length : _window.Begin > 0;

    private bool Closes() => IsReversed ? _window.Begin > 0 : _window.End < _window.Text.Length;

    private bool IsReversed => _kind is DisguiseKind.Reversed or DisguiseKind.Turned;

    private (int First, int Last) Places(int start, int end) => _kind switch
    {
        DisguiseKind.Spaced => (_places[start], _places[end - 1] + 1),
        DisguiseKind.Drawn => (_places[start], end < _length ? _places[end] : _window.Folded.Length),
        DisguiseKind.Reversed or DisguiseKind.Turned => (_length - end, _length - start),
        _ => (start, end),
    };

    private bool IsDisguise(int first, int last, int from, int to, int length) => _kind switch
    {
        DisguiseKind.Folded => _window.IsDisguised(from, to),
        DisguiseKind.Leet => _window.HasSigns(first, last, required: true),
        DisguiseKind.Spaced or DisguiseKind.Drawn => last - first > length && _window.HasSigns(first, last, required: false),
        DisguiseKind.Reversed => _window.Text[_window.Begin..from].Contains(TurnedText.RightToLeftOverride),
        _ => TurnedText.Has(_window.Text[from..to], 1),
    };
}
