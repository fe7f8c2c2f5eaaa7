using Escalation.Auditing;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Handoff.Lifecycle;

namespace Escalation.Runtime;

/// <summary>The whole loop for one turn: decide, record the intent, then release the act or hand the turn off.</summary>
/// <remarks>
/// <para>Nothing is released before the decision is kept by the audit log, so a crash in between leaves a record without an act, never an act without a record.
/// A person who takes the conversation while its turn is being decided, recorded or told to observers keeps the act from running: the owner is read again before the
/// record and once more right before the release, and the decision becomes one of <see cref="Reason.OwnedByPerson"/>. An act that has begun is not called back.
/// No fault of a trigger, the log, a channel, an observer or a fallback responder leads to an act, except in shadow mode, where nothing is enforced.</para>
/// <para>Idempotent on <see cref="AgentTurn.Id"/> among the latest <see cref="EscalationRuntimeOptions.RememberedTurns"/> turns of this process and all that are under way: the same turn
/// again gives the same result, its act does not run twice and it is handed off once. Safe for concurrent use; one conversation has one driver at a time. An act
/// must not handle its own turn again: it would wait for itself.</para>
/// </remarks>
public sealed class EscalationRuntime
{
    private readonly TurnHandler _handler;
    private readonly RecentIds<HandledTurn> _turns;
    private readonly AuditTrail _trail;
    private readonly IAuditSink _audit;
    private readonly EscalationRuntimeOptions _options;
    private readonly RuntimeTally _tally = new();

    /// <summary>Creates a runtime with one policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="router">Resolves the policy's route keys.</param>
    /// <param name="channel">Carries packages.</param>
    /// <param name="audit">Keeps the records; it stays open when the runtime is gone.</param>
    /// <param name="options">How the runtime behaves; the defaults when null.</param>
    /// <exception cref="HandoffRoutingException">Thrown when a route key of the policy leads to no queue.</exception>
    public EscalationRuntime(EscalationPolicy policy, HandoffRouter router, IHandoffChannel channel, IAuditSink audit, EscalationRuntimeOptions? options = null)
        : this(Constant(policy), router, channel, audit, options)
    {
    }

    /// <summary>Creates a runtime whose policy can be replaced: each turn is decided by the policy of the moment.</summary>
    /// <param name="policy">Gives the policy. It should give the same one until a new one replaces it.</param>
    /// <param name="router">Resolves the route keys of every policy to come.</param>
    /// <param name="channel">Carries packages.</param>
    /// <param name="audit">Keeps the records; it stays open when the runtime is gone.</param>
    /// <param name="options">How the runtime behaves; the defaults when null.</param>
    /// <exception cref="HandoffRoutingException">Thrown when a route key of the present policy leads to no queue. A later policy of this kind makes every turn throw this, and nothing act.</exception>
    public EscalationRuntime(Func<EscalationPolicy> policy, HandoffRouter router, IHandoffChannel channel, IAuditSink audit, EscalationRuntimeOptions? options = null)
        : this(Snapshots(policy, router), channel, audit, options)
    {
    }

    /// <summary>Creates a runtime whose policy and router can be replaced together: each turn is decided and routed by one snapshot from end to end.</summary>
    /// <param name="snapshot">Gives policy and router. It should give the same snapshot until a new one replaces it.</param>
    /// <param name="channel">Carries packages.</param>
    /// <param name="audit">Keeps the records; it stays open when the runtime is gone.</param>
    /// <param name="options">How the runtime behaves; the defaults when null.</param>
    /// <exception cref="HandoffRoutingException">Thrown when a route key of the present policy leads to no queue. A later snapshot of this kind makes every turn throw this, and nothing act.</exception>
    public EscalationRuntime(Func<EscalationSnapshot> snapshot, IHandoffChannel channel, IAuditSink audit, EscalationRuntimeOptions? options = null)
        : this(new CheckedSnapshots(snapshot ?? throw new ArgumentNullException(nameof(snapshot))), channel, audit, options)
    {
    }

