using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>The values that templates may name. Bounded, on one line, without hidden characters.</summary>
internal sealed class FallbackValues
{
    private const int LongestValue = 100;
    private const int MinutesOfDay = 24 * 60;
    private const string TimeFormat = "yyyy-MM-dd HH:mm '(UTC'zzz')'";

    private readonly string?[] _values = new string?[Names.Length];

    internal FallbackValues(AgentTurn turn, HandoffRoute? route, QueueOutlook? outlook)
    {
        _values[0] = Value(outlook?.DisplayName);
        _values[1] = outlook?.ExpectedWait is { } wait && wait > TimeSpan.Zero ? Wait(wait) : null;
        _values[2] = outlook?.OpensAt?.ToString(TimeFormat, CultureInfo.InvariantCulture);
        _values[3] = (outlook?.Deadline ?? route?.Deadline)?.ToString(TimeFormat, CultureInfo.InvariantCulture);
        _values[4] = Value(turn.Id);
        _values[5] = Value(turn.Requester?.Name);
    }

    /// <summary>The placeholders, in the order of the values.</summary>
    internal static string[] Names { get; } = ["queue", "wait", "opens", "deadline", "reference", "name"];

    internal string? this[int index] => _values[index];

    private static string? Value(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        string bounded = text.Length <= LongestValue ? text : text[..LongestValue];
        return ForeignText.Line(TextBudget.Repair(bounded)).Trim();
    }

    /// <summary>In symbols that read the same in every language, rounded up to minutes: <c>5 min</c>, <c>1 h 30 min</c>, <c>2 d</c>.</summary>
    private static string Wait(TimeSpan wait)
    {
        long minutes = (wait.Ticks + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute;
        (long hours, long rest) = Math.DivRem(minutes, 60);
        return hours >= 24 ? string.Create(CultureInfo.InvariantCulture, $"{(minutes + MinutesOfDay - 1) / MinutesOfDay} d")
            : hours == 0 ? string.Create(CultureInfo.InvariantCulture, $"{minutes} min")
            : rest == 0 ? string.Create(CultureInfo.InvariantCulture, $"{hours} h")
            : string.Create(CultureInfo.InvariantCulture, $"{hours} h {rest} min");
    }
}
