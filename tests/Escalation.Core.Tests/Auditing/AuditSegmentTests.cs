using System.Text;
using Escalation.Auditing;
using Escalation.Core.Tests.Journal;
using Escalation.Journal;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Auditing;

/// <summary>A log in segments: one chain over all of them, whatever happens to one.</summary>
public class AuditSegmentTests
{
    internal static readonly AuditLogOptions Small = new() { Durability = JournalDurability.Durable, SegmentBytes = 1000, Time = new ManualTimeProvider() };

    internal static async Task<List<AuditReceipt>> Fill(IJournalFolder disk, int count, AuditLogOptions? options = null)
    {
        using AuditLog log = AuditLog.Open(disk, options ?? Small);
        var receipts = new List<AuditReceipt>();
        for (int i = 0; i < count; i++)
        {
            receipts.Add(await log.AppendAsync(AuditLogs.Entry(i)));
        }

        return receipts;
    }

    [Fact]
    public async Task A_full_segment_is_followed_by_one_that_carries_the_chain_on()
    {
        var disk = new SimulatedDisk();
        List<AuditReceipt> receipts = await Fill(disk, 12);

        Assert.True(disk.Segments.Count >= 4);
        AuditRecord[] records = AuditLogs.Read(disk.AllBytes);
        Assert.Equal(Enumerable.Range(1, records.Length).Select(i => (long)i), records.Select(record => record.Sequence));
        Assert.Equal(disk.Segments.Count, records.Count(record => record.Kind == AuditKind.Segment));
        Assert.All(receipts, receipt => Assert.Equal(receipt.Hash, records[receipt.Sequence - 1].Hash));
        AuditVerification verification = AuditVerifier.Verify(disk, new AuditCheckpoint(receipts[5].Sequence, receipts[5].Hash));
        Assert.True(verification.IsIntact, verification.Message);
        Assert.Equal(records.Length, verification.Count);

        // All records in one file are one chain too.
        Assert.True(AuditLogs.Verify(disk.AllBytes).IsIntact);
    }

    [Fact]
    public async Task Age_begins_a_segment_too_and_reopening_goes_on_in_the_last_one()
    {
        var time = new ManualTimeProvider();
        var options = new AuditLogOptions { SegmentAge = TimeSpan.FromHours(1), Time = time };
        var disk = new SimulatedDisk();
        using (AuditLog log = AuditLog.Open(disk, options))
        {
            await log.AppendAsync(AuditLogs.Entry(1));
            time.Advance(TimeSpan.FromMinutes(59));
            await log.AppendAsync(AuditLogs.Entry(2));
            Assert.Equal([1], disk.Segments);
            time.Advance(TimeSpan.FromMinutes(1));
            await log.AppendAsync(AuditLogs.Entry(3));
            Assert.Equal([1, 2], disk.Segments);
        }

        await Fill(disk, 1, options);
        Assert.Equal([1, 2], disk.Segments);
        Assert.True(AuditVerifier.Verify(disk).IsIntact);
    }

