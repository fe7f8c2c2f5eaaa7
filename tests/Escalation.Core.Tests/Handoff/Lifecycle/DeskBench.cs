using System.Collections.Concurrent;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Handoff.Lifecycle;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Handoff.Lifecycle;

/// <summary>A desk with three queues in a chain, a clock that a test moves, and channels that a test breaks.</summary>
internal sealed class DeskBench : IHandoffChannel, IEscalationObserver
{
    private static readonly ContextPackage Template = Packages.Pack(route: new HandoffRoute("default", "a", "team-a", Priority.Normal));

    public DeskBench(IEscalationStore? store = null, Func<EscalationDeskOptions, EscalationDeskOptions>? configure = null, ManualTimeProvider? time = null)
    {
        Time = time ?? new ManualTimeProvider();
        Store = store ?? new MemoryEscalationStore();
        var options = new EscalationDeskOptions { Time = Time, Observers = [this] };
        Options = configure?.Invoke(options) ?? options;
        Desk = new EscalationDesk(Router, this, Store, Options);
    }

    public static HandoffRouter Router { get; } = HandoffRouter.Build(r => r
        .Queue("a", "team-a", q => q.Otherwise("b"))
        .Queue("b", "team-b", q => q.Otherwise("c"))
        .Queue("c", "team-c")
        .Route("default", "a"));

    public ManualTimeProvider Time { get; }

    public IEscalationStore Store { get; }

    public EscalationDeskOptions Options { get; }

    public EscalationDesk Desk { get; }

    /// <summary>The queues whose channel takes nothing.</summary>
    public ConcurrentDictionary<string, bool> Broken { get; } = new(StringComparer.Ordinal);

    public ConcurrentQueue<ContextPackage> Sent { get; } = [];

    public ConcurrentQueue<(EscalationState State, EscalationEventKind Kind)> Told { get; } = [];

    public static ContextPackage Package(string id = "e", string? conversation = "conversation-7", DecisionOutcome outcome = DecisionOutcome.EscalateToPerson) =>
        Template with { EscalationId = id, TurnId = id, ConversationId = conversation, Why = Template.Why with { Outcome = outcome } };

    public ValueTask<HandoffReceipt> SendAsync(ContextPackage package, CancellationToken cancellationToken = default)
    {
        if (Broken.ContainsKey(package.Route.Queue))
        {
            throw new HandoffException(HandoffFailure.Full, package, "full");
        }

        Sent.Enqueue(package);
        return new ValueTask<HandoffReceipt>(new HandoffReceipt(package.EscalationId, package.Route.Queue, DateTimeOffset.UnixEpoch));
    }

    public ValueTask OnEventAsync(EscalationCase after, EscalationEvent happened)
    {
        Told.Enqueue((after.State, happened.Kind));
        return ValueTask.CompletedTask;
    }

    public async Task<EscalationCase> Find(string ticket = "e") => (await Desk.FindAsync(ticket))!;
}
