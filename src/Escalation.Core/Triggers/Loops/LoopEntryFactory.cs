using Escalation.Decisions;

namespace Escalation.Triggers.Loops;

/// <summary>Reduces steps to what the detector compares. Linear in the step's texts.</summary>
internal static class LoopEntryFactory
{
    internal static LoopEntry OfTool(AgentStep step, LoopRules rules, long number)
    {
        LoopToolRule tool = rules.Tool(step.Action);
        string result = step.Observation ?? "";
        ulong name = StableHash.Of(step.Action ?? "");
        ulong outcome = StableHash.Join(VolatileTokens.Hash(result, rules.IgnoreVolatileTokens), step.IsError ? 1UL : 0UL);
        LoopTraits traits = (step.IsError ? LoopTraits.Error : 0)
            | (tool.Polling ? LoopTraits.Polling : 0)
            | (tool.ReadOnly ? LoopTraits.ReadOnly : 0)
            | (tool.SideEffectFree ? LoopTraits.SideEffectFree : 0)
            | (result.Length >= rules.LongResult ? LoopTraits.LongResult : 0)
            | (tool.Exempt ? LoopTraits.Exempt : 0);
        return new LoopEntry(LoopEntryKind.Tool, name, StableHash.Join(name, CanonicalArguments.Hash(step.Arguments, tool)), outcome, traits, number);
    }

    /// <summary>White space and case do not make a message another one.</summary>
    internal static LoopEntry OfMessage(AgentStep step, long number)
    {
        var hash = new StableHash();
        bool blank = false;
        foreach (char c in (step.Text ?? "").AsSpan().Trim())
        {
            if (char.IsWhiteSpace(c))
            {
                blank = true;
                continue;
            }

            if (blank)
            {
                hash.Add(' ');
                blank = false;
            }

            hash.Add(char.ToUpperInvariant(c));
        }

        return new LoopEntry(LoopEntryKind.Message, 0, hash.Value, 0, LoopTraits.None, number);
    }

    internal static LoopEntry Of(LoopEntryKind kind, long number) => new(kind, 0, 0, 0, LoopTraits.None, number);
}
