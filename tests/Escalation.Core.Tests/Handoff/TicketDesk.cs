using Escalation.Handoff;

namespace Escalation.Core.Tests.Handoff;

/// <summary>A desk that honours keys and fails as the test says: before it takes a package, or after, so that the answer is lost.</summary>
internal sealed class TicketDesk : IHandoffChannel
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _tickets = new(StringComparer.Ordinal);

    /// <summary>What happens to the next call: 0 taken, 1 refused, 2 taken and the answer lost, 3 no answer at all.</summary>
    public Func<string, int> Mood { get; set; } = static _ => 0;

    public int Calls { get; private set; }

    public int Conflicts { get; private set; }

    public IReadOnlyDictionary<string, string> Tickets
    {
        get
        {
            lock (_gate)
            {
                return new Dictionary<string, string>(_tickets, StringComparer.Ordinal);
            }
        }
    }

    public ValueTask<HandoffReceipt> SendAsync(ContextPackage package, CancellationToken cancellationToken = default)
    {
        int mood;
        lock (_gate)
        {
            Calls++;
            mood = Mood(package.EscalationId);
            if (mood is 0 or 2)
            {
                string content = ContextPackageJson.ContentSha256(package);
                if (!_tickets.TryAdd(package.EscalationId, content) && _tickets[package.EscalationId] != content)
                {
                    Conflicts++;
                }
            }
        }

        return mood switch
        {
            0 => ValueTask.FromResult(new HandoffReceipt(package.EscalationId, package.Route.Queue, DateTimeOffset.UnixEpoch, "T-" + package.EscalationId)),
            3 => new ValueTask<HandoffReceipt>(new TaskCompletionSource<HandoffReceipt>().Task),
            _ => throw new HandoffException(HandoffFailure.Unknown, package, "The desk is in a mood."),
        };
    }
}
