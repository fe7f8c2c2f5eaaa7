namespace Escalation.Decisions;

/// <summary>Answers for one turn: act, or escalate? Joins triggers, the cost rule and thresholds; the strictest proposal wins.</summary>
/// <remarks>
/// Immutable and safe for concurrent use. Deciding only reads: it changes neither the turn nor the conversation. A policy whose triggers are all
/// synchronous decides without allocating. Whatever is missing, undefined, late or thrown escalates.
/// </remarks>
public sealed partial class EscalationPolicy
{
    private readonly ITrigger[] _triggers;
    private readonly AsyncRegistration[] _asyncTriggers;
    private readonly PolicyParts _parts;
    private readonly CostRule? _costs;
    private readonly PolicyShape _shape;
    private readonly TimeSpan _timeBudget;
    private readonly TimeProvider _time;
    private readonly PolicyExpiry? _expiry;

    internal EscalationPolicy(ITrigger[] triggers, AsyncRegistration[] asyncTriggers, PolicyParts parts, CostRule? costs, PolicyShape shape, PolicyExpiry? expiry, TimeSpan timeBudget, TimeProvider time)
    {
        _triggers = triggers;
        _asyncTriggers = asyncTriggers;
        _parts = parts;
        _costs = costs;
        _shape = shape;
        _expiry = expiry;
        _timeBudget = timeBudget;
        _time = time;
        TriggerNames = [.. triggers.Select(trigger => trigger.Name), .. asyncTriggers.Select(registration => registration.Trigger.Name)];
    }

    /// <summary>The policy's name.</summary>
    public string Name => _shape.Name;

    /// <summary>The names of the triggers; a trigger's index is its bit in the masks of <see cref="EscalationDecision"/>.</summary>
    public IReadOnlyList<string> TriggerNames { get; }

    /// <summary>Whether <see cref="Decide(AgentTurn)"/> can be used.</summary>
    public bool IsSynchronous => _asyncTriggers.Length == 0;

    /// <summary>What is guaranteed as long as nothing fails, and what lies outside.</summary>
    public Guarantee Guarantee => _shape.Guarantee;

    /// <summary>When the first of its certified thresholds goes out of date, in UTC; null for never. From then on the trigger that holds it escalates every turn with <see cref="Reason.StaleCalibration"/>.</summary>
    public DateTimeOffset? Expires => _expiry?.Earliest;

    /// <summary>The route keys that decisions can name. Whoever hands off must own each of them.</summary>
    public IReadOnlyList<string> RouteKeys => _shape.Routes.Keys;

    /// <summary>Builds a policy.</summary>
    /// <param name="configure">Adds triggers, costs and routes.</param>
    /// <exception cref="PolicyBuildException">Thrown when the policy could not work as written.</exception>
    public static EscalationPolicy Build(Action<EscalationPolicyBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new EscalationPolicyBuilder();
        configure(builder);
        return builder.Build();
    }

    /// <summary>Decides on a turn. Allocates nothing when no trigger fails; linear in the number of triggers.</summary>
    /// <param name="turn">The turn.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="turn"/> is null.</exception>
    /// <exception cref="InvalidOperationException">Thrown when the policy has asynchronous triggers.</exception>
    public EscalationDecision Decide(AgentTurn turn) => Decide(turn, []);

    /// <summary>Decides on a turn and gives back what each trigger said.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="signals">Receives the signals in the order of <see cref="TriggerNames"/>; empty when nobody wants them.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="turn"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when <paramref name="signals"/> is neither empty nor as long as <see cref="TriggerNames"/>.</exception>
    /// <exception cref="InvalidOperationException">Thrown when the policy has asynchronous triggers.</exception>
    public EscalationDecision Decide(AgentTurn turn, Span<Signal> signals)
    {
        ArgumentNullException.ThrowIfNull(turn);
        RequireRoom(signals.Length, nameof(signals));
        if (!IsSynchronous)
        {
            throw new InvalidOperationException($"Policy '{Name}' has asynchronous triggers: use DecideAsync.");
        }

        if (turn.Conversation is { Owner: not ConversationOwner.Agent })
        {
            return Owned(turn);
        }

        if (!ReentrancyGuard.TryEnter())
        {
            return TooDeep(turn);
        }

        try
        {
            DecisionAccumulator accumulator = default;
            EvaluateSynchronous(turn, signals, ref accumulator);
            return accumulator.Finish(_shape, _costs, turn, skipped: 0);
        }
        finally
        {
            ReentrancyGuard.Exit();
        }
    }

    /// <summary>Decides on a turn, asynchronous triggers included. They run side by side within the time budget, unless the synchronous ones have escalated already.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="cancellationToken">Gives up; a cancelled decision throws and never acts.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="turn"/> is null.</exception>
    /// <exception cref="OperationCanceledException">Thrown when <paramref name="cancellationToken"/> is cancelled.</exception>
    public ValueTask<EscalationDecision> DecideAsync(AgentTurn turn, CancellationToken cancellationToken = default) =>
        DecideAsync(turn, Memory<Signal>.Empty, cancellationToken);

