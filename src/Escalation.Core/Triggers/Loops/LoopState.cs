using Escalation.Decisions;

namespace Escalation.Triggers.Loops;

/// <summary>What the loop detector remembers of a conversation: counters and fingerprints of steps, and the tail of streamed text.</summary>
/// <remarks>
/// <para>Memory is bounded, see <see cref="LoopOptions.History"/>. Changes only when a step is recorded, in time linear in the step's texts and independent of the
/// history. A step that the policy itself refused (<see cref="AgentStep.Vetoed"/>) changes nothing, so a block neither counts as a repetition nor lifts itself.</para>
/// <para>Texts are compared as 64-bit fingerprints, which are not cryptographic: two different texts with one fingerprint look equal. By chance that is
/// one pair in 2^64; on purpose it can be brought about. Either way it can only add an alarm and never hide one.</para>
/// <para>Not safe for concurrent use.</para>
/// </remarks>
public sealed class LoopState : IConversationState
{
    private readonly LoopRules _rules;
    private LoopVerdict _toolVerdict;
    private LoopVerdict _messageVerdict;

    internal LoopState(LoopRules rules)
    {
        _rules = rules;
        Tools = new ToolLoops(rules);
        Messages = new MessageLoops(rules);
        Chants = new ChantTracker(rules.Chants);
    }

    /// <summary>How many steps were recorded.</summary>
    public long StepCount { get; private set; }

    /// <summary>What the steps so far amount to.</summary>
    public LoopVerdict Verdict { get; private set; }

    /// <summary>How many loops there were since the last user turn or idle gap, the present one included. Beyond <see cref="LoopOptions.Warnings"/> each is a stop at once.</summary>
    public int Strikes { get; private set; }

    internal ToolLoops Tools { get; }

    internal MessageLoops Messages { get; }

    internal ChantTracker Chants { get; }

    internal RunCounter Trims { get; private set; }

    internal DateTimeOffset? LatestAt { get; private set; }

    /// <summary>Whether a user turn that resets nothing came after the latest call: the loop before it is told again only once a call goes on with it.</summary>
    internal bool UserSinceTool { get; private set; }

    /// <inheritdoc/>
    public void Record(AgentStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        StepCount++;
        if (IsIdle(step))
        {
            Clear();
        }

        // The latest time seen: a clock that is set back and forth would otherwise look like a pause at every step, and hide any loop.
        LatestAt = step.At is { } at && !(at < LatestAt) ? at : LatestAt;
        if (!step.Vetoed)
        {
            Take(step);
        }

        LoopVerdict found = Join(_toolVerdict, _messageVerdict, Trims, Chants.Repeats, Chants.FirstStep);
        Strikes += found.IsLoop && !Verdict.IsLoop ? 1 : 0;
        Verdict = Harden(found, Strikes);
    }

    /// <summary>What the verdict would be if the agent now took this step. Changes nothing.</summary>
    /// <param name="step">
    /// The step. Of a tool call without an observation that is not known to fail, the outcome is taken to be that of the latest equal call, and a call that
    /// has no equal among the latest ones is taken to bring something new. Otherwise the answer is exactly what <see cref="Verdict"/> is once the step is
    /// recorded.
    /// </param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="step"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when its kind is not one of the enum.</exception>
    /// <remarks>Linear in the step's texts; allocates nothing, except for a piece of streamed text.</remarks>
    public LoopVerdict Preview(AgentStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        bool idle = IsIdle(step);
        if (step.Vetoed)
        {
            return idle ? default : Verdict;
        }

        long number = StepCount + 1;
        LoopVerdict found = step.Kind switch
        {
            AgentStepKind.Tool when !idle => PreviewTool(step, number),
            AgentStepKind.Message when !idle => Join(_toolVerdict, Messages.Judge(step.Text, number), default, Chants.Repeats, Chants.FirstStep),
            AgentStepKind.Condensation when !idle => Join(_toolVerdict, default, Trims.Next(1, number), Chants.Repeats, Chants.FirstStep),
            AgentStepKind.Chunk => PreviewChunk(step.Text, number, idle),

            // A user turn, or one step after a pause, is no loop.
            AgentStepKind.User or AgentStepKind.Tool or AgentStepKind.Message or AgentStepKind.Condensation => default,
            _ => throw new ArgumentOutOfRangeException(nameof(step), step.Kind, "Not a kind of step."),
        };
        return Harden(found, idle ? 1 : Strikes + (found.IsLoop && !Verdict.IsLoop ? 1 : 0));
    }

