using System.Text;
using Escalation.Auditing;
using Escalation.Core.Tests.Journal;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Auditing;

public class AuditVerifierTests
{
    private static readonly byte[] Log = AuditLogs.Bytes(6);
    private static readonly string[] Lines = AuditLogs.Lines(Log);
    private static readonly string[] Foreign = AuditLogs.Lines(AuditLogs.Bytes(6, seed: 100));

    [Fact]
    public void An_untouched_log_is_intact()
    {
        AuditVerification verification = AuditLogs.Verify(Log);

        Assert.True(verification.IsIntact);
        Assert.Null(verification.FirstBad);
        Assert.Equal(6, verification.Count);
        Assert.Equal(AuditLogs.Read(Log)[^1].Hash, verification.LastHash);
    }

    [Fact]
    public void An_empty_log_is_intact()
    {
        Assert.Equal(new AuditCheckpoint(0, AuditHash.Genesis), AuditLogs.Verify(Array.Empty<byte>()).Checkpoint);
    }

    [Theory]
    [InlineData(0x01)]
    [InlineData(0x02)]
    [InlineData(0x20)]
    [InlineData(0x80)]
    [InlineData(0xFF)]
    public void Any_flipped_byte_is_found_in_its_record(byte mask)
    {
        for (int i = 0; i < Log.Length; i++)
        {
            byte[] flipped = [.. Log];
            flipped[i] ^= mask;

            AuditVerification verification = AuditLogs.Verify(flipped);

            int record = Log[..i].Count(b => b == '\n') + 1;
            Assert.False(verification.IsIntact, $"byte {i}");
            Assert.Equal(record, verification.FirstBad);
            Assert.Equal(record - 1, verification.Count);
        }
    }

    [Fact]
    public void Any_missing_or_additional_byte_is_found_in_its_record()
    {
        for (int i = 0; i < Log.Length; i++)
        {
            byte[] missing = [.. Log[..i], .. Log[(i + 1)..]];
            byte[] doubled = [.. Log[..i], (byte)' ', .. Log[i..]];
            int record = Log[..i].Count(b => b == '\n') + 1;

            Assert.Equal(record, AuditLogs.Verify(missing).FirstBad);
            Assert.Equal(record, AuditLogs.Verify(doubled).FirstBad);
        }
    }

    [Fact]
    public void Cut_at_any_byte_the_checkpoint_shows_it()
    {
        AuditCheckpoint checkpoint = AuditLogs.Verify(Log).Checkpoint;
        for (int length = 0; length < Log.Length; length++)
        {
            AuditVerification verification = AuditLogs.Verify(Log[..length], checkpoint);
            bool between = length == 0 || Log[length - 1] == '\n';

            Assert.Equal(between ? AuditDefect.TailTruncated : AuditDefect.TornTail, verification.Defect);
            Assert.Equal(Log[..length].Count(b => b == '\n') + 1, verification.FirstBad);
        }
    }

    [Fact]
    public void Each_way_of_tampering_is_named_with_the_first_bad_record()
    {
        string modified = Lines[2].Replace("\"number\":3", "\"number\":7", StringComparison.Ordinal);
        Assert.NotEqual(Lines[2], modified);

        Expect(AuditDefect.Modified, 3, [.. Lines[..2], modified, .. Lines[3..]]);
        Expect(AuditDefect.Deleted, 3, [.. Lines[..2], .. Lines[3..]]);
        Expect(AuditDefect.Deleted, 3, [.. Lines[..2], .. Lines[5..]]);
        Expect(AuditDefect.Inserted, 3, [.. Lines[..2], Foreign[2], .. Lines[2..]]);
        Expect(AuditDefect.Inserted, 3, [.. Lines[..2], modified, .. Lines[2..]]);
        Expect(AuditDefect.Inserted, 3, [.. Lines[..2], "{}", .. Lines[2..]]);
        Expect(AuditDefect.Swapped, 3, [.. Lines[..2], Lines[3], Lines[2], .. Lines[4..]]);
        Expect(AuditDefect.Duplicated, 4, [.. Lines[..3], Lines[2], .. Lines[3..]]);
        Expect(AuditDefect.Duplicated, 6, [.. Lines[..5], Lines[0], Lines[5]]);
        Expect(AuditDefect.HeadTruncated, 1, Lines[1..]);
        Expect(AuditDefect.HeadTruncated, 1, Lines[4..]);
        Expect(AuditDefect.Spliced, 4, [.. Lines[..3], .. Foreign[3..]]);
        Expect(AuditDefect.Spliced, 7, [.. Lines, .. Foreign]);
        Expect(AuditDefect.Malformed, 3, [.. Lines[..2], "garbage", .. Lines[3..]]);
        Expect(AuditDefect.Malformed, 1, ["garbage"]);
    }

