using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Escalation.Triggers.Loops;

/// <summary>The checked and frozen form of <see cref="LoopToolOptions"/>; names of members as hashes of their UTF-8.</summary>
internal sealed class LoopToolRule
{
    internal const int LargestMultiplier = 1_000;

    private readonly FrozenSet<ulong> _noise;
    private readonly FrozenSet<ulong> _targets;
    private readonly ulong? _parallelCalls;

    internal LoopToolRule(string name, LoopToolOptions options, int pollingTolerance)
    {
        if (options is null)
        {
            throw new ArgumentNullException(nameof(options), $"Tools must hold options only, but those of tool '{name}' are null.");
        }

        if (options.Multiplier is < 1 or > LargestMultiplier)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Multiplier, string.Create(CultureInfo.InvariantCulture, $"Multiplier of tool '{name}' must be from 1 to {LargestMultiplier}, but was {options.Multiplier}."));
        }

        Tolerance = options.Polling ? Math.Max(options.Multiplier, pollingTolerance) : options.Multiplier;
        HasTargets = options.TargetFields.Count > 0;
        Traits = (options.ReadOnly ? LoopTraits.ReadOnly : 0)
            | (options.SideEffectFree || options.ReadOnly ? LoopTraits.SideEffectFree : 0)
            | (options.Exempt ? LoopTraits.Exempt : 0);
        _noise = options.NoiseFields.Select(HashOf).ToFrozenSet();
        _targets = options.TargetFields.Select(HashOf).ToFrozenSet();
        _parallelCalls = options.ParallelCalls is { } member ? HashOf(member) : null;
    }

    internal static LoopToolRule Unknown { get; } = new("", new LoopToolOptions(), 1);

    /// <summary>How many times as many repetitions are tolerated, polling included.</summary>
    internal int Tolerance { get; }

    internal LoopTraits Traits { get; }

    internal bool HasTargets { get; }

    internal bool HasParallelCalls => _parallelCalls is not null;

    internal bool IsNoise(ulong member) => _noise.Count > 0 && _noise.Contains(member);

    internal bool IsTarget(ulong member) => HasTargets && _targets.Contains(member);

    internal bool HoldsParallelCalls(ulong member) => _parallelCalls == member;

    private static ulong HashOf(string member) => TextHash.Of(Encoding.UTF8.GetBytes(member));
}
