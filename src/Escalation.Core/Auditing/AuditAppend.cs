using Escalation.Journal;

namespace Escalation.Auditing;

/// <summary>A record on its way: what it tells is written already, its number and hashes come when its turn comes.</summary>
internal sealed class AuditAppend(AuditComposer composer, byte[] body) : JournalAppend
{
    private readonly TaskCompletionSource<AuditReceipt> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AuditReceipt _receipt;

    internal Task<AuditReceipt> Done => _done.Task;

    internal override bool Compose(JournalBuffer batch)
    {
        _receipt = composer.Compose(body, batch);
        return true;
    }

    internal override void Acknowledge() => _done.SetResult(_receipt);

    internal override void Fail(Exception fault) => _done.SetException(fault);

    protected override void GiveUp(CancellationToken cancellationToken) => _done.SetCanceled(cancellationToken);
}
