using System.Security.Cryptography;
using Escalation.Auditing;
using Escalation.Core.Tests.Journal;
using Escalation.Journal;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Auditing;

/// <summary>Checkpoints that are signed and kept elsewhere bind whoever can write the log.</summary>
public class SignedCheckpointTests
{
    private static readonly HmacCheckpointKey Key = new("key-1", new byte[32]);

    [Fact]
    public async Task Checkpoints_come_when_they_are_due_and_prove_inclusion_and_growth()
    {
        var sink = new ListSink();
        var disk = new SimulatedDisk();
        var time = new ManualTimeProvider();
        var options = new AuditLogOptions { SegmentBytes = 2000, Time = time, Checkpoints = new CheckpointOptions { Signer = Key, Sink = sink, EveryRecords = 10 } };
        await using (AuditLog log = AuditLog.Open(disk, options))
        {
            for (int i = 0; i < 25; i++)
            {
                await log.AppendAsync(AuditLogs.Entry(i));
                await log.PublishCheckpointAsync();
            }
        }

        AuditRecord[] records = AuditLogs.Read(disk.AllBytes);
        var keys = new CheckpointKeyring(Key);
        AuditVerification verification = AuditVerifier.Verify(disk, sink.Checkpoints, keys);
        Assert.True(verification.IsIntact, verification.Message);
        Assert.Equal(sink.Checkpoints.Count, verification.ValidCheckpoints);
        Assert.Equal(records.Length, sink.Checkpoints[^1].Checkpoint.Count);
        IReadOnlyList<byte[]> leaves = AuditProofs.LeafHashes(records);
        (SignedCheckpoint early, SignedCheckpoint late) = (sink.Checkpoints[4], sink.Checkpoints[^1]);
        Assert.True(AuditProofs.Grew(early, late, MerkleProof.Consistency(leaves, early.Checkpoint.Count)));
        Assert.All(records, record => Assert.True(AuditProofs.Includes(record, MerkleProof.Inclusion(leaves, record.Sequence - 1), late)));
        Assert.False(AuditProofs.Includes(records[3], MerkleProof.Inclusion(leaves, 4), late));
        Assert.Throws<ArgumentException>(() => AuditProofs.LeafHashes(records.Skip(1)));
    }

    [Fact]
    public async Task Time_makes_a_checkpoint_due_too_and_a_quiet_log_makes_none()
    {
        var sink = new ListSink();
        var time = new ManualTimeProvider();
        var options = new AuditLogOptions { Durability = JournalDurability.Written, Time = time, Checkpoints = new CheckpointOptions { Signer = Key, Sink = sink } };
        using AuditLog log = AuditLog.Open(new MemoryJournalStorage(), options);
        await log.AppendAsync(AuditLogs.Entry(1));
        Assert.Empty(sink.Checkpoints);

        time.Advance(TimeSpan.FromSeconds(60));
        await sink.Arrival;
        time.Advance(TimeSpan.FromSeconds(600));
        await log.PublishCheckpointAsync();
        SignedCheckpoint only = Assert.Single(sink.Checkpoints);
        Assert.Equal(log.Checkpoint, only.Checkpoint);
    }

