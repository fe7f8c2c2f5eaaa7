using System.Reflection;

namespace Escalation.Calibration;

/// <summary>Which library made a certificate.</summary>
internal static class LibraryIdentity
{
    /// <summary>Name and version, for example <c>Escalation.Core 0.1.0</c>; the commit that a build may append to its version is left out.</summary>
    internal static string Text { get; } = Compose(typeof(LibraryIdentity).Assembly);

    private static string Compose(Assembly assembly)
    {
        string version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? assembly.GetName().Version?.ToString()
            ?? "unknown";
        int commitAt = version.IndexOf('+', StringComparison.Ordinal);
        return $"Escalation.Core {(commitAt < 0 ? version : version[..commitAt])}";
    }
}
