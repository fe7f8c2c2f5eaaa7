using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Triggers.Loops;

/// <summary>Fires while the agent repeats itself without progress: first a warning, then a stop.</summary>
/// <remarks>
/// The reason is <see cref="Reason.Loop"/>, the detail the rule's code (see <see cref="LoopVerdict.Reason"/>), the score the repetitions; what to tell a
/// warned agent is in <see cref="NudgeFor"/>. Deciding only reads: <see cref="Conversation.Record"/> is what changes the state. With
/// <see cref="LoopOptions.PreviewProposedStep"/> the turn's proposed step is judged, otherwise the steps so far. A turn without conversation, or one whose recorded steps nobody
/// watched, is missing as <see cref="Reason.NoSignal"/>, which escalates. Immutable, safe for concurrent use; constant time, linear in the texts of a step that is previewed; allocates nothing, except for a previewed piece of streamed text.
/// </remarks>
public sealed class LoopTrigger : ITrigger, IStatefulTrigger, INudgingTrigger, IConfigured
{
    private readonly LoopSlot _slot;
    private readonly DecisionOutcome _warn;
    private readonly DecisionOutcome _stop;
    private readonly bool _conversationIsOptional;
    private readonly bool _previews;

    /// <summary>Creates the trigger.</summary>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="options">When repetition counts as a loop; copied. Null takes the defaults.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="name"/> is blank, or a volatile word is none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an option is out of range, an outcome is not above acting, or a stop is milder than a warning.</exception>
    public LoopTrigger(string name, LoopOptions? options = null)
    {
        options ??= new LoopOptions();
        Name = Guard.NotBlank(name);
        var rules = new LoopRules(options);
        _slot = new LoopSlot(rules);
        _warn = TriggerParts.RequireProposal(options.WarnOutcome);
        _stop = RequireStop(TriggerParts.RequireProposal(options.StopOutcome), _warn);
        _conversationIsOptional = options.ConversationIsOptional;
        _previews = options.PreviewProposedStep;
        Slots = [_slot];
        Configuration = string.Create(CultureInfo.InvariantCulture, $"{rules.Fingerprint:x16};{_warn};{_stop};{_conversationIsOptional};{_previews}");
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ConversationSlot> Slots { get; }

    /// <summary>The slot whose state the trigger reads; <c>conversation.TryGet(trigger.Slot, out LoopState? state)</c> gives the verdict in full.</summary>
    public ConversationSlot<LoopState> Slot => _slot;

    /// <inheritdoc/>
    public string Configuration { get; }

    /// <inheritdoc/>
    public Signal Evaluate(AgentTurn turn)
    {
        if (turn.Conversation is not { } conversation)
        {
            return _conversationIsOptional ? Signal.NotApplicable() : Signal.Missing(Reason.NoSignal, "no-conversation");
        }

        if (!conversation.TryGet(_slot, out LoopState? state))
        {
            return conversation.StepCount == 0 ? Signal.Quiet() : Signal.Missing(Reason.NoSignal, "loop-state-not-attached");
        }

        LoopVerdict verdict = VerdictOf(turn, state);
        return !verdict.IsLoop ? Signal.Quiet()
            : Signal.Fire(Reason.Loop, verdict.Stage == LoopStage.Warn ? _warn : _stop, verdict.Repeats, detail: verdict.Reason.Code);
    }

    /// <summary>What to tell the agent about the loop that the trigger sees; null when it sees none. Holds nothing of what was said or done.</summary>
    /// <param name="turn">The turn.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="turn"/> is null.</exception>
    public string? NudgeFor(AgentTurn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return Find(turn) is { IsLoop: true } verdict ? LoopNudge.TextFor(verdict) : null;
    }

    /// <inheritdoc/>
    public string? Explain(AgentTurn turn, in Signal signal)
    {
        ArgumentNullException.ThrowIfNull(turn);
        if (Find(turn) is not { IsLoop: true } verdict)
        {
            return null;
        }

        string what = verdict.Period > 1 ? $"a cycle of {verdict.Period} steps" : verdict.Reason.Code;
        return string.Create(CultureInfo.InvariantCulture, $"{what}, {verdict.Repeats} times since step {verdict.FirstStep}.");
    }

    private static DecisionOutcome RequireStop(DecisionOutcome stop, DecisionOutcome warn) => stop >= warn
        ? stop
        : throw new ArgumentOutOfRangeException(nameof(stop), stop, $"StopOutcome must be at least as strict as WarnOutcome, {warn}, but was {stop}.");

    private LoopVerdict Find(AgentTurn turn) => turn.Conversation is { } conversation && conversation.TryGet(_slot, out LoopState? state) ? VerdictOf(turn, state) : default;

    private LoopVerdict VerdictOf(AgentTurn turn, LoopState state) => _previews && turn.ProposedStep is { } step ? state.Preview(step) : state.Verdict;
}