    internal void Restore(long stepCount, int strikes, DateTimeOffset? latestAt, bool userSinceTool, in RunCounter trims)
    {
        (StepCount, Strikes, LatestAt, UserSinceTool, Trims) = (stepCount, strikes, latestAt, userSinceTool, trims);
        _toolVerdict = userSinceTool ? default : Tools.Current();
        _messageVerdict = Messages.Current();
        Verdict = Harden(Join(_toolVerdict, _messageVerdict, Trims, Chants.Repeats, Chants.FirstStep), Strikes);
    }

    private bool IsIdle(AgentStep step) => _rules.IdleGap is { } gap && step.At - LatestAt >= gap;

    private void Take(AgentStep step)
    {
        switch (step.Kind)
        {
            case AgentStepKind.User when _rules.ResetOnUserTurn:
                Clear();
                break;
            case AgentStepKind.User:
                ClearTalk();
                (_toolVerdict, UserSinceTool) = (default, true);
                Chants.StartOver();
                break;
            case AgentStepKind.Tool:
                ClearTalk();
                Chants.StartOver();
                UserSinceTool = false;
                _toolVerdict = Tools.Commit(LoopEntryFactory.OfTool(step, _rules, StepCount));
                break;
            case AgentStepKind.Message:
                Trims = default;
                _messageVerdict = Messages.Commit(step.Text, StepCount);
                break;
            case AgentStepKind.Condensation:
                RunCounter trims = Trims.Next(1, StepCount);
                ClearTalk();
                Trims = trims;
                break;
            case AgentStepKind.Chunk:
                Trims = default;
                Chants.Add(step.Text, StepCount);
                break;
        }
    }

    private void Clear()
    {
        Tools.Clear();
        ClearTalk();
        Chants.StartOver();
        (_toolVerdict, Verdict, Strikes, UserSinceTool) = (default, default, 0, false);
    }

    private void ClearTalk()
    {
        Messages.Clear();
        (_messageVerdict, Trims) = (default, default);
    }

    private LoopVerdict PreviewTool(AgentStep step, long number)
    {
        if (step.Observation is not null || step.IsError)
        {
            return Tools.Judge(LoopEntryFactory.OfTool(step, _rules, number));
        }

        LoopStep call = LoopEntryFactory.OfCall(step, _rules.Tool(step.Action), number);
        return Tools.TryAssume(call, out LoopStep assumed) ? Tools.Judge(assumed) : default;
    }

    private LoopVerdict PreviewChunk(string? text, long number, bool idle)
    {
        ChantTracker chants = idle ? new ChantTracker(_rules.Chants) : Chants.Copy();
        chants.Add(text, number);
        return Join(idle ? default : _toolVerdict, idle ? default : _messageVerdict, default, chants.Repeats, chants.FirstStep);
    }

    private LoopVerdict Join(in LoopVerdict tools, in LoopVerdict messages, in RunCounter trims, int chants, long chantsSince)
    {
        LoopVerdict verdict = LoopVerdict.Graver(tools, messages);
        verdict = LoopVerdict.Graver(verdict, LoopVerdict.Judge(LoopKind.Condensation, 1, trims.Length, _rules.Condensations, _rules.StopAfter, trims.First));
        return LoopVerdict.Graver(verdict, LoopVerdict.Judge(LoopKind.Chanting, 1, chants, _rules.Chants, _rules.StopAfter, chantsSince));
    }

    /// <summary>An agent that was warned often enough is not warned for ever.</summary>
    private LoopVerdict Harden(in LoopVerdict verdict, int strikes) =>
        verdict.Stage == LoopStage.Warn && strikes > _rules.Warnings ? verdict with { Stage = LoopStage.Stop } : verdict;
}