    [Fact]
    [Trait("Row", "96")]
    public async Task Damage_in_the_last_segment_is_reported_kept_and_followed_by_a_segment_chained_to_the_sound_part()
    {
        var disk = new SimulatedDisk();
        await Fill(disk, 10, Small with { SegmentBytes = long.MaxValue });
        byte[] evidence = disk[1];
        evidence[evidence.AsSpan().IndexOf("turn-6"u8)] ^= 1;
        disk[1] = evidence;

        using (AuditLog log = AuditLog.Open(disk, Small))
        {
            JournalBreak damage = Assert.Single(log.Damage);
            Assert.Equal((1L, 8L), (damage.Segment, damage.Record));
            Assert.Equal(7, log.Checkpoint.Count);
            await log.AppendAsync(AuditLogs.Entry(77));
        }

        Assert.Equal(evidence, disk[1]);
        AuditRecord first = AuditLogs.Read(disk[2])[0];
        Assert.Equal((8L, AuditKind.Segment), (first.Sequence, first.Kind));
        Assert.Equal(8, first.Data.GetProperty("broken").GetProperty("record").GetInt64());
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(evidence)), first.Data.GetProperty("broken").GetProperty("sha256").GetString());
        AuditVerification verification = AuditVerifier.Verify(disk);
        Assert.Equal((AuditDefect.Modified, 8L, 1L, 9L), (verification.Defect, verification.FirstBad, verification.Segment, verification.EndsAt));

        // Known damage is not told again.
        await Fill(disk, 1);
        Assert.DoesNotContain(AuditLogs.Read(disk[2]), record => record.Kind == AuditKind.Damaged);
    }

    [Fact]
    [Trait("Row", "96")]
    public async Task Damage_in_an_earlier_segment_is_told_once_in_the_log_and_the_chain_goes_on_at_its_end()
    {
        var disk = new SimulatedDisk();
        await Fill(disk, 12);
        byte[] bytes = disk[2];
        bytes[100] ^= 1;
        disk[2] = bytes;

        await Fill(disk, 1);
        await Fill(disk, 1);

        AuditRecord told = Assert.Single(disk.Segments.Where(segment => segment != 2).SelectMany(segment => AuditLogs.Read(disk[segment])), record => record.Kind == AuditKind.Damaged);
        Assert.Equal(2, told.Data.GetProperty("segment").GetInt64());
        AuditVerification verification = AuditVerifier.Verify(disk);
        Assert.Equal(2, verification.Segment);
        Assert.Equal(verification.Count + 1, verification.FirstBad);
        Assert.True(verification.EndsAt > verification.Count);
    }

    [Fact]
    [Trait("Row", "94")]
    public async Task A_failed_flush_fails_its_callers_and_the_next_record_goes_to_a_new_segment()
    {
        var disk = new SimulatedDisk();
        using AuditLog log = AuditLog.Open(disk, Small with { SegmentBytes = long.MaxValue });
        AuditReceipt first = await log.AppendAsync(AuditLogs.Entry(1));
        disk.FailAt = disk.Operations + 2;
        await Assert.ThrowsAsync<JournalPoisonedException>(async () => await log.AppendAsync(AuditLogs.Entry(2)));
        Assert.Equal(first.Hash, log.Checkpoint.LastHash);

        AuditReceipt next = await log.AppendAsync(AuditLogs.Entry(3));
        Assert.Equal([1, 2], disk.Segments);
        Assert.Equal(first.Sequence + 2, next.Sequence);
        AuditVerification verification = AuditVerifier.Verify(disk);
        Assert.True(verification.IsIntact, verification.Message);
        Assert.Equal(4, verification.Count);
    }

    [Fact]
    [Trait("Row", "94")]
    public async Task Records_that_a_failed_flush_left_behind_do_not_count_and_are_no_damage()
    {
        var disk = new SimulatedDisk();
        using (AuditLog log = AuditLog.Open(disk, Small with { SegmentBytes = long.MaxValue }))
        {
            await log.AppendAsync(AuditLogs.Entry(1));
            disk.FailAt = disk.Operations + 2;
            disk.FailForever = true;
            await Assert.ThrowsAsync<JournalPoisonedException>(async () => await log.AppendAsync(AuditLogs.Entry(2)));
            disk.FailAt = 0;
            await log.AppendAsync(AuditLogs.Entry(3));
        }

        Assert.Equal(3, AuditLogs.Read(disk[1]).Length);
        AuditVerification verification = AuditVerifier.Verify(disk);
        Assert.True(verification.IsIntact, verification.Message);
        Assert.Equal((4L, 1L), (verification.Count, verification.Abandoned));
        using AuditLog again = AuditLog.Open(disk, Small);
        Assert.Empty(again.Damage);
        Assert.Equal(4, again.Checkpoint.Count);
    }

    [Fact]
    [Trait("Row", "98")]
    public async Task A_segment_removed_by_somebody_else_is_noticed_and_a_new_one_goes_on()
    {
        var disk = new SimulatedDisk();
        using AuditLog log = AuditLog.Open(disk, Small with { SegmentBytes = long.MaxValue });
        AuditReceipt receipt = await log.AppendAsync(AuditLogs.Entry(1));
        disk.Steal(1);

        await Assert.ThrowsAsync<JournalPoisonedException>(async () => await log.AppendAsync(AuditLogs.Entry(2)));
        await log.AppendAsync(AuditLogs.Entry(3));
        Assert.Equal([2], disk.Segments);
        Assert.Equal(receipt.Hash, AuditLogs.Read(disk[2])[0].Previous);
        AuditVerification verification = AuditVerifier.Verify(disk);
        Assert.Equal((AuditDefect.HeadTruncated, 1L), (verification.Defect, verification.FirstBad));
    }

    [Theory]
    [Trait("Row", "98")]
    [InlineData("delete")]
    [InlineData("rename")]
    [InlineData("replace")]
    [InlineData("shorten")]
    public async Task A_log_file_touched_by_another_tool_takes_no_more_records(string how)
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("audit.jsonl");
        await using AuditLog log = AuditLog.Open(path);
        await log.AppendAsync(AuditLogs.Entry(1));
        byte[] copy = await File.ReadAllBytesAsync(path);
        switch (how)
        {
            case "delete":
                File.Delete(path);
                break;
            case "rename":
                File.Move(path, path + ".1");
                break;
            case "replace":
                File.Delete(path);
                await File.WriteAllBytesAsync(path, copy);
                break;
            default:
                using (var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
                {
                    stream.SetLength(10);
                }

                break;
        }

        await Assert.ThrowsAsync<JournalPoisonedException>(async () => await log.AppendAsync(AuditLogs.Entry(2)));
    }

    [Fact]
    [Trait("Row", "97")]
    public async Task A_folder_has_one_writer_and_any_number_of_readers()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("audit");
        await using AuditLog log = AuditLog.OpenFolder(path, Small);
        for (int i = 0; i < 8; i++)
        {
            await log.AppendAsync(AuditLogs.Entry(i));
        }

        Assert.Throws<JournalLockedException>(() => AuditLog.OpenFolder(path));
        Assert.True(AuditVerifier.VerifyFolder(path, log.Checkpoint).IsIntact);
        Assert.Equal(log.Checkpoint.Count, AuditReader.ReadFolder(path).Count());
        Assert.False(await log.HasDecisionAsync("turn-1"));
        await log.AppendAsync(new AuditEntry(AuditKind.Decision, "decided"));
        Assert.True(await log.HasDecisionAsync("decided"));
        Assert.Throws<DirectoryNotFoundException>(() => AuditLog.OpenFolder(folder.PathOf("a/b")));
    }

    [Fact]
    public async Task Each_kind_of_tampering_with_segments_is_found()
    {
        var disk = new SimulatedDisk();
        await Fill(disk, 16);
        AuditCheckpoint checkpoint = AuditVerifier.Verify(disk).Checkpoint;
        var other = new SimulatedDisk();
        await Fill(other, 16, Small with { Time = new ManualTimeProvider(DateTimeOffset.UnixEpoch) });

        Require(copy => copy.Steal(3), AuditDefect.Deleted, 3 + 1);
        Require(copy => copy.Steal(1), AuditDefect.HeadTruncated, 2);
        Require(copy => copy.Steal(copy.Segments[^1]), AuditDefect.TailTruncated, 0);
        Require(copy => (copy[2], copy[3]) = (copy[3], copy[2]), AuditDefect.Deleted, 2);
        Require(copy => copy[3] = copy[2], AuditDefect.Deleted, 3);
        Require(copy => copy[3] = other[3], AuditDefect.Deleted, 3);
        Require(copy => copy[3] = copy[3][..^20], AuditDefect.TornTail, 3);
        foreach (long segment in other.Segments)
        {
            disk[segment] = other[segment];
        }

        Assert.Equal(AuditDefect.CheckpointMismatch, AuditVerifier.Verify(disk, checkpoint).Defect);

        void Require(Action<SimulatedDisk> tamper, AuditDefect defect, long segment)
        {
            SimulatedDisk copy = disk.AfterKill();
            tamper(copy);
            AuditVerification found = AuditVerifier.Verify(copy, checkpoint);
            Assert.Equal((defect, segment), (found.Defect, found.Segment ?? 0));
            Assert.Equal(found.Count + 1, found.FirstBad);
        }
    }

    [Fact]
    [Trait("Row", "96")]
    public async Task Decisions_are_found_on_both_sides_of_damage()
    {
        var disk = new SimulatedDisk();
        using (AuditLog log = AuditLog.Open(disk, Small))
        {
            await log.AppendAsync(new AuditEntry(AuditKind.Decision, "before"));
            await log.AppendAsync(new AuditEntry(AuditKind.Decision, "damaged"));
        }

        byte[] bytes = disk[1];
        bytes[bytes.AsSpan().IndexOf("damaged"u8)] ^= 1;
        disk[1] = bytes;
        using AuditLog next = AuditLog.Open(disk, Small);
        await next.AppendAsync(new AuditEntry(AuditKind.Decision, "after"));
        Assert.True(await next.HasDecisionAsync("before"));
        Assert.True(await next.HasDecisionAsync("after"));
        Assert.False(await next.HasDecisionAsync("damaged"));
    }

    [Fact]
    [Trait("Row", "52")]
    public async Task A_clock_that_is_moved_shows_in_each_record_until_the_log_is_opened_again()
    {
        var time = new ManualTimeProvider();
        var storage = new MemoryJournalStorage();
        using AuditLog log = AuditLogs.Open(storage, time);
        await log.AppendAsync(AuditLogs.Entry(1));
        time.Advance(TimeSpan.FromHours(3));
        time.SetUtcNow(time.GetUtcNow() - TimeSpan.FromDays(1));
        await log.AppendAsync(AuditLogs.Entry(2));
        await log.AppendAsync(AuditLogs.Entry(3));

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromDays(-1), TimeSpan.FromDays(-1)], AuditLogs.Read(storage.Bytes).Select(record => record.ClockSkew));
        Assert.Contains("\"clockSkew\":-86400000,", Encoding.UTF8.GetString(storage.Bytes), StringComparison.Ordinal);
        Assert.True(AuditLogs.Verify(storage.Bytes).IsIntact);
    }
}
