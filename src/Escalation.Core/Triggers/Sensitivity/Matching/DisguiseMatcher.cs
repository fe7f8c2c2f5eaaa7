using System.Runtime.CompilerServices;
using Escalation.Triggers.Sensitivity.Folding;

namespace Escalation.Triggers.Sensitivity.Matching;

/// <summary>Finds keywords that a text spells in disguise: with invisible characters, marks, look-alike letters, digits for letters, letters set one by one or drawn out, or reversed.</summary>
/// <remarks>
/// Only the neighbourhood of places that folding could change is folded, in windows on the stack that overlap by more than a keyword. Keyword and text
/// are folded alike. Linear, allocates nothing. Immutable, safe for concurrent use.
/// </remarks>
internal sealed class DisguiseMatcher
{
    private const int WindowLength = 2048;

    /// <summary>What a single letter may be apart from the next.</summary>
    private const int SpacedWidth = 4;

    private const int LeastLetters = 4;

    /// <summary>Shorter words are too near to others: <c>cock</c> and <c>coook</c>.</summary>
    private const int LeastDrawn = 5;

    private readonly KeywordMatcher _folded;
    private readonly KeywordMatcher? _leet;
    private readonly KeywordMatcher? _drawn;
    private readonly DrawnWords? _drawnWords;
    private readonly int _margin;
    private readonly int _overlap;

    internal DisguiseMatcher(IReadOnlyCollection<(int Number, string Keyword)> keywords, KeywordMatching matching)
    {
        (int Number, string Keyword)[] folded = [.. keywords.Select(item => (item.Number, Keyword: FoldedText.Fold(item.Keyword))).Where(item => !string.IsNullOrWhiteSpace(item.Keyword))];
        (int Number, string Keyword)[] leet = [.. folded.Where(item => item.Keyword.Count(char.IsLetter) >= LeastLetters).Select(item => (item.Number, LeetTable.Of(item.Keyword)))];
        _folded = new KeywordMatcher(folded, matching, underscoreJoins: false, exactGaps: false);
        _leet = leet.Length == 0 ? null : new KeywordMatcher(leet, matching, underscoreJoins: false, exactGaps: false);
        (int Number, string Form)[] forms = [.. folded.Where(item => item.Keyword.Count(char.IsLetter) >= LeastDrawn).SelectMany(item => DrawnLetters.Forms(item.Keyword).Select(form => (item.Number, form)))];
        if (forms.Length > 0)
        {
            _drawn = new KeywordMatcher([.. forms.Select(item => (item.Number, LeetTable.Of(item.Form)))], matching, underscoreJoins: false, exactGaps: false);
            _drawnWords = new DrawnWords(forms.SelectMany(item => WordSplitter.Split(item.Form, underscoreJoins: false).Select(word => item.Form[word.Start..word.End])), isWhole: matching == KeywordMatching.WholeWord);
        }

        int longest = folded.Length == 0 ? 0 : folded.Max(item => item.Keyword.Length + (WordGap.MaximumLength * item.Keyword.Count(c => c == ' ')));
        _margin = longest + (2 * LeastLetters * SpacedWidth);
        _overlap = Math.Min((SpacedWidth * longest) + (2 * SpacedWidth), WindowLength / 2);
    }

    /// <summary>Reports every keyword in disguise; one may be reported more than once.</summary>
    /// <returns>False when the sink asked to stop.</returns>
    internal bool Scan<TSink>(scoped ReadOnlySpan<char> text, ref TSink sink)
        where TSink : struct, IHitSink
    {
        int place = DisguiseFinder.Next(text, 0, _drawnWords);
        while (place != DisguiseFinder.None)
        {
            int begin = Math.Max(0, place - _margin);
            int end = place;
            do
            {
                end = Math.Min(text.Length, place + (2 * _margin));
                place = DisguiseFinder.Next(text, Math.Max(place + 1, end - _margin), _drawnWords);
            }
            while (place != DisguiseFinder.None && place - _margin <= end);
            if (!ScanSegment(text, begin, end, ref sink))
            {
                return false;
            }
        }

        return true;
    }

