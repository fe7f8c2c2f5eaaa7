using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Handoff.Lifecycle;

/// <summary>Looks after escalations from their package to the hand-back: who has them, who was reminded, where they go when nobody takes them.</summary>
/// <remarks>
/// <para>A channel in front of another one: an escalation is kept by the store before it is sent, so whatever happens to its package, somebody comes after it. A receipt of
/// this channel says that the escalation is kept; with <see cref="RunAsync"/>, or <see cref="SweepAsync"/> now and then, it is sent again, reminded of, timed out and
/// given to its second routes until a person has it or no route is left. No queue gets it twice.</para>
/// <para>Commands name a ticket: the package's id as the queue received it. A ticket that was never given out is refused, so is one that has moved on, and a person who does not have
/// the escalation. Commands are idempotent. People who accept at once, on several machines too, find one of them the owner.</para>
/// <para>Safe for concurrent use. Any number of desks may share a store. What an observer is told is told once; a process that dies in between does not tell it.</para>
/// </remarks>
public sealed class EscalationDesk : IHandoffChannel, IConversationCustodian
{
    private readonly EscalationWriter _writer;
    private readonly EscalationDelivery _delivery;
    private readonly Func<HandoffRouter> _router;
    private readonly IEscalationStore _store;
    private readonly EscalationDeskOptions _options;

    /// <summary>Creates a desk.</summary>
    /// <param name="router">Knows the queues and their second routes.</param>
    /// <param name="channel">Carries packages to the queues; idempotent on the package's id, as every channel.</param>
    /// <param name="store">Keeps the escalations; in memory when null.</param>
    /// <param name="options">How the desk behaves; the defaults when null.</param>
    public EscalationDesk(HandoffRouter router, IHandoffChannel channel, IEscalationStore? store = null, EscalationDeskOptions? options = null)
        : this(Constant(router), channel, store, options)
    {
    }

    /// <summary>Creates a desk whose router can be replaced: what happens next goes by the router of the moment, also for escalations that wait already.</summary>
    /// <param name="router">Gives the router. An escalation whose queue it no longer knows is routed afresh once it has to move on.</param>
    /// <param name="channel">Carries packages to the queues; idempotent on the package's id, as every channel.</param>
    /// <param name="store">Keeps the escalations; in memory when null.</param>
    /// <param name="options">How the desk behaves; the defaults when null.</param>
    public EscalationDesk(Func<HandoffRouter> router, IHandoffChannel channel, IEscalationStore? store = null, EscalationDeskOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(router);
        ArgumentNullException.ThrowIfNull(channel);
        _options = options ?? new EscalationDeskOptions();
        _router = router;
        _store = store ?? new MemoryEscalationStore();
        _writer = new EscalationWriter(_store, _options);
        _delivery = new EscalationDelivery(router, channel, _writer, _options);
    }

    /// <summary>How often an observer threw, or a sweep could not deal with an escalation.</summary>
    public long Faults => _writer.Faults;

    /// <summary>Keeps an escalation and brings it to its queue, or to a second route. The same package twice makes one escalation.</summary>
    /// <param name="package">The package; its <see cref="ContextPackage.EscalationId"/> is the escalation's id.</param>
    /// <param name="cancellationToken">Gives up before the escalation is kept; afterwards ends the wait for its channel only.</param>
    /// <returns>The receipt. <see cref="HandoffReceipt.InsteadOf"/> tells of a second route.</returns>
    /// <exception cref="HandoffException">Thrown when no route took it; the escalation is abandoned.</exception>
    /// <exception cref="IdempotencyConflictException">Thrown when another package came under this id.</exception>
    public async ValueTask<HandoffReceipt> SendAsync(ContextPackage package, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(package);
        EscalationCase current = await Begin(package, cancellationToken).ConfigureAwait(false);
        current = await _delivery.Deliver(current, cancellationToken).ConfigureAwait(false);
        if (current.State == EscalationState.Abandoned)
        {
            throw new HandoffException(HandoffFailure.Closed, package, "No route took the escalation.");
        }

        bool moved = !string.Equals(current.Route.Queue, package.Route.Queue, StringComparison.Ordinal);
        return new HandoffReceipt(package.EscalationId, current.Route.Queue, current.Events[0].At) { InsteadOf = moved ? package.Route.Queue : null };
    }

