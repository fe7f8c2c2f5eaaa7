using System.Security.Cryptography;
using System.Text;
using Escalation.Auditing;
using Escalation.Core.Tests.Journal;
using Escalation.Journal;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Auditing;

public class AuditLogTests
{
    [Fact]
    public async Task A_record_is_exactly_the_documented_line_with_the_documented_hash()
    {
        var storage = new MemoryJournalStorage();
        using AuditLog log = AuditLogs.Open(storage);

        AuditReceipt receipt = await log.AppendAsync(AuditEntries.Outcome("turn-1", wasRight: false));

        string unsealed = """{"v":1,"sequence":1,"time":"2025-01-02T03:04:05.0000000Z","kind":"outcome","id":"turn-1","data":{"wasRight":false},"previous":"0000000000000000000000000000000000000000000000000000000000000000"}""";
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(unsealed)));
        Assert.Equal($"{unsealed[..^1]},\"hash\":\"{hash}\"}}\n", Encoding.UTF8.GetString(storage.Bytes));
        Assert.Equal(new AuditReceipt(1, hash), receipt);
        Assert.Equal(new AuditCheckpoint(1, hash), log.Checkpoint);
    }

    [Fact]
    public void The_hash_of_a_text_is_the_one_of_the_standard()
    {
        // FIPS 180-4, example "abc".
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", AuditHash.OfText("abc"));
    }

    [Fact]
    public async Task Each_record_names_the_hash_of_the_one_before_across_openings()
    {
        var storage = new MemoryJournalStorage();
        for (int opening = 0; opening < 3; opening++)
        {
            await using AuditLog log = AuditLogs.Open(storage);
            await log.AppendAsync(AuditLogs.Entry(2 * opening));
            await log.AppendAsync(AuditLogs.Entry((2 * opening) + 1));
        }

        AuditRecord[] records = AuditLogs.Read(storage.Bytes);
        Assert.Equal([1, 2, 3, 4, 5, 6], records.Select(record => record.Sequence));
        Assert.Equal(AuditHash.Genesis, records[0].Previous);
        Assert.All(Enumerable.Range(1, 5), i => Assert.Equal(records[i - 1].Hash, records[i].Previous));
        Assert.True(AuditLogs.Verify(storage.Bytes).IsIntact);
    }

    [Fact]
    [Trait("Row", "104")]
    public async Task Eight_threads_append_and_the_chain_holds_in_the_order_of_acknowledgement()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("audit.jsonl");
        var receipts = new List<AuditReceipt>[8];
        await using (AuditLog log = AuditLog.Open(path, new AuditLogOptions { Durability = JournalDurability.Written }))
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(async () =>
            {
                receipts[thread] = [];
                for (int i = 0; i < 200; i++)
                {
                    receipts[thread].Add(await log.AppendAsync(AuditLogs.Entry((1000 * thread) + i)));
                }
            })));
            Assert.Equal(AuditVerifier.Verify(path).Checkpoint, log.Checkpoint);
        }

        AuditVerification verification = AuditVerifier.Verify(path);
        Assert.True(verification.IsIntact, verification.Message);
        Assert.Equal(1600, verification.Count);
        Assert.All(receipts, own => Assert.Equal(own.Select(receipt => receipt.Sequence).Order(), own.Select(receipt => receipt.Sequence)));
        var byHash = AuditReader.Read(path).ToDictionary(record => record.Sequence, record => record.Hash);
        Assert.All(receipts.SelectMany(own => own), receipt => Assert.Equal(byHash[receipt.Sequence], receipt.Hash));
    }

    [Fact]
    [Trait("Row", "95")]
    public async Task Cut_at_any_byte_the_log_recovers_says_so_and_still_verifies()
    {
        byte[] whole = AuditLogs.Bytes(5);
        for (int length = 0; length <= whole.Length; length++)
        {
            var storage = new MemoryJournalStorage(whole[..length]);
            int sound = whole[..length].AsSpan().LastIndexOf((byte)'\n') + 1;
            int records = whole[..length].Count(b => b == '\n');
            await using AuditLog log = AuditLogs.Open(storage);

            Assert.Equal(length - sound, log.RecoveredBytes);
            AuditRecord[] found = AuditLogs.Read(storage.Bytes);
            Assert.Equal(records + (length > sound ? 1 : 0), found.Length);
            if (length > sound)
            {
                Assert.Equal(AuditKind.Recovered, found[^1].Kind);
                Assert.Equal(length - sound, found[^1].Data.GetProperty("truncatedBytes").GetInt32());
            }

            await log.AppendAsync(AuditLogs.Entry(99));
            Assert.True(AuditLogs.Verify(storage.Bytes).IsIntact);
        }
    }

    [Fact]
    [Trait("Row", "96")]
    public void Any_flipped_byte_is_refused_at_opening_except_the_last_line_feed_that_proves_completeness()
    {
        byte[] whole = AuditLogs.Bytes(3);
        for (int i = 0; i < whole.Length - 1; i++)
        {
            byte[] flipped = [.. whole];
            flipped[i] ^= 0x01;
            var storage = new MemoryJournalStorage(flipped);

            JournalDamagedException fault = Assert.Throws<JournalDamagedException>(() => AuditLogs.Open(storage));

            Assert.Equal(whole[..i].Count(b => b == '\n') + 1, fault.Record);
            Assert.Equal(flipped, storage.Bytes);
        }

        whole[^1] ^= 0x01;
        using AuditLog log = AuditLogs.Open(new MemoryJournalStorage(whole));
        Assert.Equal((3, whole.Length - EndOfLine(whole, 2)), (log.Checkpoint.Count, log.RecoveredBytes));
    }

    [Fact]
    public void A_complete_last_record_that_was_changed_is_evidence_and_not_a_torn_tail()
    {
        string[] lines = AuditLogs.Lines(AuditLogs.Bytes(3));
        string[] replacements = ["", "{}", "not json", lines[2][..^9], lines[1], AuditLogs.Lines(AuditLogs.Bytes(3, seed: 7))[2]];
        foreach (string replacement in replacements)
        {
            byte[] bytes = Encoding.UTF8.GetBytes($"{lines[0]}\n{lines[1]}\n{replacement}\n");
            var storage = new MemoryJournalStorage(bytes);

            JournalDamagedException fault = Assert.Throws<JournalDamagedException>(() => AuditLogs.Open(storage));

            Assert.Equal(3, fault.Record);
            Assert.Equal(bytes, storage.Bytes);
        }
    }

    [Fact]
    [Trait("Row", "93")]
    public async Task A_failing_disk_at_any_operation_never_breaks_the_chain()
    {
        for (int failing = 1; failing <= 12; failing++)
        {
            var storage = new MemoryJournalStorage { Faults = (operation, _) => operation == failing ? new StorageFault(0.5) : null };
            var acknowledged = new List<AuditReceipt>();
            await using (AuditLog log = AuditLog.Open(storage))
            {
                for (int i = 1; i <= 6; i++)
                {
                    try
                    {
                        acknowledged.Add(await log.AppendAsync(AuditLogs.Entry(i)));
                    }
                    catch (JournalException)
                    {
                        // Not acknowledged.
                    }
                }
            }

            storage.Faults = null;
            using AuditLog reopened = AuditLogs.Open(storage);
            AuditRecord[] records = AuditLogs.Read(storage.Bytes);
            Assert.All(acknowledged, receipt => Assert.Equal(receipt.Hash, records[receipt.Sequence - 1].Hash));
            Assert.True(AuditLogs.Verify(storage.Bytes).IsIntact);
            Assert.True(acknowledged.Count < 6);
        }
    }

    [Fact]
    public async Task Data_that_could_not_be_read_back_is_refused_and_the_log_goes_on()
    {
        var storage = new MemoryJournalStorage();
        using AuditLog log = AuditLogs.Open(storage);
        var twice = new AuditEntry(AuditKind.Outcome, null, writer =>
        {
            writer.WriteNumber("a", 1);
            writer.WriteNumber("a", 2);
        });

        await Assert.ThrowsAsync<ArgumentException>(async () => await log.AppendAsync(twice));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await log.AppendAsync(new AuditEntry(AuditKind.Outcome, null, writer => writer.WriteStringValue("no name"))));
        await Assert.ThrowsAsync<DivideByZeroException>(async () => await log.AppendAsync(new AuditEntry(AuditKind.Outcome, null, _ => throw new DivideByZeroException())));
        await log.AppendAsync(AuditLogs.Entry(1));
        Assert.Equal(1, AuditLogs.Verify(storage.Bytes).Count);
    }

    [Fact]
    [Trait("Row", "52")]
    public async Task The_order_is_the_sequence_even_when_the_clock_goes_back()
    {
        var time = new ManualTimeProvider();
        var storage = new MemoryJournalStorage();
        using AuditLog log = AuditLogs.Open(storage, time);
        await log.AppendAsync(AuditLogs.Entry(1));
        time.SetUtcNow(new DateTimeOffset(1999, 12, 31, 23, 59, 59, TimeSpan.FromHours(5)));
        await log.AppendAsync(AuditLogs.Entry(2));

        AuditRecord[] records = AuditLogs.Read(storage.Bytes);
        Assert.Equal(new DateTimeOffset(1999, 12, 31, 18, 59, 59, TimeSpan.Zero), records[1].Time);
        Assert.True(AuditLogs.Verify(storage.Bytes).IsIntact);
    }

    [Fact]
    public async Task A_decision_is_found_by_its_id_and_other_records_are_not_decisions()
    {
        using AuditLog log = AuditLogs.Open(new MemoryJournalStorage());
        await log.AppendAsync(new AuditEntry(AuditKind.Decision, "decided"));
        await log.AppendAsync(new AuditEntry(AuditKind.Outcome, "judged"));

        Assert.True(await log.HasDecisionAsync("decided"));
        Assert.False(await log.HasDecisionAsync("judged"));
        Assert.False(await log.HasDecisionAsync("DECIDED"));
    }

    [Fact]
    public async Task A_closed_log_takes_nothing_and_closes_again_quietly()
    {
        AuditLog log = AuditLogs.Open(new MemoryJournalStorage());
        log.Dispose();
        await log.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await log.AppendAsync(AuditLogs.Entry(1)));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await log.HasDecisionAsync("turn"));
    }

    [Fact]
    [Trait("Row", "97")]
    public async Task A_second_writer_is_refused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("audit.jsonl");
        await using AuditLog log = AuditLog.Open(path);

        Assert.Throws<JournalLockedException>(() => AuditLog.Open(path));
        await log.AppendAsync(AuditLogs.Entry(1));
        Assert.True(AuditVerifier.Verify(path).IsIntact);
    }

    [Fact]
    public void Another_kind_of_file_is_refused_and_left_as_it_is()
    {
        byte[] policy = """{"schema":"something else"}"""u8.ToArray();
        var storage = new MemoryJournalStorage(policy);

        Assert.Throws<JournalDamagedException>(() => AuditLogs.Open(storage));
        Assert.Equal(policy, storage.Bytes);
    }

    private static int EndOfLine(byte[] bytes, int line)
    {
        int end = 0;
        for (int i = 0; i < line; i++)
        {
            end = Array.IndexOf(bytes, (byte)'\n', end) + 1;
        }

        return end;
    }
}