    [Fact]
    public void A_cut_tail_goes_unnoticed_without_a_checkpoint_and_not_with_one()
    {
        AuditCheckpoint checkpoint = AuditLogs.Verify(Log).Checkpoint;

        Assert.True(AuditLogs.Verify(Lines[..4]).IsIntact);
        AuditVerification verification = AuditLogs.Verify(Lines[..4], checkpoint);
        Assert.Equal(AuditDefect.TailTruncated, verification.Defect);
        Assert.Equal(5, verification.FirstBad);
        Assert.Equal(AuditDefect.TailTruncated, AuditLogs.Verify(Array.Empty<byte>(), checkpoint).Defect);
    }

    [Fact]
    public void A_rewritten_log_goes_unnoticed_without_a_checkpoint_and_not_with_one()
    {
        AuditCheckpoint checkpoint = AuditLogs.Verify(Lines[..4]).Checkpoint;

        Assert.True(AuditLogs.Verify(Foreign).IsIntact);
        AuditVerification verification = AuditLogs.Verify(Foreign, checkpoint);
        Assert.Equal(AuditDefect.CheckpointMismatch, verification.Defect);
        Assert.Equal(4, verification.FirstBad);
        Assert.Equal(3, verification.Count);
        Assert.True(AuditLogs.Verify(Lines, checkpoint).IsIntact);
        Assert.Equal(AuditDefect.CheckpointMismatch, AuditLogs.Verify(Lines, new AuditCheckpoint(0, checkpoint.LastHash)).Defect);
        Assert.True(AuditLogs.Verify(Lines, new AuditCheckpoint(0, AuditHash.Genesis)).IsIntact);
    }

    [Fact]
    public async Task A_file_in_use_can_be_verified()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("audit.jsonl");
        using AuditLog log = AuditLog.Open(path);
        await log.AppendAsync(AuditLogs.Entry(1));

        Assert.Equal(log.Checkpoint, AuditVerifier.Verify(path, log.Checkpoint).Checkpoint);
        Assert.Throws<FileNotFoundException>(() => AuditVerifier.Verify(path + ".gone"));
    }

    [Fact]
    public void The_message_names_record_and_defect()
    {
        Assert.Equal("Record 3: records before it are gone.", AuditLogs.Verify([.. Lines[..2], .. Lines[3..]]).Message);
        Assert.Equal("6 records, chain intact.", AuditLogs.Verify(Log).Message);
    }

    private static void Expect(AuditDefect defect, long firstBad, string[] lines)
    {
        AuditVerification verification = AuditLogs.Verify(lines);
        Assert.Equal((defect, (long?)firstBad, firstBad - 1), (verification.Defect, verification.FirstBad, verification.Count));

        // Opening it for appending is refused at the same record, and changes nothing.
        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
        var storage = new MemoryJournalStorage(bytes);
        try
        {
            AuditLogs.Open(storage).Dispose();
            Assert.Equal(AuditDefect.Malformed, defect);
        }
        catch (Escalation.Journal.JournalDamagedException fault)
        {
            Assert.Equal(firstBad, fault.Record);
            Assert.Equal(bytes, storage.Bytes);
        }
    }
}