    private EscalationRuntime(CheckedSnapshots snapshots, IHandoffChannel channel, IAuditSink audit, EscalationRuntimeOptions? options)
    {
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentNullException.ThrowIfNull(audit);
        _options = options ?? new EscalationRuntimeOptions();
        _audit = audit;
        _turns = new RecentIds<HandledTurn>(_options.RememberedTurns, static turn => turn.Result.IsCompleted);
        _trail = new AuditTrail(audit, _tally);
        var desk = new HandoffDesk(channel, _trail, _tally, _options);
        _handler = new TurnHandler(snapshots, desk, _trail, _tally, _options);
    }

    /// <summary>What the runtime has done so far.</summary>
    public RuntimeCounters Counters => _tally.Snapshot();

    /// <summary>Handles a turn and gives back the decision. Use <see cref="HandleDetailedAsync"/> to get the message for the user as well.</summary>
    /// <param name="turn">The turn; without an id it gets one, which the decision carries.</param>
    /// <param name="act">What the agent proposes to do. It runs at most once, and only after the decision to act is recorded. What it throws, this throws.</param>
    /// <param name="cancellationToken">Gives up as long as nothing is recorded; an escalation that is recorded is handed off all the same. The act receives it too.</param>
    /// <exception cref="ArgumentException">Thrown when the turn's id is blank, longer than <see cref="AuditEntry.MaximumIdLength"/> or not well-formed UTF-16; nothing acts.</exception>
    /// <exception cref="IdempotencyConflictException">Thrown when another turn came under this id; nothing acts.</exception>
    /// <exception cref="InvalidOperationException">Thrown when a trigger or act hands in the very turn that it is part of, which would wait for itself.</exception>
    /// <exception cref="OperationCanceledException">Thrown when the caller gives up; nothing acts.</exception>
    public async ValueTask<EscalationDecision> HandleAsync(AgentTurn turn, Func<CancellationToken, ValueTask> act, CancellationToken cancellationToken = default)
    {
        HandleResult result = await HandleDetailedAsync(turn, act, cancellationToken).ConfigureAwait(false);
        return result.Decision;
    }

    /// <summary>Handles a turn and gives back everything that came of it: decision, package, receipt or failure of the handoff, and the message for the user.</summary>
    /// <inheritdoc cref="HandleAsync"/>
    public async ValueTask<HandleResult> HandleDetailedAsync(AgentTurn turn, Func<CancellationToken, ValueTask> act, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turn);
        ArgumentNullException.ThrowIfNull(act);
        AgentTurn identified = Identify(turn);
        string id = identified.Id!;
        if (cancellationToken.IsCancellationRequested)
        {
            await Cancelled(id).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }

        var own = new HandledTurn(TurnFingerprint.Of(identified));
        while (!_turns.TryAdd(id, own, out HandledTurn known))
        {
            if (await Repeat(id, own, known, cancellationToken).ConfigureAwait(false) is { } earlier)
            {
                return earlier;
            }
        }

