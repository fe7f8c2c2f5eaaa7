using System.Text;
using Escalation.Journal;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Journal;

public class JournalWriterTests
{
    internal static byte[] Record(int number) => Encoding.UTF8.GetBytes($$"""{"number":{{number}}}""");

    internal static string Lines(int count) => string.Concat(Enumerable.Range(1, count).Select(number => Encoding.UTF8.GetString(Record(number)) + "\n"));

    [Fact]
    public async Task An_acknowledged_record_has_left_the_process_as_one_write()
    {
        var storage = new MemoryJournalStorage();
        await using JournalWriter journal = JournalWriter.Open(storage, JournalDurability.Written);

        for (int i = 1; i <= 3; i++)
        {
            await journal.AppendAsync(Record(i));
            Assert.Equal(Lines(i), Encoding.UTF8.GetString(storage.Bytes));
            Assert.Equal(i, storage.Writes);
        }

        Assert.Equal(0, storage.Flushes);
    }

    [Fact]
    public async Task A_durable_record_is_flushed_before_it_is_acknowledged()
    {
        var storage = new MemoryJournalStorage();
        await using JournalWriter journal = JournalWriter.Open(storage);

        await journal.AppendAsync(Record(1));
        Assert.Equal(1, storage.Flushes);
        await journal.AppendAsync(Record(2));
        Assert.Equal(2, storage.Flushes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"a\":1}\n")]
    [InlineData("{\"a\":\n1}")]
    [InlineData("{\"a\":1}{\"a\":1}")]
    [InlineData("{\"a\":1")]
    [InlineData("{a:1}")]
    public async Task What_recovery_would_refuse_is_refused_at_once(string record)
    {
        var storage = new MemoryJournalStorage();
        await using JournalWriter journal = JournalWriter.Open(storage);

        await Assert.ThrowsAsync<ArgumentException>(async () => await journal.AppendAsync(Encoding.UTF8.GetBytes(record)));
        Assert.Empty(storage.Bytes);
    }

    [Fact]
    public async Task A_record_beyond_the_limit_is_refused_and_one_at_the_limit_is_read_again()
    {
        byte[] large = Encoding.UTF8.GetBytes($$"""{"a":"{{new string('x', JournalWriter.MaximumRecordBytes - 8)}}"}""");
        Assert.Equal(JournalWriter.MaximumRecordBytes, large.Length);
        var storage = new MemoryJournalStorage();
        await using (JournalWriter journal = JournalWriter.Open(storage, JournalDurability.Written))
        {
            await journal.AppendAsync(large);
            await journal.AppendAsync(Record(2));
            await Assert.ThrowsAsync<ArgumentException>(async () => await journal.AppendAsync(new byte[JournalWriter.MaximumRecordBytes + 1]));
        }

        await using JournalWriter reopened = JournalWriter.Open(storage);
        Assert.Equal(new JournalRecovery(2, storage.Length, 0), reopened.Recovery);
    }

    [Fact]
    [Trait("Row", "97")]
    public async Task A_file_keeps_its_records_and_its_lock()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("journal.jsonl");
        await using (JournalWriter first = JournalWriter.Open(path))
        {
            await first.AppendAsync(Record(1));
            JournalLockedException locked = Assert.Throws<JournalLockedException>(() => JournalWriter.Open(path));
            Assert.Contains("journal.jsonl", locked.Message, StringComparison.Ordinal);
            await first.AppendAsync(Record(2));
        }

        await using (JournalWriter second = JournalWriter.Open(path))
        {
            Assert.Equal(2, second.Recovery.Records);
            await second.AppendAsync(Record(3));
        }

        Assert.Equal(Lines(3), await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task A_journal_that_failed_to_open_leaves_no_lock_behind()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("journal.jsonl");
        await File.WriteAllTextAsync(path, "not a journal\nat all\n");

        Assert.Throws<JournalDamagedException>(() => JournalWriter.Open(path));
        File.Delete(path);
        JournalWriter.Open(path).Dispose();
    }

    [Fact]
    [Trait("Row", "103")]
    public async Task Closing_twice_is_fine_and_appending_afterwards_is_not()
    {
        var storage = new MemoryJournalStorage();
        JournalWriter journal = JournalWriter.Open(storage);
        journal.Dispose();
        await journal.DisposeAsync();
        journal.Dispose();

        Assert.Equal(1, storage.Disposals);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await journal.AppendAsync(Record(1)));
        Assert.Empty(storage.Bytes);
    }

    [Fact]
    public async Task A_cancelled_append_writes_nothing()
    {
        var storage = new MemoryJournalStorage();
        await using JournalWriter journal = JournalWriter.Open(storage);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await journal.AppendAsync(Record(1), new CancellationToken(canceled: true)));
        Assert.Empty(storage.Bytes);
    }

    [Fact]
    [Trait("Row", "98")]
    public async Task A_file_changed_by_somebody_else_takes_no_more_records()
    {
        var storage = new MemoryJournalStorage();
        await using JournalWriter journal = JournalWriter.Open(storage);
        await journal.AppendAsync(Record(1));
        storage.Bytes = [.. storage.Bytes, .. "x"u8];

        await Assert.ThrowsAsync<JournalPoisonedException>(async () => await journal.AppendAsync(Record(2)));
        storage.Bytes = storage.Bytes[..^1];
        await Assert.ThrowsAsync<JournalPoisonedException>(async () => await journal.AppendAsync(Record(2)));
        Assert.Equal(Lines(1), Encoding.UTF8.GetString(storage.Bytes));
    }

    [Fact]
    public void An_unknown_durability_is_refused_and_the_storage_closed()
    {
        var storage = new MemoryJournalStorage();

        Assert.Throws<ArgumentOutOfRangeException>(() => JournalWriter.Open(storage, (JournalDurability)7));
        Assert.Equal(1, storage.Disposals);
    }
}
