using Escalation.Decisions;

namespace Escalation.Triggers.Loops;

/// <summary>A hash of everything in the options that gives recorded state its meaning, the version of the detector included.</summary>
internal static class LoopRulesFingerprint
{
    /// <summary>Raised when a hash, a rule or the serialised form changes: state of another version then starts from the retained steps.</summary>
    private const ulong Version = 2;

    internal static ulong Of(LoopOptions o)
    {
        var hash = new StableHash();
        hash.Add(Version);
        foreach (int number in new[]
        {
            o.ExactRepeats, o.RepeatedErrors, o.CyclePeriods, o.LongestPeriod, o.Monologue, o.RestatedPlans, o.SameErrors, o.SameResults, o.LongResult, o.NoProgressRepeats,
            o.NoProgressWindow, o.StagnantSteps, o.Condensations, o.Chants, o.PollingTolerance, o.StopAfter, o.Warnings, o.History,
        })
        {
            hash.Add((ulong)number);
        }

        hash.Add(Bits(o.IgnoreVolatileTokens, o.ErrorsAcrossCalls, o.IgnoreEchoedArguments, o.ResetOnUserTurn, o.IdleGap is not null));
        hash.Add((ulong)(o.IdleGap ?? TimeSpan.Zero).Ticks);
        AddSet(ref hash, o.VolatileWords.Select(word => word.ToUpperInvariant()));
        foreach ((string name, LoopToolOptions tool) in o.Tools.OrderBy(tool => tool.Key, StringComparer.Ordinal))
        {
            hash.Add(name);
            hash.Add(Bits(tool.Polling, tool.ReadOnly, tool.SideEffectFree, tool.Exempt, tool.ParallelCalls is not null));
            hash.Add((ulong)tool.Multiplier);
            hash.Add(tool.ParallelCalls);
            AddSet(ref hash, tool.NoiseFields);
            AddSet(ref hash, tool.TargetFields);
        }

        return hash.Value;
    }

    private static void AddSet(ref StableHash hash, IEnumerable<string> words)
    {
        string[] sorted = [.. words.Order(StringComparer.Ordinal)];
        hash.Add((ulong)sorted.Length);
        foreach (string word in sorted)
        {
            hash.Add(word);
        }
    }

    private static ulong Bits(params ReadOnlySpan<bool> flags)
    {
        ulong bits = 0;
        foreach (bool flag in flags)
        {
            bits = (bits << 1) | (flag ? 1UL : 0);
        }

        return bits;
    }
}
