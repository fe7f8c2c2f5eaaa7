using System.Globalization;
using Escalation.Auditing;

namespace Escalation.Tool.Verbs.Audit;

/// <summary>How many decisions of a log follow from their records.</summary>
internal sealed class ReplayCount
{
    internal long Replayed { get; private set; }

    internal long NotReplayable { get; private set; }

    internal long Differing { get; private set; }

    /// <summary>The first decision that does not follow, and what differs.</summary>
    internal (long Record, string What)? First { get; private set; }

    internal static ReplayCount Of(IEnumerable<AuditRecord> records)
    {
        var count = new ReplayCount();
        foreach (AuditRecord record in records.Where(record => record.Kind == AuditKind.Decision))
        {
            count.Add(record.Sequence, DecisionReplay.Run(record));
        }

        return count;
    }

    internal string? Message => First is { } first ? string.Create(CultureInfo.InvariantCulture, $"Record {first.Record}: the decision {first.What}") : null;

    private void Add(long record, ReplayResult result)
    {
        switch (result.Status)
        {
            case ReplayStatus.Replays:
                Replayed++;
                break;
            case ReplayStatus.NotReplayable:
                NotReplayable++;
                break;
            default:
                Differing++;
                First ??= (record, result.ToString());
                break;
        }
    }
}
