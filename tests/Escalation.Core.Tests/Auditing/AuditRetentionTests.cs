using Escalation.Auditing;
using Escalation.Core.Tests.Journal;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Auditing;

/// <summary>Old segments go, and what stays still verifies and says what went.</summary>
public class AuditRetentionTests
{
    [Fact]
    public async Task Retention_removes_old_segments_says_so_and_the_rest_still_verifies()
    {
        var time = new ManualTimeProvider();
        AuditLogOptions options = AuditSegmentTests.Small with { Time = time };
        var disk = new SimulatedDisk();
        using AuditLog log = AuditLog.Open(disk, options);
        AuditCheckpoint early = log.Checkpoint;
        for (int day = 0; day < 20; day++)
        {
            await log.AppendAsync(AuditLogs.Entry(day));
            early = day == 3 ? log.Checkpoint : early;
            time.Advance(TimeSpan.FromDays(1));
        }

        long removed = await log.RemoveOlderThanAsync(TimeSpan.FromDays(10));

        Assert.InRange(removed, 5, 20);
        Assert.True(disk.Segments[0] > 1);
        Assert.All(disk.Segments.SelectMany(segment => AuditLogs.Read(disk[segment])), record => Assert.True(record.Sequence > removed));
        AuditVerification verification = AuditVerifier.Verify(disk, log.Checkpoint);
        Assert.True(verification.IsIntact, verification.Message);
        Assert.Equal(removed, verification.Removed);
        Assert.Equal(AuditDefect.Unverifiable, AuditVerifier.Verify(disk, early).Defect);
        await AuditSegmentTests.Fill(disk.AfterKill(), 1, options);
        Assert.Equal(0, await log.RemoveOlderThanAsync(TimeSpan.FromDays(100)));

        using AuditLog file = AuditLogs.Open(new MemoryJournalStorage());
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await file.RemoveOlderThanAsync(TimeSpan.FromDays(1)));
    }

    [Fact]
    public async Task A_removal_that_was_interrupted_is_still_explained_and_one_beyond_it_is_not()
    {
        var time = new ManualTimeProvider();
        AuditLogOptions options = AuditSegmentTests.Small with { Time = time };
        var disk = new SimulatedDisk();
        SimulatedDisk before;
        using (AuditLog log = AuditLog.Open(disk, options))
        {
            for (int day = 0; day < 20; day++)
            {
                await log.AppendAsync(AuditLogs.Entry(day));
                time.Advance(TimeSpan.FromDays(1));
            }

            before = disk.AfterKill();
            await log.RemoveOlderThanAsync(TimeSpan.FromDays(10));
        }

        long[] removed = [.. before.Segments.Except(disk.Segments)];
        Assert.True(removed.Length >= 2);
        SimulatedDisk partly = disk.AfterKill();
        partly[removed[^1]] = before[removed[^1]];
        AuditVerification verification = AuditVerifier.Verify(partly);
        Assert.True(verification.IsIntact, verification.Message);

        disk.Steal(disk.Segments[0]);
        Assert.Equal(AuditDefect.HeadTruncated, AuditVerifier.Verify(disk).Defect);
    }
}
