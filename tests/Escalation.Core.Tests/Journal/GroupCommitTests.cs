using System.Text;
using Escalation.Journal;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Journal;

/// <summary>Appends that come together share a write and a flush; each is acknowledged, given up or failed by itself.</summary>
public class GroupCommitTests
{
    [Fact]
    public async Task Appends_that_come_during_a_flush_share_the_next_one_in_the_order_in_which_they_came()
    {
        using var storage = new GatedStorage();
        await using JournalWriter journal = JournalWriter.Open(storage, new JournalOptions());
        Task first = journal.AppendAsync(JournalWriterTests.Record(1)).AsTask();
        storage.AwaitFlush();
        Task[] rest = [.. Enumerable.Range(2, 63).Select(i => journal.AppendAsync(JournalWriterTests.Record(i)).AsTask())];
        Assert.DoesNotContain(rest, append => append.IsCompleted);

        storage.Release(2);
        await Task.WhenAll([first, .. rest]);

        Assert.Equal((2, 2), (storage.Inner.Writes, storage.Inner.Flushes));
        Assert.Equal(JournalWriterTests.Lines(64), Encoding.UTF8.GetString(storage.Inner.Bytes));
    }

    [Fact]
    public async Task A_failed_write_undoes_the_whole_batch_and_fails_each_caller_with_an_exception_of_its_own()
    {
        using var storage = new GatedStorage();
        storage.Inner.Faults = (operation, _) => operation == 3 ? new StorageFault(0.5) : null;
        await using JournalWriter journal = JournalWriter.Open(storage, new JournalOptions());
        Task first = journal.AppendAsync(JournalWriterTests.Record(1)).AsTask();
        storage.AwaitFlush();
        Task[] batch = [.. Enumerable.Range(10, 3).Select(i => journal.AppendAsync(JournalWriterTests.Record(i)).AsTask())];
        storage.Release(2);
        await first;

        JournalException[] faults = await Task.WhenAll(batch.Select(append => Assert.ThrowsAsync<JournalException>(() => append)));
        Assert.Equal(3, faults.Distinct(ReferenceEqualityComparer.Instance).Count());
        Assert.Equal(JournalWriterTests.Lines(1), Encoding.UTF8.GetString(storage.Inner.Bytes));
        await journal.AppendAsync(JournalWriterTests.Record(2));
        Assert.Equal(JournalWriterTests.Lines(2), Encoding.UTF8.GetString(storage.Inner.Bytes));
    }

    [Fact]
    public async Task Giving_up_before_the_write_leaves_nothing_and_giving_up_after_it_changes_nothing()
    {
        using var storage = new GatedStorage();
        using var late = new CancellationTokenSource();
        using var early = new CancellationTokenSource();
        await using JournalWriter journal = JournalWriter.Open(storage, new JournalOptions());
        Task writing = journal.AppendAsync(JournalWriterTests.Record(1), late.Token).AsTask();
        storage.AwaitFlush();
        Task waiting = journal.AppendAsync(JournalWriterTests.Record(9), early.Token).AsTask();
        Task behind = journal.AppendAsync(JournalWriterTests.Record(2)).AsTask();

        await late.CancelAsync();
        await early.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        storage.Release(2);
        await writing;
        await behind;

        Assert.Equal(JournalWriterTests.Lines(2), Encoding.UTF8.GetString(storage.Inner.Bytes));
    }

    [Fact]
    [Trait("Row", "82")]
    public async Task A_hundredfold_flood_waits_in_the_callers_and_nothing_is_dropped()
    {
        const int capacity = 8;
        using var storage = new GatedStorage();
        await using JournalWriter journal = JournalWriter.Open(storage, new JournalOptions { QueueCapacity = capacity });
        Task first = journal.AppendAsync(JournalWriterTests.Record(0)).AsTask();
        storage.AwaitFlush();
        Task[] flood = [.. Enumerable.Range(1, 100 * capacity).Select(i => journal.AppendAsync(JournalWriterTests.Record(i)).AsTask())];

        Assert.Equal(capacity, journal.Pending);
        Assert.DoesNotContain(flood, append => append.IsCompleted);
        storage.Release(1000);
        await Task.WhenAll([first, .. flood]);
        Assert.Equal((100 * capacity) + 1, storage.Inner.Bytes.Count(b => b == '\n'));
        Assert.Equal(0, journal.Pending);
    }

