namespace Escalation.Monitoring.Kpis;

/// <summary>What somebody said, the last word of it, and the period in which it was said first. The default is that nobody said anything.</summary>
/// <param name="Value">Yes or no; null when nobody said.</param>
/// <param name="Period">The period of the first word.</param>
internal readonly record struct Verdict(bool? Value, long Period)
{
    /// <summary>The verdict after one more word, and whether that changed an earlier one.</summary>
    internal Verdict With(bool value, long period, out bool corrects)
    {
        corrects = Value is { } earlier && earlier != value;
        return new Verdict(value, Value is null ? period : Period);
    }
}
