namespace Escalation.Triggers.Loops;

/// <summary>The loop rules as a pure function of the steps since the last user turn.</summary>
/// <remarks>
/// Tool rules see tool steps only: messages and context trims between two calls are thought, not progress. Cycles are looked for among the tool steps,
/// and among messages with nothing between. A changed result is progress and breaks exact repeats and cycles. A cycle whose steps are all equal is a
/// repeat and no cycle. Tools declared as polling get <c>PollingTolerance</c> times the number in every rule about tool steps; a cycle does when one
/// of its steps polls. Linear in the history times the longest period; allocates nothing.
/// </remarks>
internal static class LoopDetector
{
    private enum Alike
    {
        Repeat,
        Failing,
        SameError,
        SameResult,
    }

    /// <summary>Judges a history, oldest step first.</summary>
    internal static LoopVerdict Detect(ReadOnlySpan<LoopEntry> history, LoopRules rules)
    {
        Span<int> places = stackalloc int[Math.Min(history.Length, rules.History)];
        LoopSteps tools = LoopSteps.Tools(history, places);
        var verdict = default(LoopVerdict);
        if (tools.Count > 0)
        {
            verdict = LoopVerdict.Graver(verdict, Run(tools, Alike.Failing, LoopKind.RepeatError, rules.RepeatedErrors, rules));
            verdict = LoopVerdict.Graver(verdict, Run(tools, Alike.Repeat, LoopKind.ExactRepeat, rules.ExactRepeats, rules));
            verdict = LoopVerdict.Graver(verdict, Cycle(tools, rules));
            verdict = LoopVerdict.Graver(verdict, Run(tools, Alike.SameError, LoopKind.SameError, rules.SameErrors, rules));
            verdict = LoopVerdict.Graver(verdict, Run(tools, Alike.SameResult, LoopKind.SameResult, rules.SameResults, rules));
            verdict = LoopVerdict.Graver(verdict, NoProgress(tools, rules));
        }

        LoopSteps messages = LoopSteps.Trailing(history, LoopEntryKind.Message, places);
        if (messages.Count > 0)
        {
            verdict = LoopVerdict.Graver(verdict, Run(messages, Alike.Repeat, LoopKind.Monologue, rules.Monologue, rules));
            verdict = LoopVerdict.Graver(verdict, Cycle(messages, rules));
        }

        LoopSteps trims = LoopSteps.Trailing(history, LoopEntryKind.Condensation, places);
        return trims.Count == 0 ? verdict : LoopVerdict.Graver(verdict, Run(trims, Alike.Repeat, LoopKind.Condensation, rules.Condensations, rules));
    }

    internal static LoopVerdict Judge(LoopKind kind, int period, int repeats, int needed, int stopAfter, long firstStep) => repeats < needed
        ? default
        : new LoopVerdict(kind, repeats >= (long)needed + stopAfter ? LoopStage.Stop : LoopStage.Warn, period, repeats, firstStep);

    private static LoopVerdict Run(in LoopSteps steps, Alike alike, LoopKind kind, int needed, LoopRules rules)
    {
        ref readonly LoopEntry newest = ref steps[0];
        int length = 0;
        while (length < steps.Count && AreAlike(newest, steps[length], alike))
        {
            length++;
        }

        int tolerance = newest.Has(LoopTraits.Polling) ? rules.PollingTolerance : 1;
        return length == 0 ? default : Judge(kind, 1, length, needed * tolerance, rules.StopAfter, steps[length - 1].Step);
    }

    private static bool AreAlike(in LoopEntry a, in LoopEntry b, Alike alike) => !a.Has(LoopTraits.Exempt) && alike switch
    {
        Alike.Repeat => a.Repeats(b),
        Alike.Failing => a.Call == b.Call && a.Has(LoopTraits.Error) && b.Has(LoopTraits.Error),
        Alike.SameError => a.Tool == b.Tool && a.Result == b.Result && a.Has(LoopTraits.Error),
        _ => a.Tool == b.Tool && a.Result == b.Result && a.Has(LoopTraits.ReadOnly | LoopTraits.LongResult) && !a.Has(LoopTraits.Error),
    };

    private static LoopVerdict Cycle(in LoopSteps steps, LoopRules rules)
    {
        var verdict = default(LoopVerdict);
        for (int period = 2; period <= rules.LongestPeriod && period < steps.Count; period++)
        {
            int matches = 0;
            while (matches + period < steps.Count && steps[matches].Repeats(steps[matches + period]))
            {
                matches++;
            }

            bool allEqual = true, polls = false;
            for (int i = 0; i < period; i++)
            {
                allEqual &= steps[0].Repeats(steps[i]);
                polls |= steps[i].Has(LoopTraits.Polling);
            }

            if (!allEqual)
            {
                int needed = rules.CyclePeriods * (polls ? rules.PollingTolerance : 1);
                verdict = LoopVerdict.Graver(verdict, Judge(LoopKind.Cycle, period, (matches + period) / period, needed, rules.StopAfter, steps[matches + period - 1].Step));
            }
        }

        return verdict;
    }

    /// <summary>Counts back over calls free of side effects only: any other call may have changed something.</summary>
    private static LoopVerdict NoProgress(in LoopSteps steps, LoopRules rules)
    {
        int repeats = 0;
        long first = 0;
        for (int i = 0; i < steps.Count && i < rules.NoProgressWindow; i++)
        {
            if (steps[0].Repeats(steps[i]))
            {
                repeats++;
                first = steps[i].Step;
            }
            else if (!steps[i].Has(LoopTraits.SideEffectFree) || steps[i].Has(LoopTraits.Exempt))
            {
                break;
            }
        }

        int tolerance = steps[0].Has(LoopTraits.Polling) ? rules.PollingTolerance : 1;
        int needed = Math.Min(rules.NoProgressRepeats * tolerance, rules.NoProgressWindow);
        return Judge(LoopKind.NoProgress, 1, repeats, needed, rules.StopAfter, first);
    }
}
