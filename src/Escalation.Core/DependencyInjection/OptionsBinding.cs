using Microsoft.Extensions.Configuration;

namespace Escalation.DependencyInjection;

/// <summary>Binds a section strictly: what the framework would pass over in silence could leave out the very trigger that somebody configured.</summary>
internal static class OptionsBinding
{
    /// <summary>Binds the section.</summary>
    /// <exception cref="InvalidOperationException">Thrown when the section is absent, a key is unknown, a value is empty or of another type.</exception>
    internal static void Bind(IConfigurationSection section, EscalationOptions options)
    {
        if (!section.GetChildren().Any())
        {
            throw new InvalidOperationException($"The configuration section '{section.Path}' of an escalation policy is absent or empty.");
        }

        RefuseEmpty(section);
        section.Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
    }

    private static void RefuseEmpty(IConfigurationSection section)
    {
        bool hasChildren = false;
        foreach (IConfigurationSection child in section.GetChildren())
        {
            hasChildren = true;
            RefuseEmpty(child);
        }

        if (!hasChildren && string.IsNullOrWhiteSpace(section.Value))
        {
            throw new InvalidOperationException($"The configuration value '{section.Path}' is empty: give it a value or remove it.");
        }
    }
}
