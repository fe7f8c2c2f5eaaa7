using Escalation.Decisions;

namespace Escalation.Triggers.Loops;

/// <summary>What the loop detector remembers of a conversation: hashes of the steps since the last user turn, and the tail of streamed text.</summary>
/// <remarks>Bounded by <see cref="LoopOptions.History"/>. Changes only when a step is recorded, in time linear in the step's texts. Not safe for concurrent use.</remarks>
public sealed class LoopState : IConversationState
{
    private readonly LoopRules _rules;
    private readonly LoopHistory _history;
    private readonly ChantTracker _chants;
    private LoopVerdict _stepVerdict;

    internal LoopState(LoopRules rules)
    {
        _rules = rules;
        _history = new LoopHistory(rules.History);
        _chants = new ChantTracker(rules.Chants);
    }

    /// <summary>How many steps were recorded.</summary>
    public long StepCount { get; private set; }

    /// <summary>What the steps so far amount to.</summary>
    public LoopVerdict Verdict { get; private set; }

    internal ReadOnlySpan<LoopEntry> History => _history.Latest;

    internal ChantTracker Chants => _chants;

    /// <inheritdoc/>
    public void Record(AgentStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        StepCount++;
        switch (step.Kind)
        {
            case AgentStepKind.User:
                _history.Clear();
                _chants.StartOver();
                _stepVerdict = default;
                break;
            case AgentStepKind.Tool:
                _chants.StartOver();
                Append(LoopEntryFactory.OfTool(step, _rules, StepCount));
                break;
            case AgentStepKind.Message:
                Append(LoopEntryFactory.OfMessage(step, StepCount));
                break;
            case AgentStepKind.Condensation:
                Append(LoopEntryFactory.Of(LoopEntryKind.Condensation, StepCount));
                break;
            case AgentStepKind.Chunk:
                AppendChunk(step.Text ?? "");
                break;
        }

        Judge();
    }

    internal void Restore(long stepCount, ReadOnlySpan<LoopEntry> entries)
    {
        StepCount = stepCount;
        foreach (LoopEntry entry in entries)
        {
            _history.Append(entry);
        }

        _stepVerdict = LoopDetector.Detect(_history.Latest, _rules);
        Judge();
    }

    private void AppendChunk(string chunk)
    {
        if (!_history.Latest.IsEmpty && _history.Latest[^1].Kind == LoopEntryKind.Condensation)
        {
            Append(LoopEntryFactory.Of(LoopEntryKind.Text, StepCount));
        }

        _chants.Add(chunk, StepCount);
    }

    private void Append(in LoopEntry entry)
    {
        _history.Append(entry);
        _stepVerdict = LoopDetector.Detect(_history.Latest, _rules);
    }

    private void Judge() => Verdict = LoopVerdict.Graver(
        _stepVerdict,
        LoopDetector.Judge(LoopKind.Chanting, 1, _chants.Repeats, _rules.Chants, _rules.StopAfter, _chants.FirstStep));
}
