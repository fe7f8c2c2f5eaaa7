using System.Globalization;

namespace Escalation.Decisions;

/// <summary>How long a trigger stays silent once a person has dealt with what it found.</summary>
/// <remarks>
/// Begins when the conversation is handed back (<see cref="Conversation.HandBack(string?, DateTimeOffset?)"/>) or <see cref="EscalationPolicy.Resolve"/> is called, never with the firing itself: an open case stays
/// loud. Silent is only what is at most as strict and as grave as what was dealt with; stricter or graver firings, failures, <see cref="Severity.Critical"/> and
/// <see cref="DecisionOutcome.SafeStop"/> come through. Given both, it ends with whichever ends first. Immutable.
/// </remarks>
public sealed record TriggerCoolDown
{
    private static readonly TimeSpan LongestSpan = TimeSpan.FromDays(366);

    private TriggerCoolDown(int? steps, TimeSpan? span)
    {
        if (steps is null && span is null)
        {
            throw new ArgumentException("A cool-down needs a number of steps or a span of time.", nameof(steps));
        }

        Steps = steps is { } count ? Guard.AtLeast(count, 1, nameof(steps)) : null;
        Span = span is { } time ? RequireSpan(time, nameof(span)) : null;
    }

    /// <summary>The number of recorded steps, or null.</summary>
    public int? Steps { get; }

    /// <summary>The span of time by the policy's clock, or null. Where the time of the resolution is not known, it is over at once.</summary>
    public TimeSpan? Span { get; }

    /// <summary>Silent for a number of recorded steps.</summary>
    /// <param name="steps">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the number is below 1.</exception>
    public static TriggerCoolDown ForSteps(int steps) => new(steps, null);

    /// <summary>Silent for a span of time. When the clock was set back, it is over.</summary>
    /// <param name="span">Above zero, at most 366 days.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the span is out of range.</exception>
    public static TriggerCoolDown ForSpan(TimeSpan span) => new(null, span);

    /// <summary>Silent until the first of the two is over.</summary>
    /// <param name="steps">At least 1.</param>
    /// <param name="span">Above zero, at most 366 days.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when one is out of range.</exception>
    public static TriggerCoolDown For(int steps, TimeSpan span) => new(steps, span);

    internal static TriggerCoolDown Of(int? steps, TimeSpan? span) => new(steps, span);

    /// <inheritdoc/>
    public override string ToString() => (Steps, Span) switch
    {
        ({ } steps, null) => string.Create(CultureInfo.InvariantCulture, $"{steps} steps"),
        ({ } steps, { } span) => string.Create(CultureInfo.InvariantCulture, $"{steps} steps or {span:c}"),
        _ => $"{Span:c}",
    };

    internal static TimeSpan RequireSpan(TimeSpan span, string name) => span > TimeSpan.Zero && span <= LongestSpan
        ? span
        : throw new ArgumentOutOfRangeException(name, span, string.Create(CultureInfo.InvariantCulture, $"{name} must be above zero and at most {LongestSpan.TotalDays} days, but was {span:c}."));
}
