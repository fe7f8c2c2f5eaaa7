using System.Collections.Frozen;
using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Triggers.Loops;

/// <summary>The checked and frozen form of <see cref="LoopOptions"/>. Immutable.</summary>
internal sealed class LoopRules
{
    private readonly FrozenDictionary<string, LoopToolRule> _tools;

    internal LoopRules(LoopOptions options)
    {
        ExactRepeats = Guard.AtLeast(options.ExactRepeats, 2, nameof(options.ExactRepeats));
        RepeatedErrors = Guard.AtLeast(options.RepeatedErrors, 2, nameof(options.RepeatedErrors));
        CyclePeriods = Guard.AtLeast(options.CyclePeriods, 2, nameof(options.CyclePeriods));
        LongestPeriod = Between(options.LongestPeriod, 2, 5, nameof(options.LongestPeriod));
        Monologue = Guard.AtLeast(options.Monologue, 2, nameof(options.Monologue));
        SameErrors = Guard.AtLeast(options.SameErrors, 2, nameof(options.SameErrors));
        SameResults = Guard.AtLeast(options.SameResults, 2, nameof(options.SameResults));
        LongResult = Guard.AtLeast(options.LongResult, 1, nameof(options.LongResult));
        NoProgressRepeats = Guard.AtLeast(options.NoProgressRepeats, 2, nameof(options.NoProgressRepeats));
        NoProgressWindow = Guard.AtLeast(options.NoProgressWindow, options.NoProgressRepeats, nameof(options.NoProgressWindow));
        Condensations = Guard.AtLeast(options.Condensations, 2, nameof(options.Condensations));
        Chants = Between(options.Chants, 3, 20, nameof(options.Chants));
        PollingTolerance = Guard.AtLeast(options.PollingTolerance, 1, nameof(options.PollingTolerance));
        StopAfter = Guard.AtLeast(options.StopAfter, 0, nameof(options.StopAfter));
        History = Between(options.History, 64, 4096, nameof(options.History));
        IgnoreVolatileTokens = options.IgnoreVolatileTokens;
        _tools = options.Tools.ToFrozenDictionary(tool => tool.Key, tool => new LoopToolRule(tool.Value), StringComparer.Ordinal);

        // A rule that needs more steps than are kept could never fire.
        long runs = Math.Max(Math.Max(ExactRepeats, RepeatedErrors), Math.Max(SameErrors, SameResults));
        long needed = Math.Max(Math.Max(runs, (long)CyclePeriods * LongestPeriod) * PollingTolerance, Math.Max(NoProgressWindow, Math.Max(Monologue, Condensations)));
        if (needed + ((long)StopAfter * LongestPeriod) > History)
        {
            throw new ArgumentOutOfRangeException(nameof(options), needed, string.Create(CultureInfo.InvariantCulture, $"The rules need {needed} steps and {StopAfter} repetitions more to stop, but History keeps {History}."));
        }

        Fingerprint = ComputeFingerprint(options);
    }

    internal int ExactRepeats { get; }

    internal int RepeatedErrors { get; }

    internal int CyclePeriods { get; }

    internal int LongestPeriod { get; }

    internal int Monologue { get; }

    internal int SameErrors { get; }

    internal int SameResults { get; }

    internal int LongResult { get; }

    internal int NoProgressRepeats { get; }

    internal int NoProgressWindow { get; }

    internal int Condensations { get; }

    internal int Chants { get; }

    internal int PollingTolerance { get; }

    internal int StopAfter { get; }

    internal int History { get; }

    internal bool IgnoreVolatileTokens { get; }

    /// <summary>Tells rules apart whose recorded state cannot be exchanged.</summary>
    internal ulong Fingerprint { get; }

    internal LoopToolRule Tool(string? name) => _tools.GetValueOrDefault(name ?? "", LoopToolRule.Unknown);

    private static int Between(int value, int low, int high, string name) => value >= low && value <= high
        ? value
        : throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} must be from {low} to {high}, but was {value}."));

    private static ulong ComputeFingerprint(LoopOptions o)
    {
        var hash = new StableHash();
        foreach (int number in new[] { o.ExactRepeats, o.RepeatedErrors, o.CyclePeriods, o.LongestPeriod, o.Monologue, o.SameErrors, o.SameResults, o.LongResult, o.NoProgressRepeats, o.NoProgressWindow, o.Condensations, o.Chants, o.PollingTolerance, o.StopAfter, o.History, o.IgnoreVolatileTokens ? 1 : 0 })
        {
            hash.Add((ulong)number);
        }

        foreach ((string name, LoopToolOptions tool) in o.Tools.OrderBy(tool => tool.Key, StringComparer.Ordinal))
        {
            hash.Add(StableHash.Of(name));
            hash.Add((tool.Polling ? 1UL : 0) | (tool.ReadOnly ? 2UL : 0) | (tool.SideEffectFree ? 4UL : 0) | (tool.Exempt ? 8UL : 0));
            hash.Add(StableHash.Of(tool.ParallelCalls ?? ""));
            hash.Add((ulong)tool.NoiseFields.Count);
            foreach (string field in tool.NoiseFields.Order(StringComparer.Ordinal))
            {
                hash.Add(StableHash.Of(field));
            }
        }

        return hash.Value;
    }
}
