using System.Buffers;

namespace Escalation.Journal;

/// <summary>The append of bytes that are complete, or, without any, of nothing: it then waits for the records before it.</summary>
internal sealed class RecordAppend(ReadOnlyMemory<byte> record, bool forcesFlush = false) : JournalAppend
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task Done => _done.Task;

    internal override bool ForcesFlush => forcesFlush;

    internal override bool Compose(JournalBuffer batch)
    {
        batch.Write(record.Span);
        return !record.IsEmpty;
    }

    internal override void Acknowledge() => _done.SetResult();

    internal override void Fail(Exception fault) => _done.SetException(fault);

    protected override void GiveUp(CancellationToken cancellationToken) => _done.SetCanceled(cancellationToken);
}
