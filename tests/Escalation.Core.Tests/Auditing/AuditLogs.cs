using System.Text;
using Escalation.Auditing;
using Escalation.Core.Tests.Journal;
using Escalation.Journal;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Auditing;

/// <summary>Makes logs for the tests.</summary>
internal static class AuditLogs
{
    internal static AuditEntry Entry(int number) =>
        new(AuditKind.Outcome, $"turn-{number}", writer => writer.WriteNumber("number", number));

    internal static AuditLog Open(IJournalStorage storage, TimeProvider? time = null) =>
        AuditLog.Open(storage, new AuditLogOptions { Durability = JournalDurability.Written, Time = time ?? new ManualTimeProvider() });

    /// <summary>A log of some records; different seeds give different content.</summary>
    internal static byte[] Bytes(int count, int seed = 0)
    {
        var storage = new MemoryJournalStorage();
        using AuditLog log = Open(storage);
        for (int i = 1; i <= count; i++)
        {
            log.AppendAsync(Entry(i + seed)).AsTask().GetAwaiter().GetResult();
        }

        return storage.Bytes;
    }

    internal static string[] Lines(byte[] log) => Encoding.UTF8.GetString(log).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    internal static AuditVerification Verify(byte[] log, AuditCheckpoint? checkpoint = null)
    {
        using var stream = new MemoryStream(log);
        return AuditVerifier.Verify(stream, checkpoint);
    }

    internal static AuditVerification Verify(IEnumerable<string> lines, AuditCheckpoint? checkpoint = null) =>
        Verify(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))), checkpoint);

    internal static AuditRecord[] Read(byte[] log)
    {
        using var stream = new MemoryStream(log);
        return [.. AuditReader.Read(stream)];
    }

}
