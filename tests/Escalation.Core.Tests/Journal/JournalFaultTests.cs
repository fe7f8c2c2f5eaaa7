using System.Text;
using Escalation.Journal;

namespace Escalation.Core.Tests.Journal;

/// <summary>The storage fails at every operation in turn; what was acknowledged is always there afterwards, and nothing half-written is.</summary>
public class JournalFaultTests
{
    private const int Records = 6;

    [Theory]
    [Trait("Row", "93")]
    [InlineData(JournalDurability.Written, 0.0, false)]
    [InlineData(JournalDurability.Written, 0.5, false)]
    [InlineData(JournalDurability.Written, 1.0, false)]
    [InlineData(JournalDurability.Written, 0.5, true)]
    [InlineData(JournalDurability.Durable, 0.0, false)]
    [InlineData(JournalDurability.Durable, 0.5, false)]
    [InlineData(JournalDurability.Durable, 1.0, true)]
    public async Task Acknowledged_records_survive_a_fault_at_any_operation(JournalDurability durability, double kept, bool forever)
    {
        for (int failing = 1; failing <= 2 * Records; failing++)
        {
            var storage = new MemoryJournalStorage
            {
                Faults = (operation, _) => operation == failing || (forever && operation > failing) ? new StorageFault(kept) : null,
            };
            List<int> acknowledged = await AppendAll(storage, durability);

            Assert.True(failing > storage.Operations || acknowledged.Count < Records);
            storage.Faults = null;
            using JournalWriter reopened = JournalWriter.Open(storage, durability);
            string[] lines = Encoding.UTF8.GetString(storage.Bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            int[] found = [.. lines.Select(line => int.Parse(line[10..^1], System.Globalization.CultureInfo.InvariantCulture))];
            Assert.Equal(acknowledged, found.Intersect(acknowledged));

            // At most the one record whose flush or undoing failed may be there without an acknowledgement.
            Assert.InRange(found.Length, acknowledged.Count, acknowledged.Count + 1);
        }
    }

    [Fact]
    [Trait("Row", "93")]
    public async Task A_failed_write_leaves_nothing_and_the_journal_goes_on()
    {
        var storage = new MemoryJournalStorage { Faults = (operation, _) => operation == 2 ? new StorageFault(0.5) : null };
        await using JournalWriter journal = JournalWriter.Open(storage, JournalDurability.Written);
        await journal.AppendAsync(JournalWriterTests.Record(1));

        JournalException fault = await Assert.ThrowsAsync<JournalException>(async () => await journal.AppendAsync(JournalWriterTests.Record(9)));
        Assert.IsType<IOException>(fault.InnerException);
        Assert.Equal(JournalWriterTests.Lines(1), Encoding.UTF8.GetString(storage.Bytes));
        await journal.AppendAsync(JournalWriterTests.Record(2));
        Assert.Equal(JournalWriterTests.Lines(2), Encoding.UTF8.GetString(storage.Bytes));
    }

    [Fact]
    [Trait("Row", "94")]
    public async Task After_a_failed_flush_nothing_is_taken_any_more()
    {
        var storage = new MemoryJournalStorage { Faults = (_, name) => name == "flush" ? new StorageFault(0) : null };
        await using JournalWriter journal = JournalWriter.Open(storage);

        await Assert.ThrowsAsync<JournalPoisonedException>(async () => await journal.AppendAsync(JournalWriterTests.Record(1)));
        storage.Faults = null;
        await Assert.ThrowsAsync<JournalPoisonedException>(async () => await journal.AppendAsync(JournalWriterTests.Record(2)));
        Assert.Equal(1, storage.Writes);
        Assert.Equal(0, storage.Flushes);
    }

    [Fact]
    [Trait("Row", "93")]
    public async Task A_write_that_cannot_be_undone_ends_the_journal_and_the_next_opening_repairs_it()
    {
        var storage = new MemoryJournalStorage { Faults = (operation, _) => operation is 2 or 3 ? new StorageFault(0.5) : null };
        JournalWriter journal = JournalWriter.Open(storage, JournalDurability.Written);
        await journal.AppendAsync(JournalWriterTests.Record(1));

        await Assert.ThrowsAsync<JournalPoisonedException>(async () => await journal.AppendAsync(JournalWriterTests.Record(2)));
        await Assert.ThrowsAsync<JournalPoisonedException>(async () => await journal.AppendAsync(JournalWriterTests.Record(3)));
        journal.Dispose();

        using JournalWriter reopened = JournalWriter.Open(storage);
        Assert.Equal(new JournalRecovery(1, 13, 6), reopened.Recovery);
        Assert.Equal(JournalWriterTests.Lines(1), Encoding.UTF8.GetString(storage.Bytes));
    }

    [Fact]
    [Trait("Row", "95")]
    public void A_torn_tail_that_cannot_be_cut_off_refuses_to_open()
    {
        var storage = new MemoryJournalStorage("{\"a\":1}\n{\"a\""u8.ToArray()) { Faults = (_, _) => new StorageFault(0) };

        Assert.Throws<IOException>(() => JournalWriter.Open(storage));
        Assert.Equal(1, storage.Disposals);
    }

    private static async Task<List<int>> AppendAll(MemoryJournalStorage storage, JournalDurability durability)
    {
        var acknowledged = new List<int>();
        await using JournalWriter journal = JournalWriter.Open(storage, durability);
        for (int i = 1; i <= Records; i++)
        {
            try
            {
                await journal.AppendAsync(JournalWriterTests.Record(i));
                acknowledged.Add(i);
            }
            catch (JournalException)
            {
                // Not acknowledged.
            }
        }

        return acknowledged;
    }
}