    /// <summary>A person takes over. The same person twice changes nothing; of several people one gets it.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="person">Who, by whatever id the application uses.</param>
    /// <param name="key">The command's idempotency key; ticket and person when null.</param>
    /// <param name="cancellationToken">Gives up; ask <see cref="FindAsync"/> whether it happened.</param>
    /// <exception cref="UnknownEscalationException">Thrown when the ticket was never given out.</exception>
    /// <exception cref="EscalationTransitionException">Thrown when somebody else has it, or it has moved on.</exception>
    /// <exception cref="IdempotencyConflictException">Thrown when the key was used for something else.</exception>
    public ValueTask<EscalationCase> AcceptAsync(string ticket, string person, string? key = null, CancellationToken cancellationToken = default) =>
        Command(EscalationEventKind.Accepted, ticket, person, Own(key) ?? $"Accepted:{ticket}:{person}", next => next with { Deadline = next.At + _options.ResolveWithin }, cancellationToken);

    /// <summary>A queue does not want an escalation, or the person who has it gives it away: the second route gets it at once.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="person">Who says so; once somebody has it, only that person can.</param>
    /// <param name="reason">Why, as a code, for example <c>not-my-team</c>.</param>
    /// <param name="key">The command's idempotency key; ticket and person when null.</param>
    /// <param name="cancellationToken">Gives up; ask <see cref="FindAsync"/> whether it happened.</param>
    /// <exception cref="UnknownEscalationException">Thrown when the ticket was never given out.</exception>
    /// <exception cref="EscalationTransitionException">Thrown when somebody else has it, or it has moved on.</exception>
    /// <exception cref="IdempotencyConflictException">Thrown when the key was used for something else.</exception>
    public async ValueTask<EscalationCase> DeclineAsync(string ticket, string person, string reason, string? key = null, CancellationToken cancellationToken = default)
    {
        Guard.NotBlank(reason);
        EscalationCase declined = await Command(EscalationEventKind.Declined, ticket, person, Own(key) ?? $"Declined:{ticket}:{person}", next => next with { Reason = reason }, cancellationToken).ConfigureAwait(false);
        return await _delivery.Deliver(declined, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The person has dealt with it. The same resolution twice changes nothing, another one is refused.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="person">The person who has it.</param>
    /// <param name="resolution">How it ended, with the labels that people give.</param>
    /// <param name="key">The command's idempotency key; the ticket when null.</param>
    /// <param name="cancellationToken">Gives up; ask <see cref="FindAsync"/> whether it happened.</param>
    /// <exception cref="UnknownEscalationException">Thrown when the ticket was never given out.</exception>
    /// <exception cref="EscalationTransitionException">Thrown when nobody or somebody else has it, or it has moved on.</exception>
    /// <exception cref="IdempotencyConflictException">Thrown when it was resolved otherwise, or the key was used for something else.</exception>
    public ValueTask<EscalationCase> ResolveAsync(string ticket, string person, EscalationResolution resolution, string? key = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resolution);
        return Command(EscalationEventKind.Resolved, ticket, person, Own(key) ?? $"Resolved:{ticket}", next => next with { Resolution = resolution, Deadline = next.At + _options.HandBackWithin }, cancellationToken);
    }

    /// <summary>The person gives the conversation back to the agent. Once it is kept, the conversation gets the summary and its owner changes, unless another of its escalations keeps the agent silent; a repetition finds that done and changes nothing.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="person">The person who resolved it.</param>
    /// <param name="summary">What was done, in words for the agent.</param>
    /// <param name="conversation">The conversation, when it is at hand; nobody else drives it meanwhile. Null leaves the hand-back of the conversation to the caller.</param>
    /// <param name="key">The command's idempotency key; the ticket when null.</param>
    /// <param name="cancellationToken">Gives up; ask <see cref="FindAsync"/> whether it happened.</param>
    /// <exception cref="ArgumentException">Thrown when the summary is blank, or the conversation is another one; nothing changed.</exception>
    /// <exception cref="UnknownEscalationException">Thrown when the ticket was never given out.</exception>
    /// <exception cref="EscalationTransitionException">Thrown when it is not resolved, somebody else has it, or it has moved on.</exception>
    /// <exception cref="IdempotencyConflictException">Thrown when it was handed back otherwise, or the key was used for something else.</exception>
    public ValueTask<EscalationCase> HandBackAsync(string ticket, string person, string summary, Conversation? conversation = null, string? key = null, CancellationToken cancellationToken = default) =>
        Return(ticket, person, summary, reason: null, conversation, Own(key) ?? $"HandedBack:{ticket}", cancellationToken);

    /// <summary>Somebody gives the conversation back to the agent in place of a person who resolved the escalation and does not, such as a supervisor once the reminders went unheard. Otherwise as <see cref="HandBackAsync"/>.</summary>
    /// <remarks>Who may do so is the application's to say. The audit record names this person, the reason and that it was taken back; <c>audit kpis</c> counts it.</remarks>
    /// <param name="ticket">The ticket.</param>
    /// <param name="person">Who does it, usually not the person who has it.</param>
    /// <param name="reason">Why, as a code, for example <c>shift-ended</c>.</param>
    /// <param name="summary">What was done, in words for the agent.</param>
    /// <param name="conversation">The conversation, when it is at hand; nobody else drives it meanwhile. Null leaves the hand-back of the conversation to the caller.</param>
    /// <param name="key">The command's idempotency key; the ticket when null.</param>
    /// <param name="cancellationToken">Gives up; ask <see cref="FindAsync"/> whether it happened.</param>
    /// <exception cref="ArgumentException">Thrown when the reason or the summary is blank, or the conversation is another one; nothing changed.</exception>
    /// <exception cref="UnknownEscalationException">Thrown when the ticket was never given out.</exception>
    /// <exception cref="EscalationTransitionException">Thrown when it is not resolved, is handed back already, or has moved on.</exception>
    /// <exception cref="IdempotencyConflictException">Thrown when it was taken back otherwise, or the key was used for something else.</exception>
    public ValueTask<EscalationCase> TakeBackAsync(string ticket, string person, string reason, string summary, Conversation? conversation = null, string? key = null, CancellationToken cancellationToken = default) =>
        Return(ticket, person, summary, Guard.NotBlank(reason), conversation, Own(key) ?? $"TakenBack:{ticket}", cancellationToken);

    /// <summary>The escalation of a ticket.</summary>
    /// <param name="ticket">Any ticket that it ever had.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when there is no such escalation.</returns>
    public ValueTask<EscalationCase?> FindAsync(string ticket, CancellationToken cancellationToken = default) =>
        _writer.Find(TicketId.Parse(Guard.NotBlank(ticket)).EscalationId, cancellationToken);

    /// <summary>The escalations that wait, are being worked on, are between two routes or are not handed back yet; the oldest first. For the list that people work from.</summary>
    /// <param name="queue">Only those of this queue, or null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<IReadOnlyList<EscalationCase>> ListLiveAsync(string? queue = null, CancellationToken cancellationToken = default)
    {
        var live = new List<EscalationCase>();
        foreach (string id in await _store.ListLiveAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await _writer.Find(id, cancellationToken).ConfigureAwait(false) is { IsLive: true } known && (queue is null || string.Equals(known.Route.Queue, queue, StringComparison.Ordinal)))
            {
                live.Add(known);
            }
        }

        return live;
    }

