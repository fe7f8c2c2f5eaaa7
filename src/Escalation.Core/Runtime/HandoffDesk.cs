using Escalation.Auditing;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Handoff.Routing;

namespace Escalation.Runtime;

/// <summary>Hands turns off: packs, routes, records the intent, sends, records what came of it. It never throws.</summary>
internal sealed class HandoffDesk(HandoffRouter router, IHandoffChannel channel, AuditTrail trail, RuntimeTally tally, EscalationRuntimeOptions options)
{
    /// <summary>How much longer than its token a channel may take to answer before its answer counts as unknown.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    private readonly ContextPackager _packager = new(options.PackageLimits, options.Time, options.Packaging);

    internal async ValueTask<HandleResult> HandOff(EscalationPolicy policy, AgentTurn turn, EscalationDecision decision, Signal[] signals, bool recorded)
    {
        HandleResult withheld = new() { Decision = decision, Recorded = recorded };
        ContextPackage package;
        try
        {
            var request = HandoffRequest.Of(turn, decision, decision.RouteKey ?? FallbackRoute.Of(policy));
            DateTimeOffset now = options.Time.GetUtcNow();
            HandoffRoute route = router.Choose(request, now).Route;
            withheld = withheld with { FallbackMessage = Fallback(turn, decision, route, router.OutlookOf(route, now)) };
            package = await _packager.PackAsync(turn, policy.Explain(turn, decision, signals), route, withheld.FallbackMessage).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            HandleResult unsent = withheld.FallbackMessage is null ? withheld with { FallbackMessage = Fallback(turn, decision) } : withheld;
            return await Failed(unsent, "none", turn.Id!, HandoffFailure.Unknown, fault).ConfigureAwait(false);
        }

        return await Send(withheld with { Package = package }, package).ConfigureAwait(false);
    }

    /// <summary>What the user is told; never nothing.</summary>
    internal string Fallback(AgentTurn turn, in EscalationDecision decision, HandoffRoute? route = null, QueueOutlook? outlook = null)
    {
        try
        {
            string message = options.Fallback.Respond(turn, decision, route, outlook);
            if (!string.IsNullOrWhiteSpace(message))
            {
                return message;
            }
        }
        catch (Exception)
        {
            // Counted below: the user needs a sentence, not a stack trace.
        }

        RuntimeTally.Add(ref tally.FallbackFaults);
        return FallbackResponder.LastResort;
    }

    private async ValueTask<HandleResult> Send(HandleResult withheld, ContextPackage package)
    {
        string id = package.TurnId;
        string queue = package.Route.Queue;
        await trail.Note(AuditEntries.HandoffIntent(id, queue, ContextPackageJson.ContentSha256(package))).ConfigureAwait(false);
        HandoffReceipt receipt;
        try
        {
            receipt = Accept(package, await SendInTime(package).ConfigureAwait(false));
        }
        catch (Exception fault)
        {
            return await Failed(withheld, queue, id, FailureOf(fault), fault).ConfigureAwait(false);
        }

        RuntimeTally.Add(ref tally.HandoffsDelivered);
        await trail.Note(AuditEntries.HandoffDelivered(id, receipt.Queue, receipt.Reference)).ConfigureAwait(false);
        return withheld with { Receipt = receipt };
    }

    private static HandoffReceipt Accept(ContextPackage package, HandoffReceipt? receipt)
    {
        if (receipt is null)
        {
            throw new HandoffException(HandoffFailure.Unknown, package, "The channel returned no receipt.");
        }

        string queue = receipt.InsteadOf ?? receipt.Queue;
        bool matches = string.Equals(receipt.EscalationId, package.EscalationId, StringComparison.Ordinal) && string.Equals(queue, package.Route.Queue, StringComparison.Ordinal);
        return matches ? receipt : throw new HandoffException(HandoffFailure.WrongReceipt, package, "The channel returned the receipt of another escalation or another queue.");
    }

    /// <summary>The caller's token has no say here: the intent is recorded, so the package goes out.</summary>
    private async Task<HandoffReceipt?> SendInTime(ContextPackage package)
    {
        // Not disposed: a channel that ignores its token may still use it when the wait is over.
        var limit = new CancellationTokenSource(options.HandoffTimeout, options.Time);

        // On the pool, so that a channel which blocks before its first await cannot outlast the limit.
        Task<HandoffReceipt> sending = Task.Run(() => channel.SendAsync(package, limit.Token).AsTask(), CancellationToken.None);
        try
        {
            return await sending.WaitAsync(options.HandoffTimeout + Grace, options.Time).ConfigureAwait(false);
        }
        finally
        {
            if (sending.IsCompleted)
            {
                limit.Dispose();
            }
            else
            {
                _ = sending.ContinueWith(static late => _ = late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
    }

    private async ValueTask<HandleResult> Failed(HandleResult withheld, string queue, string id, HandoffFailure failure, Exception fault)
    {
        RuntimeTally.Add(ref tally.HandoffFailures);
        await trail.Note(AuditEntries.HandoffFailed(id, queue, CodeOf(failure), fault)).ConfigureAwait(false);
        return withheld with { HandoffFailure = failure, HandoffFault = fault };
    }

    private static HandoffFailure FailureOf(Exception fault) => fault switch
    {
        HandoffException known => known.Failure,
        IdempotencyConflictException => HandoffFailure.Conflict,
        TimeoutException or OperationCanceledException => HandoffFailure.TimedOut,
        _ => HandoffFailure.Unknown,
    };

    private static string CodeOf(HandoffFailure failure) => failure switch
    {
        HandoffFailure.Full => "full",
        HandoffFailure.Closed => "closed",
        HandoffFailure.TimedOut => "timed-out",
        HandoffFailure.Conflict => "conflict",
        HandoffFailure.WrongReceipt => "wrong-receipt",
        _ => "unknown",
    };
}
