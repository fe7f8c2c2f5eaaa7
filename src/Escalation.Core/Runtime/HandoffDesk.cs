using Escalation.Auditing;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Handoff.Routing;

namespace Escalation.Runtime;

/// <summary>Hands turns off: packs, routes, records the intent, sends, records what came of it. It never throws.</summary>
internal sealed class HandoffDesk(IHandoffChannel channel, AuditTrail trail, RuntimeTally tally, EscalationRuntimeOptions options)
{
    /// <summary>How much longer than its token a channel may take to answer before its answer counts as unknown.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    private readonly ContextPackager _packager = new(options.PackageLimits, options.Time, options.Packaging);

    internal async ValueTask<HandleResult> HandOff(EscalationSnapshot snapshot, AgentTurn turn, EscalationDecision decision, Signal[] signals, bool recorded)
    {
        HandleResult withheld = new() { Decision = decision, Recorded = recorded };
        ContextPackage package;
        (EscalationPolicy policy, HandoffRouter router) = snapshot;
        try
        {
            var request = HandoffRequest.Of(turn, decision, decision.RouteKey ?? FallbackRoute.Of(policy));
            DateTimeOffset now = options.Time.GetUtcNow();
            RouteChoice choice = router.Choose(request, now);
            HandoffRoute route = choice.Route;
            withheld = withheld with { Choice = choice, FallbackMessage = Fallback(turn, decision, route, router.OutlookOf(route, now)) };
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
        await trail.Note(AuditEntries.HandoffIntent(id, queue, ContextPackageJson.ContentSha256(package), package.Route.Rule, withheld.Choice?.PassedOver())).ConfigureAwait(false);
        HandoffReceipt receipt;
        try
        {
            // The caller's token has no say here: the intent is recorded, so the package goes out.
            receipt = await ChannelCall.SendAsync(channel, package, options.HandoffTimeout, Grace, options.Time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            return await Failed(withheld, queue, id, ChannelCall.FailureOf(fault), fault).ConfigureAwait(false);
        }

        RuntimeTally.Add(ref tally.HandoffsDelivered);
        await trail.Note(AuditEntries.HandoffDelivered(id, receipt.Queue, receipt.Reference)).ConfigureAwait(false);
        return withheld with { Receipt = receipt };
    }

    private async ValueTask<HandleResult> Failed(HandleResult withheld, string queue, string id, HandoffFailure failure, Exception fault)
    {
        RuntimeTally.Add(ref tally.HandoffFailures);
        await trail.Note(AuditEntries.HandoffFailed(id, queue, ChannelCall.CodeOf(failure), fault)).ConfigureAwait(false);
        return withheld with { HandoffFailure = failure, HandoffFault = fault };
    }
}
