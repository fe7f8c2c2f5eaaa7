using System.Globalization;
using System.Text;

namespace Escalation.Handoff.Routing;

/// <summary>Where an escalation goes, and why. Immutable.</summary>
public sealed record RouteChoice
{
    /// <summary>Where it goes.</summary>
    public required HandoffRoute Route { get; init; }

    /// <summary>The rules that were looked at, in their order; the first that matches ends the search.</summary>
    public required IReadOnlyList<RuleVerdict> Rules { get; init; }

    /// <summary>The queues that were looked at, in the order of the second routes.</summary>
    public required IReadOnlyList<QueueVerdict> Queues { get; init; }

    /// <summary>The choice in words; made when it is asked for. It names queues, rules and codes, never content.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Queue '{Route.Queue}' ({Route.Owner}), priority {Route.Priority}");
        text.Append(Route.Deadline is { } deadline ? string.Create(CultureInfo.InvariantCulture, $", to be accepted by {deadline.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.") : ", without a deadline.");
        foreach (RuleVerdict rule in Rules)
        {
            text.Append(rule.IsMatch ? $" Rule '{rule.Rule}' matched." : $" Rule '{rule.Rule}' was passed over: {rule.Unmet}.");
        }

        text.Append(Route.Rule is null ? $" Route key '{Route.Key}' decided." : "");
        foreach (QueueVerdict queue in Queues)
        {
            text.Append(queue switch
            {
                { Availability: QueueAvailability.Available } => $" '{queue.Queue}' is available.",
                { IsChosen: true } => $" '{queue.Queue}' is the last resort: {Describe(queue.Availability)}.",
                _ => $" '{queue.Queue}' was passed over: {Describe(queue.Availability)}.",
            });
        }

        return text.ToString();
    }

    /// <summary>The queues that came before the chosen one, with a code for what stood against each.</summary>
    internal IReadOnlyList<(string Queue, string Because)> PassedOver() =>
        [.. Queues.TakeWhile(static queue => !queue.IsChosen).Select(static queue => (queue.Queue, CodeOf(queue.Availability)))];

    private static string CodeOf(QueueAvailability availability) => availability switch
    {
        QueueAvailability.Full => "full",
        QueueAvailability.Closed => "closed",
        QueueAvailability.SkillMissing => "skill",
        QueueAvailability.LanguageMissing => "language",
        _ => "load-unknown",
    };

    private static string Describe(QueueAvailability availability) => availability switch
    {
        QueueAvailability.Full => "full",
        QueueAvailability.Closed => "closed",
        QueueAvailability.SkillMissing => "a skill is missing",
        QueueAvailability.LanguageMissing => "the language is missing",
        QueueAvailability.Available => "available",
        _ => "its load is unknown",
    };
}