    [Fact]
    [Trait("Row", "99")]
    public async Task A_shorter_or_rewritten_log_contradicts_its_signed_checkpoints()
    {
        var sink = new ListSink();
        byte[] log = await Logged(sink, 6);
        string[] lines = AuditLogs.Lines(log);
        var keys = new CheckpointKeyring(Key);

        Assert.Equal(AuditDefect.None, Verify(log, sink.Checkpoints, keys).Defect);
        Assert.Equal(AuditDefect.TailTruncated, Verify([.. System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines[..4]) + "\n")], sink.Checkpoints, keys).Defect);
        Assert.Equal(AuditDefect.CheckpointMismatch, Verify(AuditLogs.Bytes(6, seed: 3), sink.Checkpoints, keys).Defect);
    }

    [Fact]
    [Trait("Row", "100")]
    public async Task An_unknown_key_is_unverifiable_a_wrong_signature_is_not_intact()
    {
        var sink = new ListSink();
        byte[] log = await Logged(sink, 3);
        SignedCheckpoint good = sink.Checkpoints[^1];

        AuditVerification unknown = Verify(log, [good], new CheckpointKeyring(new HmacCheckpointKey("key-2", new byte[32])));
        Assert.Equal((0, 1, 0), (unknown.ValidCheckpoints, unknown.UnverifiableCheckpoints, unknown.InvalidCheckpoints));
        using var other = new EcdsaCheckpointKey("key-1", ECDsa.Create(ECCurve.NamedCurves.nistP256));
        Assert.Equal(CheckpointTrust.Unverifiable, new CheckpointKeyring(other).Verify(good));

        var keys = new CheckpointKeyring(Key);
        SignedCheckpoint[] forged =
        [
            good with { Time = good.Time.AddTicks(1) },
            good with { Root = AuditHash.Genesis },
            good with { Checkpoint = new AuditCheckpoint(good.Checkpoint.Count + 1, good.Checkpoint.LastHash) },
            good with { Checkpoint = new AuditCheckpoint(good.Checkpoint.Count, AuditHash.Genesis) },
            good with { Signature = "" },
            good with { Signature = "zz" },
            good with { Signature = "0" + good.Signature[1..] is var s && s != good.Signature ? s : "1" + good.Signature[1..] },
        ];
        Assert.All(forged, checkpoint =>
        {
            Assert.Equal(CheckpointTrust.Invalid, keys.Verify(checkpoint));
            Assert.False(Verify(log, [checkpoint], keys).IsIntact);
        });
        Assert.Equal(CheckpointTrust.Unverifiable, default);
    }

    [Fact]
    public async Task An_auditor_verifies_with_the_public_half_alone()
    {
        using ECDsa pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signer = new EcdsaCheckpointKey("signer", ECDsa.Create(pair.ExportParameters(includePrivateParameters: true)));
        using var auditor = new EcdsaCheckpointKey("signer", ECDsa.Create(pair.ExportParameters(includePrivateParameters: false)));
        var sink = new ListSink();
        byte[] log = await Logged(sink, 3, signer);

        Assert.Equal(sink.Checkpoints.Count, Verify(log, sink.Checkpoints, new CheckpointKeyring(auditor)).ValidCheckpoints);
        Assert.ThrowsAny<CryptographicException>(() => auditor.Sign([1]));
    }

    [Fact]
    public async Task A_failing_sink_is_counted_and_holds_no_record_up()
    {
        var sink = new ListSink { Fails = true };
        var options = new AuditLogOptions { Durability = JournalDurability.Written, Checkpoints = new CheckpointOptions { Signer = Key, Sink = sink, EveryRecords = 1 } };
        using AuditLog log = AuditLog.Open(new MemoryJournalStorage(), options);
        await log.AppendAsync(AuditLogs.Entry(1));
        await log.PublishCheckpointAsync();
        Assert.True(log.CheckpointFailures >= 1);
        sink.Fails = false;
        await log.PublishCheckpointAsync();
        Assert.Equal(1, Assert.Single(sink.Checkpoints).Checkpoint.Count);
    }

    [Fact]
    public async Task A_file_of_checkpoints_is_read_back_while_it_is_in_use()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("checkpoints.jsonl");
        var sink = new ListSink();
        await Logged(sink, 2);
        await using FileCheckpointSink file = FileCheckpointSink.Open(path);
        foreach (SignedCheckpoint checkpoint in sink.Checkpoints)
        {
            await file.WriteAsync(checkpoint);
        }

        Assert.Equal(sink.Checkpoints, FileCheckpointSink.Read(path));
        Assert.Throws<JournalDamagedException>(() => FileCheckpointSink.Open(folder.Write("other.jsonl", "{\"a\":1}\n")));
        Assert.Throws<FormatException>(() => SignedCheckpointJson.Parse("{\"v\":1}"u8.ToArray()));
    }

    [Fact]
    public void A_key_needs_a_name_and_a_secret()
    {
        Assert.Throws<ArgumentException>(() => new HmacCheckpointKey("two\nlines", new byte[32]));
        Assert.Throws<ArgumentException>(() => new HmacCheckpointKey("short", new byte[15]));
        Assert.Throws<ArgumentException>(() => new CheckpointKeyring(Key, Key));
    }

    private static AuditVerification Verify(byte[] log, IReadOnlyList<SignedCheckpoint> checkpoints, CheckpointKeyring keys)
    {
        using var stream = new MemoryStream(log);
        return AuditVerifier.Verify(stream, checkpoints, keys);
    }

    private static async Task<byte[]> Logged(ListSink sink, int count, ICheckpointSigner? signer = null)
    {
        var storage = new MemoryJournalStorage();
        await using AuditLog log = AuditLog.Open(storage, new AuditLogOptions { Durability = JournalDurability.Written, Time = new ManualTimeProvider(), Checkpoints = new CheckpointOptions { Signer = signer ?? Key, Sink = sink } });
        for (int i = 1; i <= count; i++)
        {
            await log.AppendAsync(AuditLogs.Entry(i));
            await log.PublishCheckpointAsync();
        }

        return storage.Bytes;
    }

    private sealed class ListSink : ICheckpointSink
    {
        private readonly TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<SignedCheckpoint> Checkpoints { get; } = [];

        public bool Fails { get; set; }

        public Task Arrival => _arrival.Task;

        public ValueTask WriteAsync(SignedCheckpoint checkpoint, CancellationToken cancellationToken = default)
        {
            if (Fails)
            {
                throw new IOException("The sink is away.");
            }

            Checkpoints.Add(checkpoint);
            _arrival.TrySetResult();
            return ValueTask.CompletedTask;
        }
    }
}
