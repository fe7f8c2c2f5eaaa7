using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Escalation.Auditing;
using Escalation.Journal;
using Microsoft.Win32.SafeHandles;

namespace Escalation.Benchmarks.Ratios.Auditing;

/// <summary>Audit records with 64 callers beside the plain way, one write and one flush a record; and what of an append is SHA-256.</summary>
/// <remarks>The first case is wall time of the disk in the temporary folder and says nothing on a busy machine; records a second are 1e9 over our time. The share is processor time of all threads.</remarks>
internal sealed class AuditAppendRatio(string name, JournalDurability durability, int perCaller) : IRatio
{
    private const int Callers = 64;
    private const int PlainRecords = 50;

    public string Name => name;

    public string Measures => $"one audit record with {Callers} callers, {durability}: wall time beside one flush a record, and processor time of its SHA-256 beside that of the append";

    public TimeSpan TimePerCase => TimeSpan.FromSeconds(3);

    public IEnumerable<RatioCase> Cases()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("escalation-ratios-");
        string path = Path.Combine(folder.FullName, "audit.jsonl");
        try
        {
            using AuditLog log = AuditLog.Open(path, new AuditLogOptions { Durability = durability });
            Append(log);
            byte[] record = new byte[(int)(new FileInfo(path).Length / log.Checkpoint.Count)];
            using SafeFileHandle plain = File.OpenHandle(Path.Combine(folder.FullName, "plain"), FileMode.Create, FileAccess.Write);
            yield return new RatioCase(
                string.Create(CultureInfo.InvariantCulture, $"{Callers} callers, {record.Length} bytes"),
                Timed("AuditLog", Callers * perCaller, () => Append(log)),
                Timed("one write and one flush a record", PlainRecords, () => Write(plain, record)));
            byte[] hash = new byte[SHA256.HashSizeInBytes];
            using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            yield return new RatioCase(
                "share of SHA-256",
                RatioBody.Long("SHA-256 of a record", () =>
                {
                    sha256.AppendData(record);
                    return sha256.GetHashAndReset(hash);
                }),
                new RatioBody("AuditLog", _ => 0.0)
                {
                    SelfTimed = () =>
                    {
                        TimeSpan before = Environment.CpuUsage.TotalTime;
                        Append(log);
                        return (Environment.CpuUsage.TotalTime - before).TotalNanoseconds / (Callers * perCaller);
                    },
                });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private void Append(AuditLog log) => Task.WaitAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
    {
        for (int i = 0; i < perCaller; i++)
        {
            await log.AppendAsync(Entry(i));
        }
    })).ToArray());

    private static AuditEntry Entry(int number) => new(AuditKind.Decision, "turn-" + number.ToString(CultureInfo.InvariantCulture), writer =>
    {
        writer.WriteString("policy", "support");
        writer.WriteString("outcome", "escalate-to-person");
        writer.WriteString("reason", "confidence");
        writer.WriteNumber("score", 0.25 + number);
        writer.WriteNumber("threshold", 0.75);
        writer.WriteString("route", "payments");
    });

    private static void Write(SafeFileHandle file, byte[] record)
    {
        long length = RandomAccess.GetLength(file);
        for (int i = 0; i < PlainRecords; i++)
        {
            RandomAccess.Write(file, record, length + (i * (long)record.Length));
            RandomAccess.FlushToDisk(file);
        }
    }

    private static RatioBody Timed(string name, int records, Action call) => new(name, _ => 0.0)
    {
        SelfTimed = () =>
        {
            long started = Stopwatch.GetTimestamp();
            call();
            return Stopwatch.GetElapsedTime(started).TotalNanoseconds / records;
        },
    };
}
