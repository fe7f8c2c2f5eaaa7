namespace Escalation.Handoff.Lifecycle;

/// <summary>Carries commands out: reads, decides, appends, tells. Whoever loses a race decides again on what is there now.</summary>
internal sealed class EscalationWriter(IEscalationStore store, EscalationDeskOptions options)
{
    private readonly Lock _gate = new();
    private IEscalationObserver[] _observers = [.. options.Observers];
    private long _faults;

    internal long Faults => Interlocked.Read(ref _faults);

    internal DateTimeOffset Now => options.Time.GetUtcNow().ToUniversalTime();

    internal void CountFault() => Interlocked.Increment(ref _faults);

    internal void Add(IEscalationObserver observer)
    {
        lock (_gate)
        {
            _observers = [.. _observers, observer];
        }
    }

    internal void Remove(IEscalationObserver observer)
    {
        lock (_gate)
        {
            _observers = [.. _observers.Where(known => !ReferenceEquals(known, observer))];
        }
    }

    internal async ValueTask<EscalationCase?> Find(string id, CancellationToken cancellationToken)
    {
        IReadOnlyList<EscalationEvent> events = await store.ReadAsync(id, cancellationToken).ConfigureAwait(false);
        return events.Count == 0 ? null : EscalationCase.Replay(events);
    }

    /// <summary>Begins an escalation.</summary>
    /// <returns>False when there is one under this id.</returns>
    internal async ValueTask<bool> TryBegin(EscalationEvent first, CancellationToken cancellationToken)
    {
        var begun = EscalationCase.Begin(first);
        if (!await store.TryAppendAsync(begun.Id, first, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        await Tell(begun, first).ConfigureAwait(false);
        return true;
    }

    /// <summary>Carries a command out.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="command">Gives the event for the escalation as it is now, or null when it is no longer due. Asked again after a lost race.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async ValueTask<EscalationCase> Change(string ticket, Func<EscalationCase, EscalationEvent?> command, CancellationToken cancellationToken)
    {
        string id = TicketId.Parse(ticket).EscalationId;
        while (true)
        {
            EscalationCase current = await Find(id, cancellationToken).ConfigureAwait(false) ?? throw UnknownEscalationException.For(ticket);
            if (command(current) is not { } proposed || EscalationCommands.Decide(current, proposed) is not { } next)
            {
                return current;
            }

            if (await store.TryAppendAsync(id, next, cancellationToken).ConfigureAwait(false))
            {
                EscalationCase after = current.Apply(next);
                await Tell(after, next).ConfigureAwait(false);
                return after;
            }
        }
    }

    /// <summary>Carries out what the system does by itself. When people were faster, their word stands.</summary>
    internal async ValueTask<EscalationCase> Settle(EscalationCase current, Func<EscalationCase, EscalationEvent?> command, CancellationToken cancellationToken)
    {
        try
        {
            return await Change(TicketId.Of(current.Id, 1), command, cancellationToken).ConfigureAwait(false);
        }
        catch (EscalationTransitionException)
        {
            return await Find(current.Id, cancellationToken).ConfigureAwait(false) ?? current;
        }
    }

    private async ValueTask Tell(EscalationCase after, EscalationEvent happened)
    {
        foreach (IEscalationObserver observer in Volatile.Read(ref _observers))
        {
            try
            {
                await observer.OnEventAsync(after, happened).ConfigureAwait(false);
            }
            catch (Exception)
            {
                CountFault();
            }
        }
    }
}