    [Fact]
    [Trait("Row", "103")]
    public async Task Closing_writes_what_is_in_the_queue_and_turns_away_who_waits_for_room()
    {
        using var storage = new GatedStorage();
        JournalWriter journal = JournalWriter.Open(storage, new JournalOptions { QueueCapacity = 3 });
        Task first = journal.AppendAsync(JournalWriterTests.Record(1)).AsTask();
        storage.AwaitFlush();
        Task[] inside = [.. Enumerable.Range(2, 2).Select(i => journal.AppendAsync(JournalWriterTests.Record(i)).AsTask())];
        Task[] outside = [.. Enumerable.Range(50, 5).Select(i => journal.AppendAsync(JournalWriterTests.Record(i)).AsTask())];
        Task closing = journal.DisposeAsync().AsTask();
        while (!journal.IsClosing)
        {
            await Task.Yield();
        }

        storage.Release(1000);
        await Task.WhenAll([first, .. inside, closing]);
        await Task.WhenAll(outside.Select(append => Assert.ThrowsAsync<ObjectDisposedException>(() => append)));
        Assert.Equal(JournalWriterTests.Lines(3), Encoding.UTF8.GetString(storage.Inner.Bytes));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await journal.AppendAsync(JournalWriterTests.Record(4)));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await journal.FlushAsync());
    }

    [Fact]
    public async Task A_buffered_record_is_written_after_the_interval_or_at_the_close_or_when_a_flush_is_asked_for()
    {
        var time = new ManualTimeProvider();
        var storage = new MemoryJournalStorage();
        var options = new JournalOptions { Durability = JournalDurability.Buffered, FlushInterval = TimeSpan.FromSeconds(1), Time = time };
        JournalWriter journal = JournalWriter.Open(storage, options);
        await journal.AppendAsync(JournalWriterTests.Record(1));
        Assert.Empty(storage.Bytes);

        time.Advance(TimeSpan.FromSeconds(1));
        SpinWait.SpinUntil(() => storage.Bytes.Length > 0);
        Assert.Equal(JournalWriterTests.Lines(1), Encoding.UTF8.GetString(storage.Bytes));
        await journal.AppendAsync(JournalWriterTests.Record(2));
        Assert.Equal(0, storage.Flushes);
        await journal.FlushAsync();
        Assert.Equal(JournalWriterTests.Lines(2), Encoding.UTF8.GetString(storage.Bytes));
        Assert.Equal(1, storage.Flushes);
        await journal.AppendAsync(JournalWriterTests.Record(3));
        journal.Dispose();
        Assert.Equal(JournalWriterTests.Lines(3), Encoding.UTF8.GetString(storage.Bytes));
    }

    [Fact]
    public async Task Acknowledged_buffered_records_that_cannot_be_written_end_the_journal_rather_than_vanish()
    {
        var storage = new MemoryJournalStorage { Faults = (_, name) => name == "write" ? new StorageFault(0.5) : null };
        JournalWriter journal = JournalWriter.Open(storage, new JournalOptions { Durability = JournalDurability.Buffered, FlushInterval = TimeSpan.FromDays(1) });
        await journal.AppendAsync(JournalWriterTests.Record(1));

        await Assert.ThrowsAsync<JournalException>(async () => await journal.FlushAsync());
        storage.Faults = null;
        await Assert.ThrowsAsync<JournalPoisonedException>(async () => await journal.FlushAsync());
        journal.Dispose();
        Assert.Empty(storage.Bytes);
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new JournalOptions { QueueCapacity = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new JournalOptions { SegmentBytes = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new JournalOptions { SegmentAge = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new JournalOptions { FlushInterval = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new JournalOptions { Durability = (JournalDurability)9 });
    }
}
