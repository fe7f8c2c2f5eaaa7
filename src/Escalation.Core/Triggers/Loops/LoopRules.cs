using System.Collections.Frozen;
using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Triggers.Loops;

/// <summary>The checked and frozen form of <see cref="LoopOptions"/>. Immutable.</summary>
internal sealed class LoopRules
{
    private const int MostRepeats = 10_000;

    private readonly FrozenDictionary<string, LoopToolRule> _tools;

    internal LoopRules(LoopOptions options)
    {
        ExactRepeats = Between(options.ExactRepeats, 2, MostRepeats, nameof(options.ExactRepeats));
        RepeatedErrors = Between(options.RepeatedErrors, 2, MostRepeats, nameof(options.RepeatedErrors));
        int periods = Between(options.CyclePeriods, 2, MostRepeats, nameof(options.CyclePeriods));
        int longest = Between(options.LongestPeriod, 2, PeriodTracker.Longest, nameof(options.LongestPeriod));
        Monologue = Between(options.Monologue, 2, MostRepeats, nameof(options.Monologue));
        RestatedPlans = Between(options.RestatedPlans, 2, MostRepeats, nameof(options.RestatedPlans));
        SameErrors = Between(options.SameErrors, 2, MostRepeats, nameof(options.SameErrors));
        SameResults = Between(options.SameResults, 2, MostRepeats, nameof(options.SameResults));
        LongResult = Guard.AtLeast(options.LongResult, 1, nameof(options.LongResult));
        History = Between(options.History, 64, 4096, nameof(options.History));
        NoProgressRepeats = Between(options.NoProgressRepeats, 2, MostRepeats, nameof(options.NoProgressRepeats));
        NoProgressWindow = Between(options.NoProgressWindow, NoProgressRepeats, History, nameof(options.NoProgressWindow));
        StagnantSteps = Between(options.StagnantSteps, 2, MostRepeats, nameof(options.StagnantSteps));
        Condensations = Between(options.Condensations, 2, MostRepeats, nameof(options.Condensations));
        Chants = Between(options.Chants, 3, 20, nameof(options.Chants));
        int polling = Between(options.PollingTolerance, 1, LoopToolRule.LargestMultiplier, nameof(options.PollingTolerance));
        StopAfter = Between(options.StopAfter, 0, MostRepeats, nameof(options.StopAfter));
        Warnings = Between(options.Warnings, 1, MostRepeats, nameof(options.Warnings));
        IdleGap = RequireGap(options.IdleGap, nameof(options.IdleGap));
        (ErrorsAcrossCalls, IgnoreEchoedArguments, ResetOnUserTurn) = (options.ErrorsAcrossCalls, options.IgnoreEchoedArguments, options.ResetOnUserTurn);
        VolatileWords = options.IgnoreVolatileTokens ? new VolatileWords(options.VolatileWords.Select(RequireWord)) : null;
        Cycles = new CycleRule(periods, longest, StopAfter);
        _tools = options.Tools.ToFrozenDictionary(tool => tool.Key, tool => new LoopToolRule(tool.Key, tool.Value, polling), StringComparer.Ordinal);
        LargestTolerance = _tools.Values.Select(tool => tool.Tolerance).Append(1).Max();
        PossibleTraits = _tools.Values.Aggregate(LoopTraits.Error | LoopTraits.LongResult, (traits, tool) => traits | tool.Traits);
        Fingerprint = LoopRulesFingerprint.Of(options);
    }

    internal int ExactRepeats { get; }

    internal int RepeatedErrors { get; }

    internal bool ErrorsAcrossCalls { get; }

    internal CycleRule Cycles { get; }

    internal int Monologue { get; }

    internal int RestatedPlans { get; }

    internal int SameErrors { get; }

    internal bool IgnoreEchoedArguments { get; }

    internal int SameResults { get; }

    internal int LongResult { get; }

    internal int NoProgressRepeats { get; }

    internal int NoProgressWindow { get; }

    internal int StagnantSteps { get; }

    internal int Condensations { get; }

    internal int Chants { get; }

    internal int StopAfter { get; }

    internal int Warnings { get; }

    internal bool ResetOnUserTurn { get; }

    internal TimeSpan? IdleGap { get; }

    internal int History { get; }

    /// <summary>The words behind which an id stands; null when results are compared as they are.</summary>
    internal VolatileWords? VolatileWords { get; }

    /// <summary>The largest tolerance of any tool.</summary>
    internal int LargestTolerance { get; }

    /// <summary>The traits that a step can have under these rules.</summary>
    internal LoopTraits PossibleTraits { get; }

    /// <summary>Tells rules apart whose recorded state cannot be exchanged.</summary>
    internal ulong Fingerprint { get; }

    internal LoopToolRule Tool(string? name) => _tools.GetValueOrDefault(name ?? "", LoopToolRule.Unknown);

    private static int Between(int value, int low, int high, string name) => value >= low && value <= high
        ? value
        : throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} must be from {low} to {high}, but was {value}."));

    private static TimeSpan? RequireGap(TimeSpan? gap, string name) => gap is not { } value || (value >= TimeSpan.FromSeconds(1) && value <= TimeSpan.FromDays(365))
        ? gap
        : throw new ArgumentOutOfRangeException(name, gap, string.Create(CultureInfo.InvariantCulture, $"{name} must be from 1 second to 365 days, but was {value}."));

    private static string RequireWord(string word) => !string.IsNullOrEmpty(word) && word.All(VolatileToken.IsTokenChar)
        ? word
        : throw new ArgumentException($"{nameof(LoopOptions.VolatileWords)} must be words of letters, digits, underscores and hyphens, but one is '{word}'.", nameof(word));
}
