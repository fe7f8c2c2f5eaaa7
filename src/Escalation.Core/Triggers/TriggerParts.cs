using System.Globalization;
using System.Text;
using Escalation.Decisions;

namespace Escalation.Triggers;

/// <summary>Checks and describes the parts of a composition.</summary>
internal static class TriggerParts
{
    internal static T[] Require<T>(T[]? parts, string parameter)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(parts, parameter);
        if (parts.Length == 0)
        {
            throw new ArgumentException($"{parameter} must hold at least one, but is empty.", parameter);
        }

        int missing = Array.IndexOf(parts, null!);
        return missing < 0
            ? [.. parts]
            : throw new ArgumentException($"{parameter} must hold no null, but element {missing} is null.", parameter);
    }

    internal static int RequireQuorum(int k, int count) => k >= 1 && k <= count
        ? k
        : throw new ArgumentOutOfRangeException(nameof(k), k, $"k must be from 1 to the number of triggers, {count}, but was {k}.");

    internal static DecisionOutcome RequireProposal(DecisionOutcome outcome) => outcome is > DecisionOutcome.Act and <= DecisionOutcome.SafeStop
        ? outcome
        : throw new ArgumentOutOfRangeException(nameof(outcome), outcome, $"A trigger must propose more than acting. From Nudge to SafeStop is allowed, but outcome was {outcome}.");

    /// <summary>A text behind its length, so that a list of them reads in one way only.</summary>
    internal static string Counted(string text) => string.Create(CultureInfo.InvariantCulture, $"{text.Length}:{text}");

    /// <summary>Asks every part again; evaluating is free of side effects.</summary>
    internal static string Describe(ReadOnlySpan<ITrigger> parts, AgentTurn turn)
    {
        var text = new StringBuilder();
        foreach (ITrigger part in parts)
        {
            Signal signal = SafeEvaluation.Evaluate(part, turn);
            text.Append(text.Length == 0 ? "" : "; ").Append(part.Name).Append(' ').Append(ExplanationWriter.Describe(signal));
        }

        return text.Append('.').ToString();
    }
}
