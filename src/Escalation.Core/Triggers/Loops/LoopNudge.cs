using System.Globalization;

namespace Escalation.Triggers.Loops;

/// <summary>What to tell an agent that repeats itself, in plain words that name what it did and what to do instead. Holds nothing of what was said or done.</summary>
public static class LoopNudge
{
    /// <summary>The text for a verdict.</summary>
    /// <param name="verdict">What the detector found.</param>
    /// <returns>One or two sentences, in English; empty when there is no loop.</returns>
    public static string TextFor(in LoopVerdict verdict)
    {
        (int n, long first, int period) = (verdict.Repeats, verdict.FirstStep, verdict.Period);
        FormattableString text = verdict.Kind switch
        {
            LoopKind.RepeatError => $"The same call has failed {n} times since step {first}. Do not repeat it unchanged: read the error, change the arguments or the tool, or say what is missing.",
            LoopKind.ExactRepeat => $"The same call has given the same result {n} times since step {first}. It will not change by repeating: use the result, try another way, or say what is missing.",
            LoopKind.Cycle => $"The same {period} steps have run {n} times since step {first} with the same results. Break the cycle: change one of them, or say what is missing.",
            LoopKind.Monologue => $"The same message was sent {n} times since step {first}. Act on it, or say what is missing.",
            LoopKind.RestatedPlan => $"The same plan was restated {n} times since step {first}. Carry out its first step now, or say what is missing.",
            LoopKind.SameError => $"This tool has given the same error {n} times since step {first}, whatever the arguments were. The arguments are not the cause: use another tool, or say what is missing.",
            LoopKind.SameResult => $"This tool has given the same result {n} times since step {first}, whatever was asked. Use the result, or look elsewhere.",
            LoopKind.NoProgress => $"The same call has come back with the same result {n} times since step {first}, and nothing was changed in between. Change something before asking again.",
            LoopKind.Stagnation => $"{n} steps since step {first} have brought nothing new. Stop and sum up what is known, then try another way or ask for help.",
            LoopKind.Condensation => $"The context was trimmed {n} times in a row since step {first} without any step between. Finish with what is known, or hand over.",
            LoopKind.Chanting => $"The answer repeats the same text, {n} times since step {first}. Stop, and answer once.",
            _ => $"",
        };
        return text.ToString(CultureInfo.InvariantCulture);
    }
}
