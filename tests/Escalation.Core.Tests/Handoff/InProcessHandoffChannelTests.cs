using System.Collections.Concurrent;
using Escalation.Decisions;
using Escalation.Handoff;

namespace Escalation.Core.Tests.Handoff;

public class InProcessHandoffChannelTests
{
    [Fact]
    public async Task The_most_urgent_comes_first_and_equals_come_in_the_order_of_arrival()
    {
        using var channel = new InProcessHandoffChannel();
        (string Id, Priority Priority)[] sent = [("a", Priority.Normal), ("b", Priority.Low), ("c", Priority.Urgent), ("d", Priority.Normal), ("e", Priority.High), ("f", Priority.Urgent)];
        foreach ((string id, Priority priority) in sent)
        {
            await channel.SendAsync(Packages.Simple(id, priority));
        }

        channel.Complete();
        var received = new List<string>();
        await foreach (ContextPackage package in channel.ReceiveAllAsync())
        {
            received.Add(package.EscalationId);
        }

        Assert.Equal(["c", "f", "e", "a", "d", "b"], received);
    }

    [Fact]
    [Trait("Row", "82")]
    public async Task A_full_channel_waits_and_goes_on_when_there_is_room()
    {
        using var channel = new InProcessHandoffChannel(new InProcessHandoffOptions { CapacityPerPriority = 1 });
        await channel.SendAsync(Packages.Simple("a"));
        Task<HandoffReceipt> waiting = channel.SendAsync(Packages.Simple("b")).AsTask();
        await Task.Yield();
        Assert.False(waiting.IsCompleted);

        Assert.Equal("a", (await channel.ReceiveAsync())!.EscalationId);
        Assert.Equal("b", (await waiting).EscalationId);
        Assert.Equal("b", (await channel.ReceiveAsync())!.EscalationId);
    }

    [Fact]
    [Trait("Row", "82")]
    public async Task A_sender_that_gives_up_gets_its_package_back_and_may_try_again()
    {
        using var channel = new InProcessHandoffChannel(new InProcessHandoffOptions { CapacityPerPriority = 1 });
        await channel.SendAsync(Packages.Simple("a"));
        ContextPackage package = Packages.Simple("b");
        using var patience = new CancellationTokenSource();
        Task<HandoffReceipt> waiting = channel.SendAsync(package, patience.Token).AsTask();
        await patience.CancelAsync();

        HandoffException fault = await Assert.ThrowsAsync<HandoffException>(() => waiting);
        Assert.Equal(HandoffFailure.Full, fault.Failure);
        Assert.Same(package, fault.Package);
        Assert.Equal(1, channel.Waiting);

        Assert.True(channel.TryReceive(out _));
        await channel.SendAsync(package);
        Assert.True(channel.TryReceive(out ContextPackage? received));
        Assert.Same(package, received);
    }

    [Fact]
    public async Task A_flood_of_one_priority_does_not_block_another()
    {
        using var channel = new InProcessHandoffChannel(new InProcessHandoffOptions { CapacityPerPriority = 1 });
        await channel.SendAsync(Packages.Simple("a", Priority.Low));
        Task<HandoffReceipt> blocked = channel.SendAsync(Packages.Simple("b", Priority.Low)).AsTask();
        Assert.Equal("c", (await channel.SendAsync(Packages.Simple("c", Priority.Urgent))).EscalationId);
        Assert.False(blocked.IsCompleted);

        channel.Complete();
        await Assert.ThrowsAsync<HandoffException>(() => blocked);
    }

    [Fact]
    [Trait("Row", "83")]
    public async Task Closing_returns_waiting_packages_to_their_senders_and_keeps_accepted_ones()
    {
        using var channel = new InProcessHandoffChannel(new InProcessHandoffOptions { CapacityPerPriority = 1 });
        await channel.SendAsync(Packages.Simple("a"));
        ContextPackage late = Packages.Simple("b");
        Task<HandoffReceipt> waiting = channel.SendAsync(late).AsTask();

        channel.Complete();
        channel.Complete();

        HandoffException fault = await Assert.ThrowsAsync<HandoffException>(() => waiting);
        Assert.Equal((HandoffFailure.Closed, late), (fault.Failure, fault.Package));
        await Assert.ThrowsAsync<HandoffException>(async () => await channel.SendAsync(Packages.Simple("c")));
        Assert.Equal("a", (await channel.ReceiveAsync())!.EscalationId);
        Assert.Null(await channel.ReceiveAsync());
        Assert.Null(await channel.ReceiveAsync());
        Assert.False(channel.TryReceive(out _));
    }

