using Escalation.Core.Tests.DependencyInjection;
using Escalation.Core.Tests.Handoff.Lifecycle;
using Escalation.Core.Tests.Journal;
using Escalation.Handoff;
using Escalation.Handoff.Lifecycle;
using Escalation.Journal;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Handoff;

/// <summary>Runtime, desk and outbox take a channel's word in the same way, whichever of them stands before which.</summary>
public class ChannelReceiptTests
{
    [Fact]
    public async Task An_outbox_before_a_desk_takes_the_receipt_of_a_second_route_for_delivery()
    {
        var time = new ManualTimeProvider();
        var bench = new DeskBench(time: time);
        bench.Broken["a"] = true;
        using HandoffOutbox outbox = Outbox(bench.Desk, time);
        await outbox.SendAsync(DeskBench.Package());

        Assert.Equal(1, await outbox.DeliverDueAsync());

        Assert.Empty(outbox.DeadLetters);
        Assert.Equal((0, null), (outbox.Waiting, outbox.NextDue));
        Assert.Equal("b", (await bench.Find()).Route.Queue);
    }

    [Theory]
    [InlineData(HandoffFailure.Conflict, "conflict", 1)]
    [InlineData(HandoffFailure.WrongReceipt, "wrong-receipt", 3)]
    [InlineData(HandoffFailure.Closed, "closed", 3)]
    public async Task What_a_channel_says_of_its_failure_is_what_the_dead_letter_says_and_a_conflict_is_not_repeated(HandoffFailure failure, string code, int attempts)
    {
        var time = new ManualTimeProvider();
        using HandoffOutbox outbox = Outbox(new Refusing(package => throw new HandoffException(failure, package, "no")), time);
        await outbox.SendAsync(DeskBench.Package());
        await Drain(outbox, time);

        DeadLetter letter = Assert.Single(outbox.DeadLetters);
        Assert.Equal((code, attempts), (letter.Failure, letter.Attempts));
    }

    [Fact]
    public async Task A_desk_whose_channel_answers_from_another_queue_goes_on_to_the_second_route()
    {
        var taken = new ListChannel();
        var channel = new Refusing(package => package.Route.Queue == "a" ? new HandoffReceipt(package.EscalationId, "elsewhere", default) : Take(package));
        HandoffReceipt Take(ContextPackage package)
        {
            taken.Packages.Enqueue(package);
            return new HandoffReceipt(package.EscalationId, package.Route.Queue, default);
        }

        var desk = new EscalationDesk(DeskBench.Router, channel);

        HandoffReceipt receipt = await desk.SendAsync(DeskBench.Package());

        Assert.Equal(("b", "a"), (receipt.Queue, receipt.InsteadOf));
        Assert.Equal("wrong-receipt", (await desk.FindAsync("e"))!.Events[1].Reason);
        Assert.Equal("e~2", Assert.Single(taken.Packages).EscalationId);
    }

    private static HandoffOutbox Outbox(IHandoffChannel channel, ManualTimeProvider time) =>
        HandoffOutbox.Open(new SimulatedDisk(), channel, new OutboxOptions { Durability = JournalDurability.Written, Time = time, MaximumAttempts = 3 });

    private static async Task Drain(HandoffOutbox outbox, ManualTimeProvider time)
    {
        while (outbox.NextDue is { } due)
        {
            time.Advance(due);
            await outbox.DeliverDueAsync();
        }
    }

    private sealed class Refusing(Func<ContextPackage, HandoffReceipt> answer) : IHandoffChannel
    {
        public ValueTask<HandoffReceipt> SendAsync(ContextPackage package, CancellationToken cancellationToken = default) => ValueTask.FromResult(answer(package));
    }
}
