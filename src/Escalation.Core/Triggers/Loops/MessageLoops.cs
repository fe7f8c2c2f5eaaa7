namespace Escalation.Triggers.Loops;

/// <summary>The rules about messages with nothing between: equal ones, nearly equal ones, and cycles of several.</summary>
internal sealed class MessageLoops(LoopRules rules)
{
    internal PeriodTracker Periods { get; } = new(rules.Cycles);

    internal RunCounter Equal { get; private set; }

    internal RunCounter Restated { get; private set; }

    /// <summary>The first message of the run of nearly equal ones.</summary>
    internal MessageSketch Anchor { get; private set; }

    internal void Clear()
    {
        if (Equal.Length > 0)
        {
            Periods.Clear();
            (Equal, Restated) = (default, default);
        }
    }

    /// <summary>What the message would amount to. Changes nothing.</summary>
    internal LoopVerdict Judge(ReadOnlySpan<char> message, long step)
    {
        ulong hash = Hash(message);
        return LoopVerdict.Graver(JudgeRuns(Equal.Next(hash, step), Restate(MessageSketch.Of(message), step)), Periods.Preview(hash, 1));
    }

    internal LoopVerdict Commit(ReadOnlySpan<char> message, long step)
    {
        ulong hash = Hash(message);
        var sketch = MessageSketch.Of(message);
        (Equal, Restated) = (Equal.Next(hash, step), Restate(sketch, step));
        if (Restated.Length == 1)
        {
            Anchor = sketch;
        }

        return LoopVerdict.Graver(JudgeRuns(Equal, Restated), Periods.Append(hash, 1, step));
    }

    /// <summary>What the latest message amounts to, once more.</summary>
    internal LoopVerdict Current() => LoopVerdict.Graver(JudgeRuns(Equal, Restated), Periods.Current());

    /// <summary>Puts back what the properties showed; the periods are put back by themselves.</summary>
    internal void Restore(in RunCounter equal, in RunCounter restated, in MessageSketch anchor) => (Equal, Restated, Anchor) = (equal, restated, anchor);

    private static ulong Hash(ReadOnlySpan<char> message) => PeriodTracker.NonZero(MessageText.Hash(message));

    /// <summary>Compared with the first of the run, so that a plan which drifts away word by word is no restatement.</summary>
    private RunCounter Restate(in MessageSketch sketch, long step) =>
        Restated.Length > 0 && sketch.Resembles(Anchor) ? Restated.Next(1, step) : new RunCounter(1, 1, step);

    private LoopVerdict JudgeRuns(in RunCounter equal, in RunCounter restated) => LoopVerdict.Graver(
        LoopVerdict.Judge(LoopKind.Monologue, 1, equal.Length, rules.Monologue, rules.StopAfter, equal.First),
        LoopVerdict.Judge(LoopKind.RestatedPlan, 1, restated.Length, rules.RestatedPlans, rules.StopAfter, restated.First));
}