    /// <summary>Who has a conversation: a person, as long as one of its escalations to a person is neither handed back nor abandoned.</summary>
    /// <inheritdoc/>
    public async ValueTask<ConversationCustody> CustodyOfAsync(string conversationId, CancellationToken cancellationToken = default)
    {
        ConversationCustody custody = ConversationCustody.Agent;
        foreach (string id in await _store.ListOfConversationAsync(TextBudget.Repair(Guard.NotBlank(conversationId)), cancellationToken).ConfigureAwait(false))
        {
            if (await _writer.Find(id, cancellationToken).ConfigureAwait(false) is { TakesConversation: true } known)
            {
                if (known.KeepsAgentSilent && known.State != EscalationState.Abandoned)
                {
                    return ConversationCustody.Person;
                }

                custody = known.KeepsAgentSilent ? ConversationCustody.Abandoned : ConversationCustody.Agent;
            }
        }

        return custody;
    }

    /// <summary>Does what is due now: sends again, reminds, times out, moves on. Several may run at once, on several machines too.</summary>
    /// <param name="cancellationToken">Stops between two escalations.</param>
    /// <returns>How many things were done.</returns>
    public async ValueTask<int> SweepAsync(CancellationToken cancellationToken = default)
    {
        int done = 0;
        foreach (string id in await _store.ListLiveAsync(cancellationToken).ConfigureAwait(false))
        {
            if (cancellationToken.IsCancellationRequested)
            {
                break;
            }

            try
            {
                done += await Sweep(id, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception)
            {
                // One escalation that cannot be dealt with must not keep the others waiting.
                _writer.CountFault();
            }
        }

        return done;
    }

    /// <summary>Sweeps until it is told to stop; a store that fails is tried again at the next sweep, see <see cref="Faults"/>. Call it once.</summary>
    /// <param name="cancellationToken">Stops.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await SweepAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                // A store that is away for a moment must not end all reminders and deadlines for good.
                _writer.CountFault();
            }
            catch (Exception)
            {
                return;
            }

