using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Quickstart;

/// <summary>What the command line asks for.</summary>
internal sealed record QuickstartOptions
{
    /// <summary>The seed of the simulation and of the shuffle before the split, unless the command line gives another.</summary>
    public const ulong DefaultSeed = 1;

    /// <summary>How to call the program.</summary>
    public const string Usage = "usage: Quickstart [--data FILE] [--score gain|confidence] [--seed N] [--log FOLDER]";

    /// <summary>A labelled cascade to read instead of simulating one.</summary>
    public string? DataFile { get; init; }

    /// <summary>What the threshold is certified for.</summary>
    public ScoreKind Score { get; init; }

    /// <summary>The seed of the simulation and of the shuffle.</summary>
    public ulong Seed { get; init; } = DefaultSeed;

    /// <summary>Where the audit log goes; null is a new folder among the temporary files.</summary>
    public string? LogFolder { get; init; }

    /// <summary>Reads the command line.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="options">The options, when they are well formed.</param>
    /// <param name="problem">What is wrong, in one line, when they are not.</param>
    public static bool TryParse(IReadOnlyList<string> arguments, [NotNullWhen(true)] out QuickstartOptions? options, [NotNullWhen(false)] out string? problem)
    {
        options = null;
        problem = null;
        var parsed = new QuickstartOptions();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < arguments.Count && problem is null; i += 2)
        {
            string name = arguments[i];
            string? value = i + 1 < arguments.Count ? arguments[i + 1] : null;
            problem = !seen.Add(name) ? $"{name} is given twice" : Apply(name, value, ref parsed);
        }

        if (problem is not null)
        {
            problem = $"{problem}; {Usage}";
            return false;
        }

        options = parsed;
        return true;
    }

    private static string? Apply(string name, string? value, ref QuickstartOptions options)
    {
        if (name is not ("--data" or "--score" or "--seed" or "--log"))
        {
            return $"unknown argument '{name}'";
        }

        if (string.IsNullOrWhiteSpace(value) || value.StartsWith("--", StringComparison.Ordinal))
        {
            return $"{name} needs a value";
        }

        if (name == "--seed")
        {
            bool valid = ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed);
            options = options with { Seed = seed };
            return valid ? null : $"--seed must be a whole number from 0 to {ulong.MaxValue}, but was '{value}'";
        }

        if (name == "--score")
        {
            options = options with { Score = value == "gain" ? ScoreKind.Gain : ScoreKind.Confidence };
            return value is "confidence" or "gain" ? null : $"--score must be gain or confidence, but was '{value}'";
        }

        options = name == "--data" ? options with { DataFile = value } : options with { LogFolder = value };
        return null;
    }
}
