using System.Globalization;
using System.Text;
using Escalation.Auditing;
using Escalation.Journal;

namespace Escalation.Core.Tests.Journal;

/// <summary>A child process that appends to a log as fast as it can, says what was acknowledged, and waits to be killed.</summary>
internal static class KilledWriter
{
    internal const string Argument = "append-until-killed";

    private const int Callers = 8;

    /// <summary>Arguments: kind (file or folder), path, durability, bytes of data in a record.</summary>
    internal static int Run(ReadOnlySpan<string> arguments)
    {
        var options = new AuditLogOptions { Durability = Enum.Parse<JournalDurability>(arguments[2]), SegmentBytes = 256 * 1024 };
        string filler = new('x', int.Parse(arguments[3], CultureInfo.InvariantCulture));
        using AuditLog log = arguments[0] == "file" ? AuditLog.Open(arguments[1], options) : AuditLog.OpenFolder(arguments[1], options);
        using Stream output = Console.OpenStandardOutput();
        var gate = new Lock();
        Task.WaitAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                AuditReceipt receipt = await log.AppendAsync(new AuditEntry(AuditKind.Outcome, "turn", writer => writer.WriteString("filler", filler)));
                byte[] line = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{receipt.Sequence} {receipt.Hash}\n"));
                lock (gate)
                {
                    output.Write(line);
                    output.Flush();
                }
            }
        })).ToArray());
        return 0;
    }
}