            await Task.Delay(_options.SweepInterval, _options.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    internal IDisposable Subscribe(IEscalationObserver observer)
    {
        _writer.Add(observer);
        return new Subscription(_writer, observer);
    }

    private async ValueTask<EscalationCase> Return(string ticket, string person, string summary, string? reason, Conversation? conversation, string key, CancellationToken cancellationToken)
    {
        Guard.NotBlank(summary);
        if (conversation is not null && await FindAsync(ticket, cancellationToken).ConfigureAwait(false) is { } known && !string.Equals(known.ConversationId, TextBudget.Repair(conversation.Id), StringComparison.Ordinal))
        {
            throw new ArgumentException($"The ticket '{ticket}' does not belong to the conversation '{conversation.Id}'.", nameof(conversation));
        }

        EscalationCase after = await Command(EscalationEventKind.HandedBack, ticket, person, key, next => next with { Summary = summary, Reason = reason }, cancellationToken).ConfigureAwait(false);
        if (after.TakesConversation && conversation is { Owner: ConversationOwner.Person } && await CustodyOfAsync(conversation.Id, cancellationToken).ConfigureAwait(false) == ConversationCustody.Agent)
        {
            // Not while another of its escalations keeps the agent silent: a hand-back that comes twice must not end the wait for somebody else.
            conversation.HandBack(summary, after.Events[^1].At);
        }

        return after;
    }

    private async ValueTask<EscalationCase> Begin(ContextPackage package, CancellationToken cancellationToken)
    {
        DateTimeOffset now = _writer.Now;
        EscalationEvent first = EscalationCommands.Request(package, now, _delivery.DeadlineOf(package.Route, now));
        if (await _writer.TryBegin(first, cancellationToken).ConfigureAwait(false))
        {
            return EscalationCase.Begin(first);
        }

        EscalationCase known = await _writer.Find(package.EscalationId, cancellationToken).ConfigureAwait(false)
            ?? throw new HandoffException(HandoffFailure.Unknown, package, "The store neither took the escalation nor has it.");
        return string.Equals(ContextPackageJson.ContentSha256(known.Package), ContextPackageJson.ContentSha256(package), StringComparison.Ordinal)
            ? known
            : throw IdempotencyConflictException.For(package.EscalationId);
    }

    private ValueTask<EscalationCase> Command(EscalationEventKind kind, string ticket, string person, string key, Func<EscalationEvent, EscalationEvent> complete, CancellationToken cancellationToken)
    {
        Guard.NotBlank(ticket);
        Guard.NotBlank(person);
        return _writer.Change(ticket, _ => complete(EscalationDelivery.Event(kind, ticket, _writer.Now) with { Actor = person, Key = key }), cancellationToken);
    }

    private async ValueTask<int> Sweep(string id, CancellationToken cancellationToken)
    {
        if (await _writer.Find(id, cancellationToken).ConfigureAwait(false) is not { } current)
        {
            return 0;
        }

        int before = current.Events.Length;
        DateTimeOffset now = _writer.Now;
        SweepAction action = EscalationSweep.DueAt(current, now, _options, _router());
        current = action switch
        {
            SweepAction.Remind or SweepAction.TimeOut => await _writer.Settle(current, at => Due(at, action, now), cancellationToken).ConfigureAwait(false),
            _ => current,
        };

        if (action is SweepAction.TimeOut or SweepAction.Redeliver or SweepAction.MoveOn)
        {
            current = await _delivery.Deliver(current, cancellationToken).ConfigureAwait(false);
        }

        return current.Events.Length - before;
    }

    /// <summary>A person may have taken over since the sweep looked: what is no longer due does not happen.</summary>
    private EscalationEvent? Due(EscalationCase current, SweepAction action, DateTimeOffset now)
    {
        if (EscalationSweep.DueAt(current, now, _options, _router()) != action)
        {
            return null;
        }

        if (action == SweepAction.TimeOut)
        {
            return EscalationDelivery.Event(EscalationEventKind.TimedOut, current.Ticket, now) with { Reason = current.State == EscalationState.Accepted ? "not-resolved" : "not-accepted" };
        }

        EscalationEvent reminded = EscalationDelivery.Event(EscalationEventKind.Reminded, current.Ticket, now);
        return reminded with { Key = string.Create(CultureInfo.InvariantCulture, $"{reminded.Key}:{current.State}:{current.Reminders + 1}") };
    }

    private static Func<HandoffRouter> Constant(HandoffRouter router)
    {
        ArgumentNullException.ThrowIfNull(router);
        return () => router;
    }

    /// <summary>Keys of callers never meet those of the desk.</summary>
    private static string? Own(string? key) => key is null ? null : $"key:{Guard.NotBlank(key)}";

    private sealed class Subscription(EscalationWriter writer, IEscalationObserver observer) : IDisposable
    {
        public void Dispose() => writer.Remove(observer);
    }
}
