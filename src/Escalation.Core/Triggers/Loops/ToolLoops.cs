namespace Escalation.Triggers.Loops;

/// <summary>The rules about tool steps. Messages and context trims between two calls are thought, not progress, and never come here.</summary>
/// <remarks>
/// Each rule is a counter that a step moves on, so a step costs constant time; two rules look back over the retained steps, the same call between
/// harmless calls (at most <see cref="LoopOptions.NoProgressWindow"/> steps) and, where they are asked for, errors across calls. <see cref="Judge"/>
/// only reads and <see cref="Commit"/> moves on by the same functions, so a preview and the record that follows agree.
/// </remarks>
internal sealed class ToolLoops
{
    private readonly LoopRules _rules;

    internal ToolLoops(LoopRules rules)
    {
        _rules = rules;
        Entries = new EntryRing(Math.Max(PeriodTracker.Longest, rules.ErrorsAcrossCalls ? rules.History : rules.NoProgressWindow));
        Facts = new RecentFacts(rules.History);
        Periods = new PeriodTracker(rules.Cycles);
    }

    internal EntryRing Entries { get; }

    internal RecentFacts Facts { get; }

    internal PeriodTracker Periods { get; }

    internal ToolRuns Runs { get; private set; }

    internal void Clear()
    {
        Entries.Clear();
        Facts.Clear();
        Periods.Clear();
        Runs = default;
    }

    /// <summary>What the step would amount to. Changes nothing.</summary>
    internal LoopVerdict Judge(in LoopStep step) => LoopVerdict.Graver(JudgeRuns(step.Entry, Next(step), behind: 0), Periods.Preview(step.Entry.Signature, step.Entry.Tolerance));

    /// <summary>Takes the step into account and says what it amounts to.</summary>
    internal LoopVerdict Commit(in LoopStep step)
    {
        ToolRuns next = Next(step);
        LoopVerdict verdict = LoopVerdict.Graver(JudgeRuns(step.Entry, next, behind: 0), Periods.Append(step.Entry.Signature, step.Entry.Tolerance, step.Entry.Step));
        Runs = next;
        Facts.Add(TargetFact(step));
        Facts.Add(ResultFact(step));
        Entries.Append(step.Entry);
        return verdict;
    }

    /// <summary>The proposed call with the outcome that the latest equal call had; false when no equal call is at hand.</summary>
    internal bool TryAssume(in LoopStep call, out LoopStep assumed)
    {
        for (int age = 0; age < Entries.Count; age++)
        {
            ref readonly LoopEntry entry = ref Entries[age];
            if (entry.Call == call.Entry.Call)
            {
                assumed = call with { Entry = entry with { Step = call.Entry.Step } };
                return true;
            }
        }

        assumed = default;
        return false;
    }

    /// <summary>What the latest step amounts to, once more.</summary>
    internal LoopVerdict Current() => Entries.Count == 0 ? default : LoopVerdict.Graver(JudgeRuns(Entries[0], Runs, behind: 1), Periods.Current());

    /// <summary>Puts back the counters; entries, facts and periods are put back by themselves.</summary>
    internal void Restore(in ToolRuns runs) => Runs = runs;

    private static ulong TargetFact(in LoopStep step) => TextHash.Join(step.Target, 1);

    private static ulong ResultFact(in LoopStep step) => TextHash.Join(TextHash.Join(step.Tool, step.Entry.Result), 2);

    private static ulong KeyIf(bool applies, ulong key) => applies ? PeriodTracker.NonZero(key) : 0;

    private ToolRuns Next(in LoopStep step)
    {
        LoopEntry entry = step.Entry;
        bool exempt = entry.Has(LoopTraits.Exempt);
        bool error = entry.Has(LoopTraits.Error);
        bool longRead = entry.Has(LoopTraits.ReadOnly | LoopTraits.LongResult) && !error;
        return new ToolRuns(
            Runs.Repeated.Next(entry.Signature, entry.Step),
            Runs.Failing.Next(KeyIf(error && !exempt, entry.Call), entry.Step),
            Runs.SameError.Next(KeyIf(error && !exempt, entry.Shape), entry.Step),
            Runs.SameResult.Next(KeyIf(longRead && !exempt, entry.Shape), entry.Step),
            Runs.Stale.Next(!exempt && !BringsNews(step), entry.Tolerance, entry.Step));
    }

