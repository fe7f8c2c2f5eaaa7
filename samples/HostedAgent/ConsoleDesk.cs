using System.Globalization;
using Escalation.Decisions;
using Escalation.Handoff;

namespace HostedAgent;

/// <summary>A channel of our own: it prints each package, as a ticket system would show it.</summary>
internal sealed class ConsoleDesk(TimeProvider time) : IHandoffChannel
{
    private readonly HashSet<string> _tickets = new(StringComparer.Ordinal);
    private readonly Lock _printing = new();

    internal int Count
    {
        get
        {
            lock (_printing)
            {
                return _tickets.Count;
            }
        }
    }

    public ValueTask<HandoffReceipt> SendAsync(ContextPackage package, CancellationToken cancellationToken = default)
    {
        lock (_printing)
        {
            // A package that comes again is the same ticket.
            if (_tickets.Add(package.EscalationId))
            {
                Print(package);
            }
        }

        return ValueTask.FromResult(new HandoffReceipt(package.EscalationId, package.Route.Queue, time.GetUtcNow(), package.EscalationId));
    }

    private static void Print(ContextPackage package)
    {
        Line("ticket", string.Create(CultureInfo.InvariantCulture, $"{package.Route.Queue}, {package.Route.Priority} priority, owner {package.Route.Owner}"));
        Line("asked", package.OriginalRequest.Text);
        Line("why", package.Why.Summary.Text);
        foreach (TriggerFinding finding in package.Why.Triggers.Where(finding => finding.Proposal > DecisionOutcome.Act))
        {
            Line("", finding.Evidence.Text);
        }

        if (package.PendingAction?.Step is { } pending)
        {
            Line("pending", $"{pending.Action} {pending.Arguments}");
        }

        foreach (AttemptedAction attempt in package.Attempted)
        {
            Line("tried", $"{attempt.Action} {attempt.Arguments}");
        }
    }

    private static void Line(string label, string text) => Console.WriteLine($"      | {label,-8}{text}");
}
