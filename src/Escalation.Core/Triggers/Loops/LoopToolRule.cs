using System.Collections.Frozen;

namespace Escalation.Triggers.Loops;

/// <summary>The frozen form of <see cref="LoopToolOptions"/>.</summary>
internal sealed class LoopToolRule
{
    internal LoopToolRule(LoopToolOptions options)
    {
        Polling = options.Polling;
        ReadOnly = options.ReadOnly;
        SideEffectFree = options.SideEffectFree || options.ReadOnly;
        Exempt = options.Exempt;
        NoiseFields = options.NoiseFields.ToFrozenSet(StringComparer.Ordinal);
        ParallelCalls = options.ParallelCalls;
    }

    internal static LoopToolRule Unknown { get; } = new(new LoopToolOptions());

    internal bool Polling { get; }

    internal bool ReadOnly { get; }

    internal bool SideEffectFree { get; }

    internal bool Exempt { get; }

    internal FrozenSet<string> NoiseFields { get; }

    internal string? ParallelCalls { get; }
}
