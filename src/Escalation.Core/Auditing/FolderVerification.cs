using System.Globalization;
using Escalation.Journal;

namespace Escalation.Auditing;

/// <summary>One walk over the segments of a log. The first defect is the answer; the walk goes on behind it to say how far the log reaches.</summary>
internal sealed class FolderVerification(IJournalFolder folder, CheckpointExpectations expected)
{
    private readonly AuditChain _chain = new();
    private AuditVerification? _first;

    internal AuditVerification Run()
    {
        if (!expected.Hold(_chain))
        {
            Report(AuditDefect.CheckpointMismatch, 0);
        }

        IReadOnlyList<long> numbers = folder.Segments;
        foreach (long number in numbers)
        {
            using IJournalStorage storage = folder.OpenRead(number);
            _chain.BeginSegment(number);
            Walk(storage, number, isLast: number == numbers[^1]);
        }

        if (!_chain.IsHeadExplained)
        {
            _first = AuditVerifier.Failed(new AuditChain(), AuditDefect.HeadTruncated) with { Segment = numbers[0] };
        }
        else if (expected.AreLeft)
        {
            Report(AuditDefect.TailTruncated, 0);
        }

        AuditVerification found = _first ?? new AuditVerification(_chain.Count, _chain.LastHash, null, AuditDefect.None, string.Create(CultureInfo.InvariantCulture, $"{_chain.Count} records in {numbers.Count} segments, chain intact."));
        return found with { EndsAt = _chain.Count, Removed = _chain.IsHeadExplained ? _chain.Missing : 0, Abandoned = _chain.Abandoned };
    }

    private void Walk(IJournalStorage storage, long number, bool isLast)
    {
        var reader = new JournalLineReader((offset, buffer) => storage.Read(offset, buffer.Span));
        for (long position = 1; reader.TryRead(out JournalLine line); position++)
        {
            long before = _chain.Count;
            AuditDefect defect = AuditDefect.TornTail;
            if (line.IsTerminated && _chain.TryAccept(line.Bytes, out _, out defect))
            {
                Compare(number, before);
                continue;
            }

            // A segment that was abandoned may end anywhere; whether it was, the next one says.
            Report(defect == AuditDefect.Spliced && position == 1 ? AuditDefect.Deleted : defect, number);
            if (!isLast)
            {
                _chain.OnDamage(new JournalBreak(number, position, line.Offset, AuditChain.Describe(defect)));
            }

            return;
        }
    }

    private void Compare(long number, long before)
    {
        if (_chain.Count != before + 1 && !expected.Move(_chain.Count))
        {
            Report(AuditDefect.Unverifiable, number);
        }

        if (!expected.Hold(_chain))
        {
            Report(AuditDefect.CheckpointMismatch, number);
        }
    }

    private void Report(AuditDefect defect, long number) => _first ??= AuditVerifier.Failed(_chain, defect) with { Segment = number == 0 ? null : number };
}
