using Escalation.Auditing;
using Escalation.Core.Tests.Auditing;
using Escalation.Journal;

namespace Escalation.Core.Tests.Journal;

/// <summary>A fault at every operation, once or for ever, and then a power failure that drops, reorders and tears whatever was not flushed.</summary>
public class PowerFailureTests
{
    private const int Seeds = 20;
    private const int Rounds = 5;
    private const int PerRound = 3;

    [Theory]
    [Trait("Row", "93")]
    [Trait("Row", "94")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_acknowledged_record_survives_whatever_happens_to_the_rest(bool forever)
    {
        int failing = 0;
        int operations;
        do
        {
            var disk = new SimulatedDisk { FailAt = failing, FailForever = forever };
            List<AuditReceipt> acknowledged = await Write(disk);
            operations = disk.Operations;
            Assert.True(failing > 0 || acknowledged.Count == Rounds * PerRound);
            for (int seed = 0; seed < Seeds; seed++)
            {
                SimulatedDisk found = disk.AfterPowerFailure(seed);
                await RequireKept(found, acknowledged, $"operation {failing}, seed {seed}");
            }

            failing++;
        }
        while (failing <= operations + 1 && failing < 60);

        Assert.InRange(failing, 12, 59);
    }

    [Fact]
    [Trait("Row", "95")]
    public async Task A_second_fault_or_power_failure_during_recovery_loses_nothing_either()
    {
        var disk = new SimulatedDisk();
        List<AuditReceipt> acknowledged = await Write(disk);
        for (int seed = 0; seed < Seeds; seed++)
        {
            for (int failing = 1; failing <= 6; failing++)
            {
                SimulatedDisk found = disk.AfterPowerFailure(seed);
                found.FailAt = failing;
                try
                {
                    using AuditLog log = Open(found);
                    await log.AppendAsync(AuditLogs.Entry(500));
                }
                catch (IOException)
                {
                    // The recovery, or the append after it, failed.
                }

                await RequireKept(found.AfterPowerFailure(seed + 1), acknowledged, $"operation {failing}, seed {seed}");
            }
        }
    }

    private static AuditLog Open(SimulatedDisk disk) =>
        AuditLog.Open(disk, new AuditLogOptions { Durability = JournalDurability.Durable, SegmentBytes = 1500 });

    private static async Task<List<AuditReceipt>> Write(SimulatedDisk disk)
    {
        var acknowledged = new List<AuditReceipt>();
        using AuditLog log = Open(disk);
        for (int round = 0; round < Rounds; round++)
        {
            Task<AuditReceipt>[] appends = [.. Enumerable.Range(0, PerRound).Select(i => log.AppendAsync(AuditLogs.Entry((10 * round) + i)).AsTask())];
            foreach (Task<AuditReceipt> append in appends)
            {
                try
                {
                    acknowledged.Add(await append);
                }
                catch (JournalException)
                {
                    // Not acknowledged.
                }
            }
        }

        return acknowledged;
    }

    private static async Task RequireKept(SimulatedDisk disk, List<AuditReceipt> acknowledged, string where)
    {
        using (AuditLog log = Open(disk))
        {
            await log.AppendAsync(AuditLogs.Entry(999));
            Assert.All(log.Damage, damage => Assert.True(damage.Record >= 1, where));
        }

        // Sound records of the chain, by number: the last with a number is the one that counts, for a later segment may take the place of what was never acknowledged.
        var kept = new Dictionary<long, string>();
        foreach (long segment in disk.Segments)
        {
            var reader = new JournalLineReader(new MemoryStream(disk[segment]));
            while (reader.TryRead(out JournalLine line) && AuditChain.TryReadSealed(line.Bytes, out AuditRecord? record, out _))
            {
                kept[record!.Sequence] = record.Hash;
            }
        }

        Assert.All(acknowledged, receipt => Assert.True(kept.GetValueOrDefault(receipt.Sequence) == receipt.Hash, $"{where}: record {receipt.Sequence} is lost"));
        AuditVerification verification = AuditVerifier.Verify(disk);
        Assert.True(verification.EndsAt >= acknowledged.Count, where);
        Assert.True(verification.Count >= (acknowledged.Count == 0 ? 0 : acknowledged.Max(receipt => receipt.Sequence)), $"{where}: {verification.Message}");
    }
}
