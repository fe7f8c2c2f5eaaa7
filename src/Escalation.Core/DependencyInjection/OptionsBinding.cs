using Microsoft.Extensions.Configuration;

namespace Escalation.DependencyInjection;

/// <summary>Binds a section strictly: what the framework would pass over in silence could leave out the very trigger that somebody configured.</summary>
internal static class OptionsBinding
{
    /// <summary>The options that are spans of time; a test holds the list against the options.</summary>
    internal static IReadOnlySet<string> Spans { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { nameof(LoopSettings.IdleGap), nameof(CoolDownSettings.Span), nameof(EscalationOptions.TimeBudget) };

    /// <summary>Binds the section.</summary>
    /// <exception cref="InvalidOperationException">Thrown when the section is absent, a key is unknown, a value is empty or of another type, or stands where a section is expected.</exception>
    internal static void Bind(IConfigurationSection section, EscalationOptions options)
    {
        if (!section.GetChildren().Any())
        {
            throw new InvalidOperationException($"The configuration section '{section.Path}' of an escalation policy is absent or empty.");
        }

        List<string> given = [];
        foreach (IConfigurationSection child in section.GetChildren())
        {
            if (!TurnsOnWithoutContent(child, options))
            {
                Collect(child, given);
            }
        }

        // The framework's own check would see unknown keys, but not a value where a section is expected, which it drops.
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        new WatchedSection(section, taken).Bind(options);
        string[] dropped = [.. given.Where(path => !taken.Contains(path)).Select(path => $"'{path}'")];
        if (dropped.Length > 0)
        {
            throw new InvalidOperationException($"Unknown option {string.Join(", ", dropped)}: misspelt, or a value where a section is expected, or the reverse.");
        }
    }

    /// <summary>An empty JSON object arrives as a key without value; the binder would take it for absent.</summary>
    private static bool TurnsOnWithoutContent(IConfigurationSection child, EscalationOptions options)
    {
        if (child.Value is not null || child.GetChildren().Any())
        {
            return false;
        }

        if (EmptySections.TurnOn(child.Key, options))
        {
            return true;
        }

        switch (child.Key.ToUpperInvariant())
        {
            case "LOOPS":
                options.Loops ??= new LoopSettings();
                return true;
            case "AMBIGUITY":
                options.Ambiguity ??= new AmbiguitySettings();
                return true;
            case "GOALS":
                options.Goals ??= new GoalSettings();
                return true;
            case "ATTRIBUTION":
                options.Attribution ??= new AttributionSettings();
                return true;
            default:
                return false;
        }
    }

    /// <summary>A time span written as a bare number is read as days, and nobody who writes <c>"coolDown": { "span": "30" }</c> means a month.</summary>
    private static void RequireUnit(IConfigurationSection section, string value)
    {
        if (Spans.Contains(section.Key) && !value.Contains(':', StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The configuration value '{section.Path}' must be a time span such as '00:30:00', or '1.00:00:00' for a day, but is '{value}'.");
        }
    }

    private static void Collect(IConfigurationSection section, List<string> given)
    {
        bool hasChildren = false;
        foreach (IConfigurationSection child in section.GetChildren())
        {
            hasChildren = true;
            Collect(child, given);
        }

        if (!hasChildren && string.IsNullOrWhiteSpace(section.Value))
        {
            throw new InvalidOperationException($"The configuration value '{section.Path}' is empty: give it a value or remove it.");
        }

        if (section.Value is { } value)
        {
            RequireUnit(section, value);
            given.Add(section.Path);
        }
    }
}