    /// <summary>Decides on a turn, asynchronous triggers included, and gives back what each trigger said.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="signals">Receives the signals in the order of <see cref="TriggerNames"/>; empty when nobody wants them.</param>
    /// <param name="cancellationToken">Gives up; a cancelled decision throws and never acts.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="turn"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when <paramref name="signals"/> is neither empty nor as long as <see cref="TriggerNames"/>.</exception>
    /// <exception cref="OperationCanceledException">Thrown when <paramref name="cancellationToken"/> is cancelled.</exception>
    public ValueTask<EscalationDecision> DecideAsync(AgentTurn turn, Memory<Signal> signals, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turn);
        RequireRoom(signals.Length, nameof(signals));
        cancellationToken.ThrowIfCancellationRequested();
        return IsSynchronous
            ? ValueTask.FromResult(Decide(turn, signals.Span))
            : new ValueTask<EscalationDecision>(DecideWithAsyncTriggers(turn, signals, cancellationToken));
    }

    /// <summary>Decides on a turn and puts the decision into words. Allocates; for people, not for the hot path.</summary>
    /// <param name="turn">The turn.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="turn"/> is null.</exception>
    /// <exception cref="InvalidOperationException">Thrown when the policy has asynchronous triggers; explain their signals instead.</exception>
    public DecisionExplanation Explain(AgentTurn turn)
    {
        var signals = new Signal[TriggerNames.Count];
        return Explain(turn, Decide(turn, signals), signals);
    }

    /// <summary>Puts a decision into words, from the signals it was made of.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="signals">What each trigger said, in the order of <see cref="TriggerNames"/>.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="turn"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when <paramref name="signals"/> is neither empty nor as long as <see cref="TriggerNames"/>.</exception>
    public DecisionExplanation Explain(AgentTurn turn, in EscalationDecision decision, ReadOnlySpan<Signal> signals)
    {
        ArgumentNullException.ThrowIfNull(turn);
        RequireRoom(signals.Length, nameof(signals));
        return new DecisionExplanation(decision, ExplanationWriter.Summarise(decision), Evidence(turn, decision, signals)) { Costs = _costs?.CostsOf(turn) };
    }

    /// <summary>Starts a conversation that carries the state this policy's triggers read.</summary>
    /// <param name="id">The conversation's id.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="id"/> is blank.</exception>
    public Conversation StartConversation(string id)
    {
        var conversation = new Conversation(id);
        Attach(conversation);
        return conversation;
    }

    /// <summary>Gives a conversation, new, restored or from another policy, the state this policy's triggers read. Attaching twice changes nothing.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <exception cref="FormatException">Thrown when a restored state is malformed or of a newer version.</exception>
    public void Attach(Conversation conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        foreach (ConversationSlot slot in _parts.Slots)
        {
            conversation.Attach(slot);
        }
    }

    /// <summary>The fingerprint of everything but the threshold of one trigger.</summary>
    internal string FingerprintWithout(int index) =>
        PolicyFingerprint.Of(_shape.Version, [.. _triggers, .. _asyncTriggers.Select(registration => registration.Trigger)], _costs, _triggers[index]);

    /// <summary>The one trigger that holds a threshold and escalates by it; -1 when there is none or more than one.</summary>
    internal int IndexOf(Threshold threshold)
    {
        int[] holders = [.. Enumerable.Range(0, _triggers.Length).Where(i => _triggers[i] is IThresholdTrigger { Outcome: > DecisionOutcome.Nudge } trigger && ReferenceEquals(trigger.Threshold, threshold))];
        return holders is [int only] ? only : -1;
    }

    private async Task<EscalationDecision> DecideWithAsyncTriggers(AgentTurn turn, Memory<Signal> signals, CancellationToken cancellationToken)
    {
        if (turn.Conversation is { Owner: not ConversationOwner.Agent })
        {
            return Owned(turn);
        }

        if (!ReentrancyGuard.TryEnterFlow())
        {
            return TooDeep(turn);
        }

        DecisionAccumulator accumulator = default;
        EvaluateSynchronous(turn, signals.Span, ref accumulator);
        if (accumulator.AlreadyWithPerson)
        {
            ulong all = ulong.MaxValue >> (64 - TriggerNames.Count);
            return accumulator.Finish(_shape, _costs, turn, skipped: all & ~((1UL << _triggers.Length) - 1));
        }

        var late = new Signal[_asyncTriggers.Length];
        await AsyncEvaluation.RunAsync(_asyncTriggers, turn, late, _timeBudget, _time, cancellationToken).ConfigureAwait(false);
        long now = UtcTicks();
        for (int i = 0; i < late.Length; i++)
        {
            late[i] = IsStale(_triggers.Length + i, now) ? Signal.Missing(Reason.StaleCalibration) : late[i];
            Join(turn, _triggers.Length + i, ref late[i], ref accumulator);
            if (!signals.IsEmpty)
            {
                signals.Span[_triggers.Length + i] = late[i];
            }
        }

        return accumulator.Finish(_shape, _costs, turn, skipped: 0);
    }

    private void EvaluateSynchronous(AgentTurn turn, Span<Signal> signals, ref DecisionAccumulator accumulator)
    {
        ITrigger[] triggers = _triggers;
        long now = UtcTicks();
        for (int i = 0; i < triggers.Length; i++)
        {
            Signal signal;
            if (IsStale(i, now))
            {
                signal = Signal.Missing(Reason.StaleCalibration);
            }
            else
            {
                SafeEvaluation.Evaluate(triggers[i], turn, out signal);
            }

            Join(turn, i, ref signal, ref accumulator);
            if (!signals.IsEmpty)
            {
                signals[i] = signal;
            }
        }
    }

    /// <summary>Puts a signal through the trigger's rule and adds what comes of it.</summary>
    private void Join(AgentTurn turn, int index, ref Signal signal, ref DecisionAccumulator accumulator)
    {
        Restraint restraint = _shape.Rules is { } rules ? rules.Apply(index, turn, _time, ref signal) : Restraint.None;
        if (restraint == Restraint.None)
        {
            accumulator.Add(_shape, index, signal);
        }
        else
        {
            accumulator.AddRestrained(_shape, index, signal, restraint);
        }
    }

    /// <summary>The time, read only where something can be out of date.</summary>
    private long UtcTicks() => _expiry is null ? 0 : _time.GetUtcNow().UtcTicks;

    private bool IsStale(int index, long nowUtcTicks) => _expiry is { } expiry && expiry.IsStale(index, nowUtcTicks);

    private EscalationDecision Owned(AgentTurn turn) => WithoutTriggers(turn, Reason.OwnedByPerson);

    private EscalationDecision TooDeep(AgentTurn turn) => WithoutTriggers(turn, Reason.ReentrancyLimit);

    private EscalationDecision WithoutTriggers(AgentTurn turn, Reason reason)
    {
        RouteRule route = _shape.Routes.For(reason);
        return new EscalationDecision
        {
            Id = turn.Id,
            PolicyName = Name,
            Outcome = DecisionOutcome.EscalateToPerson,
            Reason = reason,
            TriggerIndex = -1,
            Score = double.NaN,
            Threshold = double.NaN,
            Guarantee = _shape.GuaranteeAfterFault,
            ModelIsRight = double.NaN,
            ExpertIsRight = double.NaN,
            ExpectedCostOfActing = double.NaN,
            ExpectedCostOfEscalating = double.NaN,
            RouteKey = route.Key,
            Priority = route.Priority,
        };
    }

    private List<TriggerExplanation> Evidence(AgentTurn turn, in EscalationDecision decision, ReadOnlySpan<Signal> signals)
    {
        var triggers = new List<TriggerExplanation>();
        if (decision.Reason == Reason.OwnedByPerson || decision.Reason == Reason.ReentrancyLimit || !ReentrancyGuard.TryEnter())
        {
            return triggers;
        }

        try
        {
            for (int i = 0; i < signals.Length; i++)
            {
                if ((decision.SkippedTriggers & (1UL << i)) == 0)
                {
                    triggers.Add(new TriggerExplanation(TriggerNames[i], signals[i], EvidenceOf(i, turn, signals[i])));
                }
            }
        }
        finally
        {
            ReentrancyGuard.Exit();
        }

        return triggers;
    }

    private string EvidenceOf(int index, AgentTurn turn, in Signal signal)
    {
        string plain = ExplanationWriter.Describe(signal);
        try
        {
            string? own = index < _triggers.Length
                ? _triggers[index].Explain(turn, signal)
                : _asyncTriggers[index - _triggers.Length].Trigger.Explain(turn, signal);
            string rule = _shape.Rules?.Describe(index, turn, signal, _time) ?? "";
            return string.IsNullOrEmpty(own) ? rule.Length == 0 ? plain : $"{plain}.{rule}" : $"{plain}. {own}{rule}";
        }
        catch (Exception fault)
        {
            // An explanation that fails must not take the decision with it.
            return $"{plain} (no explanation: {fault.GetType().FullName})";
        }
    }

    private void RequireRoom(int length, string parameter)
    {
        if (length != 0 && length != TriggerNames.Count)
        {
            throw new ArgumentException($"signals must hold {TriggerNames.Count} elements or none, but holds {length}.", parameter);
        }
    }
}
