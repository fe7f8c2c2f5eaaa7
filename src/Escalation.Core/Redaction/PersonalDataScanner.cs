using System.Buffers;

namespace Escalation.Redaction;

/// <summary>Finds personal data in texts: one pass yields every span with its class, for the sensitivity trigger and for redaction alike.</summary>
/// <remarks>
/// Candidates begin at digits and at signs; each is judged by check digits, by how it is written and by the words around it. Ordinal and the same under
/// every culture. A text with digits of other scripts, full-width signs, wide blanks or invisible characters is read once more with all of them as ASCII.
/// Names and postal addresses are not recognised: they need a model. Linear in the text. Immutable, safe for concurrent use; only
/// <see cref="Find"/> allocates, for its list.
/// </remarks>
public sealed class PersonalDataScanner
{
    private readonly HashSet<DataClass> _classes;
    private readonly double _minimum;
    private readonly NumberReader _numbers;

    /// <summary>Creates a scanner.</summary>
    /// <param name="options">What to look for; copied. Null takes the defaults.</param>
    /// <exception cref="ArgumentException">Thrown when no class is named, or one that the library does not recognise.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the least confidence is not in [0, 1].</exception>
    public PersonalDataScanner(PersonalDataOptions? options = null)
    {
        var defaults = new PersonalDataOptions();
        options ??= defaults;
        if (options.Classes.Count == 0)
        {
            throw new ArgumentException("Classes must name at least one class of personal data, but is empty.", nameof(options));
        }

        foreach (DataClass wanted in options.Classes)
        {
            if (!defaults.Classes.Contains(wanted))
            {
                throw new ArgumentException($"Classes holds '{wanted}', which the library does not recognise.", nameof(options));
            }
        }

        _classes = [.. options.Classes];
        _minimum = Guard.Probability(options.MinimumConfidence, nameof(options.MinimumConfidence));
        _numbers = new NumberReader(_classes, _minimum);
        Classes = [.. _classes.OrderBy(data => data.Code, StringComparer.Ordinal)];
    }

    /// <summary>The classes it looks for, in the order of their codes.</summary>
    public IReadOnlyList<DataClass> Classes { get; }

    /// <summary>The least confidence that counts.</summary>
    public double MinimumConfidence => _minimum;

    /// <summary>Finds all personal data in the text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The spans in order, without overlap.</returns>
    public IReadOnlyList<PersonalDataSpan> Find(ReadOnlySpan<char> text)
    {
        var sink = new SpanListSink();
        Scan(text, ref sink);
        return DigitFolding.Applies(text) ? Joined(sink.Spans, FindFolded(text)) : sink.Spans;
    }

    /// <summary>Finds the span with the greatest confidence, the first among equals. Allocates nothing.</summary>
    /// <param name="text">The text.</param>
    /// <param name="strongest">The span; default when there is none.</param>
    /// <returns>Whether there is personal data in the text.</returns>
    public bool TryFindStrongest(ReadOnlySpan<char> text, out PersonalDataSpan strongest)
    {
        var sink = default(StrongestSpanSink);
        Scan(text, ref sink);
        if (DigitFolding.Applies(text))
        {
            ScanFolded(text, ref sink);
        }

        strongest = sink.Strongest;
        return strongest.Length > 0;
    }

    /// <summary>Scans the text once more with the digits of all scripts as ASCII; spans are those of the text itself. Beside the plain scan, never instead of it: what folding joins could hide a number.</summary>
    private void ScanFolded<TSink>(ReadOnlySpan<char> text, ref TSink sink)
        where TSink : struct, IPersonalDataSink
    {
        char[] folded = ArrayPool<char>.Shared.Rent(text.Length);
        int[] origins = ArrayPool<int>.Shared.Rent(text.Length);
        try
        {
            int count = DigitFolding.Fold(text, folded, origins);
            var mapped = new FoldedSpanSink<TSink>(sink, origins, text.Length, count);
            Scan(folded.AsSpan(0, count), ref mapped);
            sink = mapped.Inner;
        }
        finally
        {
            // Wiped, for it holds what the user wrote.
            ArrayPool<char>.Shared.Return(folded, clearArray: true);
            ArrayPool<int>.Shared.Return(origins);
        }
    }

    private List<PersonalDataSpan> FindFolded(ReadOnlySpan<char> text)
    {
        var sink = new SpanListSink();
        ScanFolded(text, ref sink);
        return sink.Spans;
    }

    /// <summary>Both lists in order and without overlap: spans that overlap become one, of the class of the surer.</summary>
    private static List<PersonalDataSpan> Joined(List<PersonalDataSpan> plain, List<PersonalDataSpan> folded)
    {
        List<PersonalDataSpan> joined = [];
        foreach (PersonalDataSpan span in plain.Concat(folded).OrderBy(span => span.Start))
        {
            if (joined is not [.., { } last] || span.Start >= last.End)
            {
                joined.Add(span);
                continue;
            }

            PersonalDataSpan surer = span.Confidence > last.Confidence ? span : last;
            joined[^1] = surer with { Start = last.Start, Length = Math.Max(last.End, span.End) - last.Start };
        }

        return joined;
    }

    internal void Scan<TSink>(ReadOnlySpan<char> text, ref TSink sink)
        where TSink : struct, IPersonalDataSink
    {
        int floor = 0;
        var context = default(ContextCursor);
        int at = 0;
        while (at < text.Length)
        {
            int offset = text[at..].IndexOfAny(NumberReader.Anchors);
            if (offset < 0)
            {
                return;
            }

            at += offset;
            PersonalDataSpan found;
            int next;
            if (text[at] == '@')
            {
                found = FindEmail(text, floor, at);
                next = at + 1;
            }
            else
            {
                found = _numbers.FindAt(text, floor, at, ref context, out next);
            }

            if (found.Length > 0 && found.Confidence >= _minimum)
            {
                if (!sink.Take(found))
                {
                    return;
                }

                floor = next = found.End;
            }

            at = next;
        }
    }

    private PersonalDataSpan FindEmail(ReadOnlySpan<char> text, int floor, int at) =>
        _classes.Contains(DataClass.EmailAddress) && EmailAddresses.Match(text, floor, at, out int start, out int end)
            ? new PersonalDataSpan(DataClass.EmailAddress, start, end - start, EmailAddresses.Confidence, DataClass.EmailAddress.Code)
            : default;
}
