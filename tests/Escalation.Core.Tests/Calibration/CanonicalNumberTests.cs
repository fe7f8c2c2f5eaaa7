using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Escalation.Calibration;

namespace Escalation.Core.Tests.Calibration;

public sealed class CanonicalNumberTests
{
    /// <summary>RFC 8785, appendix B.</summary>
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void The_examples_of_the_standard_come_out(ulong bits, string expected) =>
        Assert.Equal(expected, CanonicalNumber.Format(BitConverter.UInt64BitsToDouble(bits)));

    [Theory]
    [InlineData(1.0, "1")]
    [InlineData(-1.0, "-1")]
    [InlineData(0.1, "0.1")]
    [InlineData(1e-7, "1e-7")]
    [InlineData(-1.5e-7, "-1.5e-7")]
    [InlineData(1e-5, "0.00001")]
    [InlineData(1.25e-5, "0.0000125")]
    [InlineData(1e15, "1000000000000000")]
    [InlineData(1.5e20, "150000000000000000000")]
    [InlineData(123456789012345680.0, "123456789012345680")]
    [InlineData(1e21, "1e+21")]
    [InlineData(0.30000000000000004, "0.30000000000000004")]
    public void Everyday_numbers_are_short(double value, string expected) =>
        Assert.Equal(expected, CanonicalNumber.Format(value));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Numbers_that_are_not_finite_are_refused(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CanonicalNumber.Format(value));

    [Fact]
    public void Any_finite_number_survives_the_round_trip_to_the_bit()
    {
        var random = new Random(20_261_121);
        byte[] buffer = new byte[CanonicalNumber.MaxLength];
        for (int i = 0; i < 200_000; i++)
        {
            double value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (!double.IsFinite(value) || value == 0.0)
            {
                continue;
            }

            int written = CanonicalNumber.Format(value, buffer);
            double read = double.Parse(Encoding.ASCII.GetString(buffer, 0, written), NumberStyles.Float, CultureInfo.InvariantCulture);
            Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(read));
        }
    }

    /// <summary>The checksums that the authors of RFC 8785 publish for the first lines of their test file: <c>bits,number</c>, the bits from a fixed list, then 2,000 in a row from the least normal number, then from a chain of SHA-256.</summary>
    [Theory]
    [InlineData(1_000, "be18b62b6f69cdab33a7e0dae0d9cfa869fda80ddc712221570f9f40a5878687")]
    [InlineData(10_000, "b9f7a8e75ef22a835685a52ccba7f7d6bdc99e34b010992cbc5864cd12be6892")]
    [InlineData(100_000, "22776e6d4b49fa294a0d0f349268e5c28808fe7e0cb2bcbe28f63894e494d4c7")]
    [InlineData(1_000_000, "49415fee2c56c77864931bd3624faad425c3c577d6d74e89a83bc725506dad16")]
    public void The_test_file_of_the_standard_comes_out_to_the_byte(int lines, string sha256)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> line = stackalloc byte[17 + CanonicalNumber.MaxLength];
        foreach (ulong bits in Rfc8785Numbers.First(lines))
        {
            bits.TryFormat(line, out int length, "x", CultureInfo.InvariantCulture);
            line[length++] = (byte)',';
            length += CanonicalNumber.Format(BitConverter.UInt64BitsToDouble(bits), line[length..]);
            line[length++] = (byte)'\n';
            hash.AppendData(line[..length]);
        }

        Assert.Equal(sha256, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [Fact]
    public void Writing_into_a_buffer_allocates_nothing()
    {
        byte[] buffer = new byte[CanonicalNumber.MaxLength];
        double[] values = [0.1, 1e-7, 1e300, -12345.678, 5e-324];
        Write(values, buffer);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Write(values, buffer);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Write(double[] values, byte[] buffer)
    {
        foreach (double value in values)
        {
            CanonicalNumber.Format(value, buffer);
        }
    }
}
