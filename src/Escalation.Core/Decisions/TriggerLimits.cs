using System.Globalization;

namespace Escalation.Decisions;

/// <summary>Applies a budget and a cool-down to the firings of one trigger. Pure; allocates nothing but for words.</summary>
internal static class TriggerLimits
{
    /// <summary>Why the signal is held back, if it is. Whatever is not known for certain holds nothing back.</summary>
    /// <param name="rule">The trigger's rule.</param>
    /// <param name="signal">What it says; its severity is the effective one.</param>
    /// <param name="firings">What was recorded of it.</param>
    /// <param name="step">How many steps the conversation has.</param>
    /// <param name="now">The policy's clock.</param>
    internal static Restraint Restrain(TriggerRule rule, in Signal signal, List<Firing> firings, long step, DateTimeOffset now)
    {
        if (signal.Kind != SignalKind.Value || !signal.Fired || signal.Proposal >= DecisionOutcome.SafeStop || signal.Severity >= Severity.Critical)
        {
            return Restraint.None;
        }

        if (rule.CoolDown is { } coolDown)
        {
            foreach (Firing firing in firings)
            {
                if (firing.IsAtLeast(signal) && IsSilent(coolDown, firing, step, now))
                {
                    return Restraint.CoolDown;
                }
            }
        }

        return rule.Budget is { } budget && budget.Then < signal.Proposal && Spent(budget, signal, firings, step, now) >= budget.Limit ? Restraint.Budget : Restraint.None;
    }

    /// <summary>The firings that count against a signal.</summary>
    internal static int Spent(TriggerBudget budget, in Signal signal, List<Firing> firings, long step, DateTimeOffset now)
    {
        int spent = 0;
        foreach (Firing firing in firings)
        {
            bool within = (budget.Steps is not { } steps || IsWithin(step - firing.Step, steps)) && (budget.Span is not { } span || IsWithin(now.UtcTicks - firing.UtcTicks, span.Ticks));
            spent += within && firing.IsAtLeast(signal) ? 1 : 0;
        }

        return spent;
    }

    /// <summary>The state of both in words.</summary>
    internal static string Describe(TriggerRule rule, in Signal signal, List<Firing>? firings, long step, DateTimeOffset now)
    {
        string text = "";
        if (rule.Budget is { } budget)
        {
            text = string.Create(CultureInfo.InvariantCulture, $" Budget {budget}: {(firings is null ? 0 : Spent(budget, signal, firings, step, now))} spent.");
        }

        if (rule.CoolDown is { } coolDown)
        {
            bool silent = false;
            foreach (Firing firing in firings ?? [])
            {
                silent |= firing.IsAtLeast(signal) && IsSilent(coolDown, firing, step, now);
            }

            text += $" Cool-down {coolDown}: {(silent ? "running" : "not running")}.";
        }

        return text;
    }

    private static bool IsSilent(TriggerCoolDown coolDown, in Firing firing, long step, DateTimeOffset now) =>
        firing.ResolvedStep is { } resolved
        && (coolDown.Steps is not { } steps || IsWithin(step - resolved, steps))
        && (coolDown.Span is not { } span || (firing.ResolvedUtcTicks is { } at && IsWithin(now.UtcTicks - at, span.Ticks)));

    /// <summary>An age below zero comes from a clock that was set back or a state from elsewhere: nothing is known then.</summary>
    private static bool IsWithin(long age, long limit) => age >= 0 && age < limit;
}