    [Fact]
    public async Task Completing_wakes_every_reader()
    {
        using var channel = new InProcessHandoffChannel();
        Task<ContextPackage?>[] readers = [.. Enumerable.Range(0, 5).Select(_ => channel.ReceiveAsync().AsTask())];

        channel.Complete();

        Assert.All(await Task.WhenAll(readers), Assert.Null);
    }

    [Fact]
    [Trait("Row", "87")]
    [Trait("Row", "86")]
    public async Task The_same_package_twice_gives_one_ticket_and_the_same_receipt()
    {
        using var channel = new InProcessHandoffChannel();
        ContextPackage package = Packages.Simple("a");

        HandoffReceipt first = await channel.SendAsync(package);
        HandoffReceipt second = await channel.SendAsync(package with { CreatedAt = package.CreatedAt.AddMinutes(1) });

        Assert.Equal(first, second);
        Assert.Equal(1, channel.Waiting);
        IdempotencyConflictException fault = await Assert.ThrowsAsync<IdempotencyConflictException>(async () => await channel.SendAsync(Packages.Simple("a", request: "other")));
        Assert.Equal("a", fault.Id);
        Assert.Equal(1, channel.Waiting);
    }

    [Fact]
    [Trait("Row", "86")]
    public async Task The_same_package_sent_at_once_by_many_gives_one_ticket()
    {
        using var channel = new InProcessHandoffChannel(new InProcessHandoffOptions { CapacityPerPriority = 1 });
        await channel.SendAsync(Packages.Simple("first"));
        Task<HandoffReceipt>[] senders = [.. Enumerable.Range(0, 8).Select(_ => Task.Run(() => channel.SendAsync(Packages.Simple("a")).AsTask()))];

        Assert.Equal("first", (await channel.ReceiveAsync())!.EscalationId);
        HandoffReceipt[] receipts = await Task.WhenAll(senders);

        Assert.All(receipts, receipt => Assert.Equal(receipts[0], receipt));
        Assert.Equal(1, channel.Waiting);
    }

    [Fact]
    public async Task Ids_are_remembered_up_to_the_limit()
    {
        using var channel = new InProcessHandoffChannel(new InProcessHandoffOptions { RememberedIds = 2 });
        await channel.SendAsync(Packages.Simple("a"));
        await channel.SendAsync(Packages.Simple("b"));
        await channel.SendAsync(Packages.Simple("c"));
        await channel.SendAsync(Packages.Simple("c"));
        Assert.Equal(3, channel.Waiting);
        await channel.SendAsync(Packages.Simple("a"));
        Assert.Equal(4, channel.Waiting);
    }

    [Fact]
    [Trait("Row", "104")]
    public async Task Nothing_is_lost_or_doubled_between_many_senders_and_readers()
    {
        using var channel = new InProcessHandoffChannel(new InProcessHandoffOptions { CapacityPerPriority = 3 });
        var received = new ConcurrentBag<string>();
        Task[] readers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await foreach (ContextPackage package in channel.ReceiveAllAsync())
            {
                received.Add(package.EscalationId);
            }
        }))];
        await Task.WhenAll(Enumerable.Range(0, 8).Select(sender => Task.Run(async () =>
        {
            for (int i = 0; i < 100; i++)
            {
                await channel.SendAsync(Packages.Simple($"{sender}-{i}", (Priority)((i % 4) - 1)));
            }
        })));
        channel.Complete();
        await Task.WhenAll(readers);

        Assert.Equal(800, received.Count);
        Assert.Equal(800, received.Distinct().Count());
    }

    [Fact]
    public async Task A_reader_can_give_up()
    {
        using var channel = new InProcessHandoffChannel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await channel.ReceiveAsync(new CancellationToken(canceled: true)));
    }
}