    /// <summary>A new result is news, and so is a new target; a tool that only reads brings nothing but results, unless it declares targets.</summary>
    private bool BringsNews(in LoopStep step) =>
        !Facts.Contains(ResultFact(step)) || ((step.DeclaresTargets || !step.Entry.Has(LoopTraits.ReadOnly)) && !Facts.Contains(TargetFact(step)));

    /// <summary>Judges the newest step, behind which the retained ones begin at the given age.</summary>
    private LoopVerdict JudgeRuns(in LoopEntry entry, in ToolRuns runs, int behind)
    {
        LoopVerdict verdict = JudgeRun(LoopKind.RepeatError, runs.Failing, _rules.RepeatedErrors, entry.Tolerance);
        verdict = LoopVerdict.Graver(verdict, JudgeRun(LoopKind.ExactRepeat, runs.Repeated, _rules.ExactRepeats, entry.Tolerance));
        verdict = LoopVerdict.Graver(verdict, JudgeRun(LoopKind.SameError, runs.SameError, _rules.SameErrors, entry.Tolerance));
        verdict = LoopVerdict.Graver(verdict, JudgeRun(LoopKind.SameResult, runs.SameResult, _rules.SameResults, entry.Tolerance));
        verdict = LoopVerdict.Graver(verdict, JudgeRun(LoopKind.Stagnation, runs.Stale.Run, _rules.StagnantSteps, Math.Max(1, runs.Stale.Tolerance)));
        if (entry.Has(LoopTraits.Exempt))
        {
            return verdict;
        }

        verdict = LoopVerdict.Graver(verdict, NoProgress(entry, behind));
        return _rules.ErrorsAcrossCalls && entry.Has(LoopTraits.Error) ? LoopVerdict.Graver(verdict, ErrorsAcross(entry, behind)) : verdict;
    }

    private LoopVerdict JudgeRun(LoopKind kind, in RunCounter run, int needed, int tolerance) =>
        LoopVerdict.Judge(kind, 1, run.Length, (long)needed * tolerance, _rules.StopAfter, run.First);

    /// <summary>Counts back over calls free of side effects only: any other call may have changed something.</summary>
    private LoopVerdict NoProgress(in LoopEntry newest, int behind)
    {
        int repeats = 1;
        long first = newest.Step;
        long window = Math.Min(Behind(behind), behind + ((long)_rules.NoProgressWindow * newest.Tolerance) - 1);
        for (int age = behind; age < window; age++)
        {
            ref readonly LoopEntry entry = ref Entries[age];
            if (entry.Call == newest.Call && entry.Result == newest.Result)
            {
                repeats++;
                first = entry.Step;
            }
            else if (!entry.Has(LoopTraits.SideEffectFree) || entry.Has(LoopTraits.Exempt))
            {
                break;
            }
        }

        return LoopVerdict.Judge(LoopKind.NoProgress, 1, repeats, (long)_rules.NoProgressRepeats * newest.Tolerance, _rules.StopAfter, first);
    }

    /// <summary>So many steps with the newest among them, whether or not it is retained yet.</summary>
    private int Behind(int behind) => Math.Min(Entries.Count, behind + Entries.Capacity - 1);

    /// <summary>Counts equal failing calls back over calls that cannot have changed anything: free of side effects, or failing themselves.</summary>
    private LoopVerdict ErrorsAcross(in LoopEntry newest, int behind)
    {
        int repeats = 1;
        long first = newest.Step;
        for (int age = behind; age < Behind(behind); age++)
        {
            ref readonly LoopEntry entry = ref Entries[age];
            if (entry.Call == newest.Call && entry.Has(LoopTraits.Error))
            {
                repeats++;
                first = entry.Step;
            }
            else if (entry.Has(LoopTraits.Exempt) || (!entry.Has(LoopTraits.Error) && !entry.Has(LoopTraits.SideEffectFree)))
            {
                break;
            }
        }

        return LoopVerdict.Judge(LoopKind.RepeatError, 1, repeats, (long)_rules.RepeatedErrors * newest.Tolerance, _rules.StopAfter, first);
    }
}
