using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Triggers.Loops;

/// <summary>Fires while a judge holds the agent for stuck. The judge is asked seldom: at a first step and then at intervals that shorten as it grows surer.</summary>
/// <remarks>
/// <para>Deciding only reads. The runtime, or whoever calls <see cref="EscalationPolicy.PrepareAsync"/> or <see cref="ConsultAsync"/> after recording and before deciding,
/// asks when the judge is due and does nothing otherwise, so policies stay synchronous and a decision costs constant time and allocates nothing.</para>
/// <para>Fails closed: a judge that is late, throws or gives no probability is a fault, and one that is due and was not asked is missing as
/// <see cref="Reason.NoSignal"/>; both escalate, until it is asked again with success. The reason is <see cref="Reason.Loop"/>, the detail
/// <c>loop-judge</c>, the score the judge's probability.</para>
/// <para>The trigger is immutable and safe for concurrent use on different conversations; the judge has to be so too.</para>
/// </remarks>
public sealed class LoopJudgeTrigger : IThresholdTrigger, IStatefulTrigger, IPreparedTrigger, IConfigured
{
    private static readonly TimeSpan LongestTimeBudget = TimeSpan.FromHours(1);

    private readonly ILoopJudge _judge;
    private readonly LoopJudgeSlot _slot;
    private readonly TimeSpan _budget;
    private readonly TimeProvider _time;
    private readonly bool _conversationIsOptional;

    /// <summary>Creates the trigger.</summary>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="judge">Whom to ask.</param>
    /// <param name="options">When, and what follows; copied. Null takes the defaults.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="name"/> is blank.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="judge"/> or the options' clock is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an option is out of range or the outcome is not above acting.</exception>
    public LoopJudgeTrigger(string name, ILoopJudge judge, LoopJudgeOptions? options = null)
    {
        options ??= new LoopJudgeOptions();
        ArgumentNullException.ThrowIfNull(judge);
        ArgumentNullException.ThrowIfNull(options.Time);
        if (!(options.Above is >= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Above, string.Create(CultureInfo.InvariantCulture, $"Above must lie in [0, 1), but was {options.Above}."));
        }

        if (options.TimeBudget <= TimeSpan.Zero || options.TimeBudget > LongestTimeBudget)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.TimeBudget, string.Create(CultureInfo.InvariantCulture, $"TimeBudget must be above zero and at most an hour, but was {options.TimeBudget}."));
        }

        Name = Guard.NotBlank(name);
        _judge = judge;
        var rules = LoopJudgeRules.Of(options);
        _slot = new LoopJudgeSlot(rules);
        (_budget, _time, _conversationIsOptional) = (options.TimeBudget, options.Time, options.ConversationIsOptional);
        Outcome = TriggerParts.RequireProposal(options.Outcome);
        Threshold = Threshold.DelegateAbove(options.Above);
        Slots = [_slot];
        Configuration = string.Create(CultureInfo.InvariantCulture, $"{rules.FirstStep};{rules.LeastSteps};{rules.MostSteps};{options.Above:R};{Outcome};{_conversationIsOptional}");
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Threshold Threshold { get; }

    /// <inheritdoc/>
    public DecisionOutcome Outcome { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ConversationSlot> Slots { get; }

    /// <summary>The slot whose state the trigger reads and <see cref="ConsultAsync"/> changes.</summary>
    public ConversationSlot<LoopJudgeState> Slot => _slot;

    /// <inheritdoc/>
    public string Configuration { get; }

    /// <summary>Asks the judge when it is due.</summary>
    /// <param name="conversation">The conversation, with the trigger's slot attached; it is not to be changed meanwhile. An answer about a conversation that went on is dropped.</param>
    /// <param name="cancellationToken">Cancels the question; the judge stays due.</param>
    /// <returns>Whether it was asked.</returns>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="conversation"/> is null.</exception>
    /// <exception cref="InvalidOperationException">Thrown when the slot is not attached, or the judge asks about its own conversation.</exception>
    /// <exception cref="OperationCanceledException">Thrown when the caller cancels.</exception>
    public ValueTask<bool> ConsultAsync(Conversation conversation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        if (!conversation.TryGet(_slot, out LoopJudgeState? state))
        {
            throw new InvalidOperationException($"Conversation '{conversation.Id}' has no slot for '{Name}': start it with the policy, or attach the policy to it.");
        }

        if (state.IsAsking)
        {
            throw new InvalidOperationException($"The judge of '{Name}' is already being asked about conversation '{conversation.Id}'.");
        }

        return state.IsDue ? AskAsync(conversation, state, cancellationToken) : ValueTask.FromResult(false);
    }

    /// <inheritdoc/>
    /// <remarks>A turn without conversation, one whose slot is not attached and a judge that asks about its own conversation ask nothing; the signal shows it.</remarks>
    public async ValueTask PrepareAsync(AgentTurn turn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turn);
        if (turn.Conversation is { } conversation && conversation.TryGet(_slot, out LoopJudgeState? state) && !state.IsAsking)
        {
            await ConsultAsync(conversation, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public Signal Evaluate(AgentTurn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        if (turn.Conversation is not { } conversation)
        {
            return _conversationIsOptional ? Signal.NotApplicable() : Signal.Missing(Reason.NoSignal, "no-conversation");
        }

        if (!conversation.TryGet(_slot, out LoopJudgeState? state))
        {
            return conversation.StepCount == 0 ? Signal.Quiet() : Signal.Missing(Reason.NoSignal, "loop-state-not-attached");
        }

        if (state.Fault is { } fault)
        {
            return Signal.Fault(fault, "loop-judge");
        }

        return state.IsDue ? Signal.Missing(Reason.NoSignal, "loop-judge-not-asked")
            : state.Confidence is not { } confidence ? Signal.Quiet()
            : !Threshold.Escalates(confidence) ? Signal.Quiet(confidence, Threshold.Value)
            : Signal.Fire(Reason.Loop, Outcome, confidence, Threshold.Value, "loop-judge");
    }

    private async ValueTask<bool> AskAsync(Conversation conversation, LoopJudgeState state, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        state.IsAsking = true;
        try
        {
            long recorded = state.Recorded;
            (double confidence, Reason? fault) = await LoopQuestion.AskAsync(_judge, conversation, _budget, _time, cancellationToken).ConfigureAwait(false);
            if (fault is { } reason)
            {
                state.Failed(reason);
            }
            else if (state.Recorded == recorded)
            {
                state.Answered(confidence);
            }

            return true;
        }
        finally
        {
            state.IsAsking = false;
        }
    }
}
