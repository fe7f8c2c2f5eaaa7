using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Handoff.Lifecycle;

namespace Escalation.Core.Tests.Handoff.Lifecycle;

/// <summary>Every command in every state: the whole table, and the error that names both.</summary>
public class EscalationTableTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    /// <summary>For each state, how it is reached and what may follow.</summary>
    private static readonly (EscalationState State, EscalationEventKind[] Path, EscalationEventKind[] Legal)[] Table =
    [
        (EscalationState.Requested, [], [EscalationEventKind.Delivered, EscalationEventKind.Reminded, EscalationEventKind.Accepted, EscalationEventKind.Declined, EscalationEventKind.Failed, EscalationEventKind.TimedOut]),
        (EscalationState.Accepted, [EscalationEventKind.Accepted], [EscalationEventKind.Delivered, EscalationEventKind.Reminded, EscalationEventKind.Declined, EscalationEventKind.TimedOut, EscalationEventKind.Resolved]),
        (EscalationState.Declined, [EscalationEventKind.Declined], [EscalationEventKind.Rerouted, EscalationEventKind.Abandoned]),
        (EscalationState.Failed, [EscalationEventKind.Failed], [EscalationEventKind.Rerouted, EscalationEventKind.Abandoned]),
        (EscalationState.TimedOut, [EscalationEventKind.Accepted, EscalationEventKind.TimedOut], [EscalationEventKind.Rerouted, EscalationEventKind.Abandoned]),
        (EscalationState.Resolved, [EscalationEventKind.Accepted, EscalationEventKind.Resolved], [EscalationEventKind.Reminded, EscalationEventKind.HandedBack]),
        (EscalationState.HandedBack, [EscalationEventKind.Accepted, EscalationEventKind.Resolved, EscalationEventKind.HandedBack], []),
        (EscalationState.Abandoned, [EscalationEventKind.Failed, EscalationEventKind.Abandoned], []),
    ];

    [Fact]
    public void Each_state_takes_its_commands_and_refuses_every_other_by_name()
    {
        Assert.Equal(Enum.GetValues<EscalationState>(), Table.Select(row => row.State));
        foreach ((EscalationState state, EscalationEventKind[] path, EscalationEventKind[] legal) in Table)
        {
            EscalationCase current = path.Aggregate(Begin(), (at, kind) => at.Apply(EscalationCommands.Decide(at, Command(at, kind, "path"))!));
            Assert.Equal(state, current.State);
            foreach (EscalationEventKind kind in Enum.GetValues<EscalationEventKind>())
            {
                EscalationEvent next = Command(current, kind, "next");
                if (legal.Contains(kind))
                {
                    Assert.Equal(current.Events.Length + 1, current.Apply(EscalationCommands.Decide(current, next)!).Events.Length);
                    continue;
                }

                EscalationTransitionException refused = Assert.Throws<EscalationTransitionException>(() => EscalationCommands.Decide(current, next));
                Assert.Equal(("e", state, kind), (refused.EscalationId, refused.State, refused.Command));
                Assert.Contains($"is {state} and cannot become {kind}", refused.Message, StringComparison.Ordinal);
                Assert.Throws<ArgumentException>(() => current.Apply(next with { Sequence = current.Events.Length + 1 }));
            }
        }
    }

    [Fact]
    public void Histories_that_cannot_have_happened_are_refused()
    {
        EscalationEvent first = Begin().Events[0];
        EscalationEvent accepted = Command(Begin(), EscalationEventKind.Accepted, "k") with { Sequence = 2 };
        Assert.Equal(EscalationState.Accepted, EscalationCase.Replay([first, accepted]).State);
        Assert.Throws<ArgumentException>(() => EscalationCase.Replay([]));
        Assert.Throws<ArgumentException>(() => EscalationCase.Replay([accepted]));
        Assert.Throws<ArgumentException>(() => EscalationCase.Replay([first, first]));
        Assert.Throws<ArgumentException>(() => EscalationCase.Replay([first, accepted with { Sequence = 3 }]));
        Assert.Throws<ArgumentException>(() => EscalationCase.Replay([first, accepted with { Ticket = "f" }]));
        Assert.Throws<ArgumentException>(() => EscalationCase.Replay([first, accepted with { Actor = " " }]));
        Assert.Throws<ArgumentException>(() => EscalationCase.Replay([first with { Package = null }]));
        EscalationCase failed = EscalationCase.Replay([first, Command(Begin(), EscalationEventKind.Failed, "k") with { Sequence = 2 }]);
        EscalationEvent moved = Command(failed, EscalationEventKind.Rerouted, "m") with { Sequence = 3 };
        Assert.Equal("b", failed.Apply(moved).Route.Queue);
        Assert.Throws<ArgumentException>(() => failed.Apply(moved with { Ticket = "e" }));
        Assert.Throws<ArgumentException>(() => failed.Apply(moved with { Route = null }));
        Assert.Throws<ArgumentException>(() => failed.Apply(moved with { Route = failed.Route }));
    }

    private static EscalationCase Begin() => EscalationCase.Begin(EscalationCommands.Request(DeskBench.Package(), Now, null));

    private static EscalationEvent Command(EscalationCase current, EscalationEventKind kind, string key)
    {
        EscalationEvent next = EscalationDelivery.Event(kind, current.Ticket, Now) with { Key = $"{key}:{kind}" };
        return kind switch
        {
            EscalationEventKind.Accepted or EscalationEventKind.Declined => next with { Actor = "ann", Reason = "r" },
            EscalationEventKind.Resolved => next with { Actor = "ann", Resolution = new EscalationResolution("done") },
            EscalationEventKind.HandedBack => next with { Actor = "ann", Summary = "done" },
            EscalationEventKind.Rerouted => next with { Ticket = TicketId.Of(current.Id, current.Attempt + 1), Route = new HandoffRoute("default", "b", "team-b", Priority.Normal) },
            _ => next,
        };
    }
}