    [SkipLocalsInit]
    private bool ScanSegment<TSink>(ReadOnlySpan<char> text, int begin, int end, ref TSink sink)
        where TSink : struct, IHitSink
    {
        Span<char> folded = stackalloc char[WindowLength];
        Span<int> origins = stackalloc int[WindowLength];
        int at = begin;
        while (true)
        {
            int count = FoldedText.Fold(text, at, end, folded, origins, out int next);
            if (count > 0 && !ScanWindow(new FoldedWindow(text, folded[..count], origins[..count], at, next), ref sink))
            {
                return false;
            }

            if (next >= end)
            {
                return true;
            }

            at = origins[count - _overlap];
        }
    }

    [SkipLocalsInit]
    private bool ScanWindow<TSink>(FoldedWindow window, ref TSink sink)
        where TSink : struct, IHitSink
    {
        int count = window.Folded.Length;
        var asFolded = new FoldedSink<TSink>(ref sink, window, DisguiseKind.Folded, count);
        if (!_folded.Scan(window.Folded, ref asFolded))
        {
            return false;
        }

        if (_leet is null)
        {
            return true;
        }

        Span<char> letters = stackalloc char[WindowLength];
        window.WriteLeet(letters);
        var asLeet = new FoldedSink<TSink>(ref sink, window, DisguiseKind.Leet, count);
        return _leet.Scan(letters[..count], ref asLeet) && ScanDrawn(window, letters, ref sink) && ScanSpaced(window, letters, ref sink) && ScanReversed(window, letters, ref sink);
    }

    [SkipLocalsInit]
    private bool ScanDrawn<TSink>(FoldedWindow window, Span<char> letters, ref TSink sink)
        where TSink : struct, IHitSink
    {
        if (_drawn is null)
        {
            return true;
        }

        // In place: squeezed letters never overtake those that are still to be read.
        Span<int> places = stackalloc int[WindowLength];
        int count = DrawnLetters.Write(window.Folded, letters, letters, places);
        var asDrawn = new FoldedSink<TSink>(ref sink, window, DisguiseKind.Drawn, count, places);
        return count == 0 || _drawn.Scan(letters[..count], ref asDrawn);
    }

    [SkipLocalsInit]
    private bool ScanSpaced<TSink>(FoldedWindow window, Span<char> joined, ref TSink sink)
        where TSink : struct, IHitSink
    {
        Span<int> places = stackalloc int[WindowLength];
        int count = window.WriteJoined(joined, places);
        if (count == 0)
        {
            return true;
        }

        for (int i = 0; i < count; i++)
        {
            joined[i] = LeetTable.Of(joined[i]);
        }

        var asSpaced = new FoldedSink<TSink>(ref sink, window, DisguiseKind.Spaced, count, places);
        return _leet!.Scan(joined[..count], ref asSpaced);
    }

    private bool ScanReversed<TSink>(FoldedWindow window, Span<char> reversed, ref TSink sink)
        where TSink : struct, IHitSink
    {
        ReadOnlySpan<char> source = window.Text[window.Begin..window.End];
        bool turned = TurnedText.Has(source, 2);
        if (!turned && !source.Contains(TurnedText.RightToLeftOverride))
        {
            return true;
        }

        int count = window.Folded.Length;
        TurnedText.Write(window.Folded, reversed, turned: false);
        var asReversed = new FoldedSink<TSink>(ref sink, window, DisguiseKind.Reversed, count);
        if (!_leet!.Scan(reversed[..count], ref asReversed))
        {
            return false;
        }

        TurnedText.Write(window.Folded, reversed, turned: true);
        var asTurned = new FoldedSink<TSink>(ref sink, window, DisguiseKind.Turned, count);
        return _leet.Scan(reversed[..count], ref asTurned);
    }
}
