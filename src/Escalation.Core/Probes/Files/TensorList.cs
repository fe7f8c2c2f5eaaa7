using System.Globalization;

namespace Escalation.Probes.Files;

/// <summary>Lists names in errors.</summary>
internal static class TensorList
{
    private const int Most = 20;

    internal static string Describe(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length switch
        {
            0 => "none",
            <= Most => string.Join(", ", all.Select(name => $"'{name}'")),
            _ => string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", all.Take(Most).Select(name => $"'{name}'"))} and {all.Length - Most} more"),
        };
    }
}
