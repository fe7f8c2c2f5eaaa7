using System.Globalization;

namespace Escalation.Handoff.Lifecycle;

/// <summary>The tickets of an escalation: its own id for the first route, <c>id~2</c> for the second, and so on. One to one: an id that looks like a ticket gets <c>~1</c>.</summary>
internal static class TicketId
{
    private const int MostDigits = 6;

    internal static string Of(string escalationId, int attempt) => attempt == 1 && Suffix(escalationId) is null
        ? escalationId
        : string.Create(CultureInfo.InvariantCulture, $"{escalationId}~{attempt}");

    internal static (string EscalationId, int Attempt) Parse(string ticket) => Suffix(ticket) is { } attempt
        ? (ticket[..ticket.LastIndexOf('~')], attempt)
        : (ticket, 1);

    /// <summary>The attempt that a text ends in; null when it does not.</summary>
    private static int? Suffix(string text)
    {
        int at = text.LastIndexOf('~');
        ReadOnlySpan<char> digits = text.AsSpan(at + 1);
        return at > 0 && digits.Length is > 0 and <= MostDigits && digits[0] != '0' && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int attempt)
            ? attempt
            : null;
    }
}
