using System.Text;
using Escalation.Journal;

namespace Escalation.Core.Tests.Journal;

public class LineChecksumTests
{
    [Fact]
    public void The_check_values_of_the_polynomial()
    {
        // The check value of the catalogue of CRC algorithms, and RFC 3720, appendix B.4: 32 zeros, 32 ones, and 0 to 31.
        Assert.Equal(0xE3069283u, LineChecksum.Compute("123456789"u8));
        Assert.Equal(0x8A9136AAu, LineChecksum.Compute(new byte[32]));
        Assert.Equal(0x62A8AB43u, LineChecksum.Compute([.. Enumerable.Repeat((byte)0xFF, 32)]));
        Assert.Equal(0x46DD794Eu, LineChecksum.Compute([.. Enumerable.Range(0, 32).Select(i => (byte)i)]));
    }

    [Fact]
    public void Any_changed_bit_of_a_line_is_found()
    {
        byte[] line = LineChecksum.Seal("""{"id":"a","n":12}"""u8);
        Assert.StartsWith("""{"id":"a","n":12,"crc":""", Encoding.UTF8.GetString(line), StringComparison.Ordinal);
        Assert.True(JournalScan.IsJsonObject(line));
        Assert.True(LineChecksum.IsSealed(line));
        for (int bit = 0; bit < 8 * line.Length; bit++)
        {
            line[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(LineChecksum.IsSealed(line));
            line[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.False(LineChecksum.IsSealed("{}"u8));
    }
}
