using Escalation.Redaction;

namespace Escalation.Handoff;

/// <summary>A part of a package that a person needs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Weight">How much it counts.</param>
/// <param name="Fields">The fields that carry it; redacted as a whole, they withhold it.</param>
/// <param name="IsPresent">Whether there is any of it.</param>
/// <param name="IsWhole">Whether nothing was cut.</param>
internal sealed record PackagePart(string Name, int Weight, string[] Fields, Func<ContextPackage, bool> IsPresent, Func<ContextPackage, bool> IsWhole)
{
    /// <summary>Whether the package should have it at all.</summary>
    internal Func<ContextPackage, bool> Applies { get; init; } = static _ => true;

    /// <summary>Whether it was redacted as a whole, and not only something found in it.</summary>
    internal bool IsWithheld(ContextPackage package) => package.Redaction is { } report
        && report.Counts.Any(count => Fields.Contains(count.Field, StringComparer.Ordinal) && count.Class == PackageField.Classes[count.Field] && count.Method != RedactionMethod.Mask);
}
