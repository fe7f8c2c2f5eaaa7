using Escalation.Decisions;

namespace Escalation.Triggers.Loops;

/// <summary>Reduces a tool step to what the detector compares. Linear in the step's texts; allocates nothing.</summary>
internal static class LoopEntryFactory
{
    /// <summary>A step that was taken.</summary>
    internal static LoopStep OfTool(AgentStep step, LoopRules rules, long number)
    {
        LoopToolRule tool = rules.Tool(step.Action);
        LoopStep call = OfCall(step, tool, number);
        ReadOnlySpan<char> text = step.Observation;
        ulong hash = tool.HasParallelCalls && ParallelResults.TryHash(text, rules.VolatileWords, out ulong unordered) ? unordered : VolatileTokens.Hash(text, rules.VolatileWords);
        LoopTraits traits = call.Entry.Traits | (step.IsError ? LoopTraits.Error : 0) | (text.Length >= rules.LongResult ? LoopTraits.LongResult : 0);
        ulong shape = step.IsError ? TextHash.Join(call.Tool, rules.IgnoreEchoedArguments ? ErrorShape.Hash(text, step.Arguments, rules.VolatileWords) : hash)
            : call.Entry.Has(LoopTraits.ReadOnly) ? TextHash.Join(call.Tool, VolatileTokens.Hash(text, null))
            : 0;
        return call with { Entry = call.Entry with { Result = TextHash.Join(hash, step.IsError ? 1UL : 0), Shape = shape, Traits = traits } };
    }

    /// <summary>A step whose result is not known.</summary>
    internal static LoopStep OfCall(AgentStep step, LoopToolRule tool, long number)
    {
        ulong name = TextHash.Of(step.Action);
        CallHash arguments = CanonicalArguments.Hash(step.Arguments, tool);
        return new LoopStep(
            new LoopEntry(TextHash.Join(name, arguments.All), 0, 0, tool.Traits, tool.Tolerance, number),
            name,
            TextHash.Join(name, arguments.Target),
            tool.HasTargets);
    }
}
