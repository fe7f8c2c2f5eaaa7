using Escalation.Core.Tests.Journal;
using Escalation.Handoff;
using Escalation.Journal;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Handoff;

public class HandoffOutboxTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly TicketDesk _desk = new();

    private OutboxOptions Options => new() { Durability = JournalDurability.Written, Time = _time, MaximumAttempts = 3, Concurrency = 2 };

    [Fact]
    public async Task A_package_is_on_the_disk_before_its_sender_goes_on_and_is_delivered_afterwards()
    {
        var disk = new SimulatedDisk();
        using HandoffOutbox outbox = HandoffOutbox.Open(disk, _desk, Options with { Durability = JournalDurability.Durable });
        HandoffReceipt receipt = await outbox.SendAsync(Packages.Simple("a"));

        Assert.Equal(("a", 0), (receipt.EscalationId, _desk.Calls));
        using (HandoffOutbox next = HandoffOutbox.Open(disk.AfterPowerFailure(1), new TicketDesk(), Options))
        {
            Assert.Equal(1, next.Waiting);
        }

        Assert.Equal(TimeSpan.Zero, outbox.NextDue);
        Assert.Equal(1, await outbox.DeliverDueAsync());
        Assert.Equal((1, 0), (_desk.Tickets.Count, outbox.Waiting));
        Assert.Null(outbox.NextDue);
    }

    [Fact]
    [Trait("Row", "84")]
    public async Task A_failure_is_repeated_with_growing_waits_and_ends_as_a_dead_letter()
    {
        _desk.Mood = static _ => 1;
        using HandoffOutbox outbox = HandoffOutbox.Open(new SimulatedDisk(), _desk, Options);
        await outbox.SendAsync(Packages.Simple("a"));
        var waits = new List<TimeSpan>();
        while (outbox.NextDue is { } due)
        {
            waits.Add(due);
            _time.Advance(due);
            await outbox.DeliverDueAsync();
        }

        Assert.Equal(3, _desk.Calls);
        Assert.Equal(TimeSpan.Zero, waits[0]);
        Assert.InRange(waits[1], TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1));
        Assert.InRange(waits[2], TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        DeadLetter letter = Assert.Single(outbox.DeadLetters);
        Assert.Equal(("a", 3, "unknown"), (letter.EscalationId, letter.Attempts, letter.Failure));
        Assert.Equal("a", ContextPackageJson.Parse(letter.PackageJson).EscalationId);

        _desk.Mood = static _ => 0;
        Assert.True(await outbox.RetryAsync("a"));
        await outbox.DeliverDueAsync();
        Assert.Single(_desk.Tickets);
        Assert.Empty(outbox.DeadLetters);
        Assert.False(await outbox.RetryAsync("a"));
    }

    [Fact]
    [Trait("Row", "85")]
    [Trait("Row", "47")]
    public async Task A_lost_answer_or_none_is_asked_for_again_under_the_same_key()
    {
        int calls = 0;
        _desk.Mood = _ => ++calls switch { 1 => 2, 2 => 3, _ => 0 };
        using HandoffOutbox outbox = HandoffOutbox.Open(new SimulatedDisk(), _desk, Options);
        await outbox.SendAsync(Packages.Simple("a"));
        await outbox.DeliverDueAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        Task<int> hanging = outbox.DeliverDueAsync().AsTask();
        SpinWait.SpinUntil(() => _time.PendingTimers >= 2);
        _time.Advance(TimeSpan.FromSeconds(30));
        await hanging;
        _time.Advance(TimeSpan.FromSeconds(30));
        await outbox.DeliverDueAsync();

        Assert.Equal((3, 1, 0), (_desk.Calls, _desk.Tickets.Count, _desk.Conflicts));
        Assert.Equal(0, outbox.Waiting);
    }

    [Fact]
    [Trait("Row", "86")]
    [Trait("Row", "87")]
    public async Task The_same_package_twice_is_one_ticket_and_another_under_its_id_is_refused_after_a_restart_too()
    {
        var disk = new SimulatedDisk();
        ContextPackage package = Packages.Simple("a");
        using (HandoffOutbox outbox = HandoffOutbox.Open(disk, _desk, Options))
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => outbox.SendAsync(package).AsTask()));
            Assert.Equal(1, await outbox.DeliverDueAsync());
            await outbox.SendAsync(package);
            await Assert.ThrowsAsync<IdempotencyConflictException>(async () => await outbox.SendAsync(Packages.Simple("a", request: "something else")));
        }

        using HandoffOutbox next = HandoffOutbox.Open(disk, _desk, Options);
        await next.SendAsync(package);
        await Assert.ThrowsAsync<IdempotencyConflictException>(async () => await next.SendAsync(Packages.Simple("a", request: "something else")));
        Assert.Equal(0, await next.DeliverDueAsync());
        Assert.Equal(1, _desk.Calls);
    }

    [Fact]
    [Trait("Row", "88")]
    public async Task A_package_that_could_not_be_kept_is_given_back_and_can_be_sent_again()
    {
        var disk = new SimulatedDisk { FailAt = 2 };
        using HandoffOutbox outbox = HandoffOutbox.Open(disk, _desk, Options);
        HandoffException fault = await Assert.ThrowsAsync<HandoffException>(async () => await outbox.SendAsync(Packages.Simple("a")));
        Assert.Equal("a", fault.Package!.EscalationId);
        Assert.Equal((0, 0), (outbox.Waiting, await outbox.DeliverDueAsync()));

        await outbox.SendAsync(Packages.Simple("a"));
        Assert.Equal(1, await outbox.DeliverDueAsync());
    }

    [Fact]
    [Trait("Row", "89")]
    public async Task A_kill_between_sending_and_marking_sends_once_more_and_the_desk_knows_the_key()
    {
        var disk = new SimulatedDisk();
        SimulatedDisk? killed = null;
        HandoffOutbox outbox = HandoffOutbox.Open(disk, _desk, Options);
        await outbox.SendAsync(Packages.Simple("a"));
        _desk.Mood = _ =>
        {
            killed ??= disk.AfterKill();
            return 0;
        };
        await outbox.DeliverDueAsync();

        using HandoffOutbox next = HandoffOutbox.Open(killed!, _desk, Options);
        Assert.Equal(1, await next.DeliverDueAsync());
        Assert.Equal((2, 1, 0), (_desk.Calls, _desk.Tickets.Count, _desk.Conflicts));
    }

    [Fact]
    [Trait("Row", "90")]
    public async Task A_package_that_always_fails_or_kills_the_process_does_not_hold_the_others_up()
    {
        _desk.Mood = static id => id == "poison" ? 1 : 0;
        var disk = new SimulatedDisk();
        using HandoffOutbox outbox = HandoffOutbox.Open(disk, _desk, Options);
        await outbox.SendAsync(Packages.Simple("poison"));
        await outbox.SendAsync(Packages.Simple("good"));
        await outbox.DeliverDueAsync();
        Assert.Equal(["good"], _desk.Tickets.Keys);

        // Killed while sending, each time.
        for (int kill = 0; kill < 5; kill++)
        {
            SimulatedDisk before = disk.AfterKill();
            SimulatedDisk? killed = null;
            var desk = new TicketDesk { Mood = _ => { killed = before.AfterKill(); return 1; } };
            using HandoffOutbox next = HandoffOutbox.Open(before, desk, Options);
            _time.Advance(TimeSpan.FromMinutes(5));
            await next.DeliverDueAsync();
            if (killed is null)
            {
                Assert.Equal("poison", Assert.Single(next.DeadLetters).EscalationId);
                Assert.InRange(kill, 1, 4);
                return;
            }

            disk = killed;
        }

        Assert.Fail("A package may kill the process for ever.");
    }

    [Fact]
    [Trait("Row", "82")]
    [Trait("Row", "83")]
    public async Task A_full_outbox_makes_senders_wait_and_gives_the_package_back_when_they_give_up()
    {
        using HandoffOutbox outbox = HandoffOutbox.Open(new SimulatedDisk(), _desk, Options with { Capacity = 2 });
        await outbox.SendAsync(Packages.Simple("a"));
        await outbox.SendAsync(Packages.Simple("b"));
        Task<HandoffReceipt> waiting = outbox.SendAsync(Packages.Simple("c")).AsTask();
        using var cancelled = new CancellationTokenSource();
        Task<HandoffReceipt> givingUp = outbox.SendAsync(Packages.Simple("d"), cancelled.Token).AsTask();
        Assert.False(waiting.IsCompleted || givingUp.IsCompleted);

        await cancelled.CancelAsync();
        HandoffException full = await Assert.ThrowsAsync<HandoffException>(() => givingUp);
        Assert.Equal((HandoffFailure.Full, "d"), (full.Failure, full.Package!.EscalationId));
        await outbox.DeliverDueAsync();
        await waiting;
        await outbox.DeliverDueAsync();
        Assert.Equal(["a", "b", "c"], _desk.Tickets.Keys.Order());

        outbox.Dispose();
        HandoffException closed = await Assert.ThrowsAsync<HandoffException>(async () => await outbox.SendAsync(Packages.Simple("e")));
        Assert.Equal(HandoffFailure.Closed, closed.Failure);
    }

    [Fact]
    public async Task Compaction_keeps_what_waits_dead_letters_and_the_ids_of_what_is_done()
    {
        var disk = new SimulatedDisk();
        using (HandoffOutbox outbox = HandoffOutbox.Open(disk, _desk, Options with { CompactAfter = 1_000_000, MaximumAttempts = 1 }))
        {
            for (int i = 0; i < 50; i++)
            {
                await outbox.SendAsync(Packages.Simple($"done-{i}"));
            }

            await outbox.DeliverDueAsync();
            _desk.Mood = static _ => 1;
            await outbox.SendAsync(Packages.Simple("dead"));
            await outbox.DeliverDueAsync();
            await outbox.SendAsync(Packages.Simple("waiting"));
            int before = disk.AllBytes.Length;
            await outbox.CompactAsync();
            Assert.Equal([2], disk.Segments);
            Assert.InRange(disk.AllBytes.Length, 1, before / 3);
        }

        _desk.Mood = static _ => 0;
        using HandoffOutbox next = HandoffOutbox.Open(disk, _desk, Options);
        Assert.Equal((1, "dead"), (next.Waiting, Assert.Single(next.DeadLetters).EscalationId));
        await next.SendAsync(Packages.Simple("done-7"));
        Assert.Equal(1, await next.DeliverDueAsync());
        Assert.True(await next.DismissAsync("dead"));
        Assert.Empty(next.DeadLetters);
        Assert.False(await next.DismissAsync("nobody"));
    }

    [Fact]
    public async Task Compaction_into_an_empty_segment_does_not_remove_what_it_has_just_written()
    {
        var disk = new SimulatedDisk();
        using (HandoffOutbox outbox = HandoffOutbox.Open(disk, _desk, Options))
        {
            for (int i = 0; i < 600; i++)
            {
                await outbox.SendAsync(Packages.Simple($"waiting-{i}"));
            }

            // The segment that compaction begins is created, but its first write fails; the next compaction finds it empty.
            disk.FailAt = disk.Operations + 3;
            await Assert.ThrowsAsync<JournalException>(async () => await outbox.CompactAsync());
            disk.FailAt = 0;
            await outbox.CompactAsync();
            await outbox.CompactAsync();
        }

        using HandoffOutbox next = HandoffOutbox.Open(disk, _desk, Options);
        Assert.Equal(600, next.Waiting);
    }

    [Fact]
    public async Task Compaction_leaves_a_damaged_segment_where_it_is()
    {
        var disk = new SimulatedDisk();
        using (HandoffOutbox outbox = HandoffOutbox.Open(disk, _desk, Options))
        {
            await outbox.SendAsync(Packages.Simple("a"));
            await outbox.SendAsync(Packages.Simple("b"));
        }

        byte[] evidence = disk[1];
        evidence[^40] = (byte)'"';
        disk[1] = evidence;
        using HandoffOutbox next = HandoffOutbox.Open(disk, _desk, Options);
        Assert.Equal(2, Assert.Single(next.Damage).Record);
        await next.SendAsync(Packages.Simple("c"));
        await next.CompactAsync();
        Assert.Equal(evidence, disk[1]);
        Assert.Equal(2, await next.DeliverDueAsync());
        Assert.Equal(["a", "c"], _desk.Tickets.Keys.Order());
    }

    [Fact]
    public async Task The_loop_delivers_what_comes_and_what_becomes_due_until_it_is_told_to_stop()
    {
        int failures = 1;
        _desk.Mood = _ => failures-- > 0 ? 1 : 0;
        using var stop = new CancellationTokenSource();
        using HandoffOutbox outbox = HandoffOutbox.Open(new SimulatedDisk(), _desk, Options with { CompactAfter = 2 });
        Task running = outbox.RunAsync(stop.Token);
        await outbox.SendAsync(Packages.Simple("a"));
        SpinWait.SpinUntil(() => _desk.Calls == 1 && outbox.NextDue > TimeSpan.Zero);
        while (_desk.Tickets.Count == 0)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await outbox.SendAsync(Packages.Simple("b"));
        SpinWait.SpinUntil(() => _desk.Tickets.Count == 2);
        await stop.CancelAsync();
        await running;
        Assert.Equal(3, _desk.Calls);
    }

    [Fact]
    [Trait("Row", "53")]
    public async Task Moving_the_wall_clock_changes_no_wait()
    {
        _desk.Mood = static _ => 1;
        using HandoffOutbox outbox = HandoffOutbox.Open(new SimulatedDisk(), _desk, Options);
        await outbox.SendAsync(Packages.Simple("a"));
        await outbox.DeliverDueAsync();
        TimeSpan due = outbox.NextDue!.Value;
        _time.SetUtcNow(_time.GetUtcNow().AddDays(-1));
        Assert.Equal(due, outbox.NextDue);
        _time.SetUtcNow(_time.GetUtcNow().AddDays(3));
        Assert.Equal(due, outbox.NextDue);
        Assert.Equal(0, await outbox.DeliverDueAsync());
    }

    [Fact]
    public void Jitter_depends_on_seed_id_and_number_alone_and_stays_within_half()
    {
        var options = new OutboxOptions { FirstDelay = TimeSpan.FromSeconds(1), MaximumDelay = TimeSpan.FromSeconds(60), Seed = 5 };
        TimeSpan[] delays = [.. Enumerable.Range(1, 80).Select(failures => OutboxBackoff.Delay(options, "a", failures))];
        for (int i = 0; i < delays.Length; i++)
        {
            double longest = Math.Min(60, Math.Pow(2, i));
            Assert.InRange(delays[i].TotalSeconds, longest / 2, longest);
            Assert.Equal(delays[i], OutboxBackoff.Delay(options, "a", i + 1));
        }

        Assert.NotEqual(delays[3], OutboxBackoff.Delay(options with { Seed = 6 }, "a", 4));
        Assert.NotEqual(delays[3], OutboxBackoff.Delay(options, "b", 4));
        double mean = Enumerable.Range(0, 2000).Average(i => OutboxBackoff.Delay(options, $"id-{i}", 1).TotalSeconds);
        Assert.InRange(mean, 0.73, 0.77);
    }
}
