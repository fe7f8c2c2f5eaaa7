using Escalation.Auditing;
using Escalation.Handoff;
using Escalation.Handoff.Lifecycle;

namespace SupportDesk;

/// <summary>Tells what happens, with the time of the story's town; observes the desk as a pager would.</summary>
internal sealed class Narrator(TimeProvider clock, TimeZoneInfo town) : IEscalationObserver
{
    public void Say(string who, string what) => Console.WriteLine(FormattableString.Invariant($"{Local(clock.GetUtcNow()):ddd HH:mm}  {who,-9} {what}"));

    public ValueTask OnEventAsync(EscalationCase after, EscalationEvent happened)
    {
        Say("(desk)", happened.Kind switch
        {
            EscalationEventKind.Requested => $"ticket {happened.Ticket} waits in '{after.Route.Queue}' until {Local(after.Deadline ?? default):ddd HH:mm}",
            EscalationEventKind.Rerouted => $"second route: ticket {happened.Ticket} waits in '{after.Route.Queue}', priority {after.Route.Priority}",
            EscalationEventKind.Reminded => $"reminder to '{after.Route.Owner}': nobody has {happened.Ticket}",
            EscalationEventKind.Delivered => $"the queue '{after.Route.Queue}' has ticket {happened.Ticket}",
            _ => $"{happened.Ticket} is {after.State}{(happened.Actor is null ? "" : $" by {happened.Actor}")}",
        });
        return ValueTask.CompletedTask;
    }

    public void Show(ContextPackage package)
    {
        Say("(desk)", $"what the queue got: \"{package.OriginalRequest.Text}\"");
        foreach (IntermediateResult found in package.IntermediateResults)
        {
            Say("", $"  found by {found.Source}: {found.Text.Text}");
        }

        Say("", $"  because {package.Why.Reason.Code}; best guess \"{package.BestGuess?.Answer.Text}\"; missing: {string.Join(", ", package.Completeness.Missing.DefaultIfEmpty("nothing"))}");
    }

    public void Tell(IEnumerable<AuditRecord> log)
    {
        Console.WriteLine("\nThe audit log tells it again, in codes and pseudonyms:");
        foreach (AuditRecord record in log)
        {
            string[] members = ["outcome", "reason", "queue", "actor", "resolution", "needed", "sufficient", "wasRight"];
            IEnumerable<string> told = members.Where(name => record.Data.TryGetProperty(name, out _)).Select(name => $"{name}={record.Data.GetProperty(name)}");
            Console.WriteLine(FormattableString.Invariant($"{record.Sequence,3}  {Local(record.Time):ddd HH:mm}  {record.Kind.Code,-18} {record.Id,-4} {string.Join(' ', told)}"));
        }
    }

    private DateTimeOffset Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, town);
}