        return await HandleOnce(identified, act, own, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Records whether the model was right on a turn, whoever answered it: the labels from which thresholds are recalibrated.</summary>
    /// <param name="id">The turn's id, see <see cref="EscalationDecision.Id"/>.</param>
    /// <param name="wasRight">Whether the model's answer was right, or would have been.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">Thrown when the id is blank.</exception>
    /// <exception cref="UnknownDecisionException">Thrown when neither this process remembers nor the audit log holds a decision with this id.</exception>
    /// <exception cref="IOException">Thrown when the audit log cannot keep the outcome; report it again.</exception>
    /// <exception cref="ObjectDisposedException">Thrown when the audit log is closed, whether or not the decision is known; nothing is recorded.</exception>
    /// <exception cref="OperationCanceledException">Thrown when the caller gives up.</exception>
    public async ValueTask RecordOutcomeAsync(string id, bool wasRight, CancellationToken cancellationToken = default)
    {
        Guard.NotBlank(id);
        if (!_turns.TryGet(id, out _) && !await _audit.HasDecisionAsync(id, cancellationToken).ConfigureAwait(false))
        {
            throw new UnknownDecisionException($"There is no decision '{id}'.");
        }

        await _audit.AppendAsync(AuditEntries.Outcome(id, wasRight), cancellationToken).ConfigureAwait(false);
        Tell(() => _options.Monitor?.OnOutcome(id, wasRight));
        foreach (IDecisionObserver observer in _options.Observers)
        {
            if (observer is IOutcomeObserver told)
            {
                Tell(() => told.OnOutcome(id, wasRight));
            }
        }
    }

    /// <summary>Records what happens to escalations from now on: who accepted, declined, resolved and gave back, what was reminded of, timed out and abandoned. Labels of people become outcomes, see <see cref="RecordOutcomeAsync"/>.</summary>
    /// <param name="desk">The desk, usually the runtime's channel. Follow it once; the turns of other runtimes at the same desk are recorded here too.</param>
    /// <param name="options">How people stand in the log; not at all when null.</param>
    /// <returns>Ends it.</returns>
    public IDisposable Follow(EscalationDesk desk, EscalationRecordOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(desk);
        return desk.Subscribe(Recorder(options));
    }

    /// <summary>What <see cref="Follow"/> tells.</summary>
    internal IEscalationObserver Recorder(EscalationRecordOptions? options) =>
        new EscalationRecorder(_trail, _tally, options ?? new EscalationRecordOptions(), (id, wasRight) => RecordOutcomeAsync(id, wasRight, CancellationToken.None));

    private void Tell(Action tell)
    {
        try
        {
            tell();
        }
        catch (Exception)
        {
            RuntimeTally.Add(ref _tally.ObserverFaults);
        }
    }

    private static CheckedSnapshots Snapshots(Func<EscalationPolicy> policy, HandoffRouter router)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(router);
        return CheckedSnapshots.Of(policy, router);
    }

    private static Func<EscalationPolicy> Constant(EscalationPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return () => policy;
    }

    private AgentTurn Identify(AgentTurn turn)
    {
        string id = turn.Id ?? _options.NewId?.Invoke() ?? NewId();
        AuditEntry.RequireId(id, nameof(turn));
        return turn.Id is null ? turn with { Id = id } : turn;
    }

    /// <summary>Ordered by time; a clock before 1970, which such an id cannot hold, counts as 1970.</summary>
    private string NewId()
    {
        DateTimeOffset now = _options.Time.GetUtcNow();
        return Guid.CreateVersion7(now < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : now).ToString("N");
    }

    /// <summary>The id is known: the same turn again, or a conflict.</summary>
    /// <returns>What came of it; null when it was given up and may be tried again.</returns>
    private async ValueTask<HandleResult?> Repeat(string id, HandledTurn own, HandledTurn known, CancellationToken cancellationToken)
    {
        if (!string.Equals(own.Fingerprint, known.Fingerprint, StringComparison.Ordinal))
        {
            RuntimeTally.Add(ref _tally.Conflicts);
            await _trail.Note(AuditEntries.IdempotencyConflict(id)).ConfigureAwait(false);
            throw IdempotencyConflictException.For(id);
        }

        if (known.WaitsForItself)
        {
            throw new InvalidOperationException($"Turn '{id}' was handed in again by a trigger or act of its own handling: it would wait for itself.");
        }

        HandleResult? earlier = await known.Result.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (earlier is not null)
        {
            RuntimeTally.Add(ref _tally.Repetitions);
        }

        return earlier;
    }

    private async ValueTask<HandleResult> HandleOnce(AgentTurn turn, Func<CancellationToken, ValueTask> act, HandledTurn own, CancellationToken cancellationToken)
    {
        own.Enter();
        try
        {
            HandleResult result = await _handler.Handle(turn, act, own, cancellationToken).ConfigureAwait(false);
            own.Complete(result);
            return result;
        }
        catch (Exception fault) when (own.IsReleased)
        {
            // The act may have had its effect: repeating the turn repeats the exception, not the act.
            own.Fail(fault);
            throw;
        }
        catch (Exception fault)
        {
            _turns.Remove(turn.Id!, own);
            own.GiveUp();
            if (fault is OperationCanceledException)
            {
                await Cancelled(turn.Id!).ConfigureAwait(false);
            }

            throw;
        }
    }

    private ValueTask Cancelled(string id)
    {
        RuntimeTally.Add(ref _tally.Cancellations);
        return _trail.Note(AuditEntries.Cancelled(id));
    }
}
