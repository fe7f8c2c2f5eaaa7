using System.Globalization;
using System.Security.Cryptography;

namespace Escalation.Core.Tests.Calibration;

/// <summary>The numbers of the test file that belongs to RFC 8785 (cyberphone/json-canonicalization, testdata), which its authors define by a rule, so that nobody has to fetch four gigabytes.</summary>
internal static class Rfc8785Numbers
{
    private const ulong LeastNormal = 0x0010_0000_0000_0000;
    private const int InARow = 2_000;

    /// <summary>The bits of the first numbers.</summary>
    internal static IEnumerable<ulong> First(int count) => All().Take(count);

    private static IEnumerable<ulong> All()
    {
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", "rfc8785-numbers.txt")))
        {
            yield return ulong.Parse(line, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        }

        for (uint i = 0; i < InARow; i++)
        {
            yield return LeastNormal + i;
        }

        byte[] block = new byte[32];
        while (true)
        {
            block = SHA256.HashData(block);
            for (int at = 0; at < block.Length; at += sizeof(ulong))
            {
                ulong bits = BitConverter.ToUInt64(block, at);
                double value = BitConverter.UInt64BitsToDouble(bits);
                if (value != 0.0 && double.IsFinite(value))
                {
                    yield return bits;
                }
            }
        }
    }
}
