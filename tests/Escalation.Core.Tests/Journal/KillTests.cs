using System.Diagnostics;
using System.Globalization;
using Escalation.Auditing;
using Escalation.Journal;
using Escalation.Tests.Shared;
using Xunit.Abstractions;

namespace Escalation.Core.Tests.Journal;

/// <summary>A child process is killed at a random moment: what it had acknowledged is there, and the log opens again. <c>ESCALATION_SLOW=1</c> kills a thousand.</summary>
public class KillTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("ESCALATION_SLOW") == "1";

    [Theory]
    [Trait("Row", "88")]
    [InlineData("file", JournalDurability.Durable, 300)]
    [InlineData("file", JournalDurability.Written, 300)]
    [InlineData("folder", JournalDurability.Durable, 6_000)]
    [InlineData("folder", JournalDurability.Written, 6_000)]
    [InlineData("file", JournalDurability.Written, 1_000_000)]
    [InlineData("folder", JournalDurability.Durable, 1_000_000)]
    public async Task A_killed_process_loses_no_acknowledged_record_and_leaves_a_log_that_opens(string kind, JournalDurability durability, int bytes)
    {
        int kills = IsLong ? 167 : 2;
        var random = new Random(bytes + (int)durability);
        long acknowledgedInAll = 0;
        int torn = 0;
        for (int kill = 0; kill < kills; kill++)
        {
            using var folder = new TemporaryFolder();
            string path = folder.PathOf("log");
            List<(long Sequence, string Hash)> acknowledged = await RunAndKill(kind, path, durability, bytes, random.Next(1, 60));
            acknowledgedInAll += acknowledged.Count;
            using AuditLog log = kind == "file" ? AuditLog.Open(path) : AuditLog.OpenFolder(path);
            torn += log.RecoveredBytes > 0 ? 1 : 0;
            Assert.Empty(log.Damage);
            Dictionary<long, string> found = (kind == "file" ? AuditReader.Read(path) : AuditReader.ReadFolder(path)).ToDictionary(record => record.Sequence, record => record.Hash);
            Assert.All(acknowledged, receipt => Assert.Equal(receipt.Hash, found.GetValueOrDefault(receipt.Sequence)));
            AuditVerification verification = kind == "file" ? AuditVerifier.Verify(path) : AuditVerifier.VerifyFolder(path);
            Assert.True(verification.IsIntact, verification.Message);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kills} kills, {acknowledgedInAll} records acknowledged, 0 lost, {torn} torn tails"));
        Assert.True(acknowledgedInAll > 0);
    }

    private static async Task<List<(long Sequence, string Hash)>> RunAndKill(string kind, string path, JournalDurability durability, int bytes, int killAfter)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        foreach (string argument in (string[])["exec", typeof(KillTests).Assembly.Location, KilledWriter.Argument, kind, path, durability.ToString(), bytes.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }

        using Process child = Process.Start(start)!;
        var acknowledged = new List<(long, string)>();
        while (await child.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split(' ') is [var sequence, { Length: 64 } hash])
            {
                acknowledged.Add((long.Parse(sequence, CultureInfo.InvariantCulture), hash));
            }

            if (acknowledged.Count == killAfter)
            {
                // What is in the pipe already was acknowledged before the kill, too, and is read to the end.
                child.Kill();
            }
        }

        await child.WaitForExitAsync();
        return acknowledged;
    }
}
