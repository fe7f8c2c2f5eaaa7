using Escalation.Auditing;

namespace Escalation.Core.Tests.Auditing;

/// <summary>A log of 10 KB, cut and changed at every byte: always the exact first bad record, and the clean part before it.</summary>
public class EveryByteTests
{
    private static readonly byte[] Whole = Log();

    [Fact]
    [Trait("Row", "95")]
    public void Cut_at_every_byte()
    {
        for (int length = 0; length <= Whole.Length; length++)
        {
            AuditVerification found = AuditLogs.Verify(Whole[..length]);
            int complete = Whole.AsSpan(0, length).Count((byte)'\n');
            bool clean = length == 0 || Whole[length - 1] == '\n';
            Assert.Equal((complete, clean ? AuditDefect.None : AuditDefect.TornTail, clean ? null : (long?)complete + 1), (found.Count, found.Defect, found.FirstBad));
        }
    }

    [Fact]
    [Trait("Row", "96")]
    public void Changed_at_every_byte()
    {
        for (int i = 0; i < Whole.Length; i++)
        {
            byte[] changed = [.. Whole];
            changed[i] ^= (byte)(1 << (i % 7));
            AuditVerification found = AuditLogs.Verify(changed);
            int before = Whole.AsSpan(0, i).Count((byte)'\n');
            Assert.Equal((before, (long?)before + 1), (found.Count, found.FirstBad));
            Assert.False(found.IsIntact);
        }
    }

    private static byte[] Log()
    {
        byte[] log = AuditLogs.Bytes(40);
        return log[..(log.AsSpan(0, 10_240).LastIndexOf((byte)'\n') + 1)];
    }
}
