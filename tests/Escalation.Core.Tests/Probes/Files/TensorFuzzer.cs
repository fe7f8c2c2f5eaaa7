using System.Globalization;
using System.Text;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Probes.Files;

/// <summary>Damages tensor files: bytes, lengths, order, and numbers in headers whose lengths and checksums are then set right, so that the damage reaches the rules behind them.</summary>
internal sealed class TensorFuzzer(ulong seed)
{
    private static readonly string[] Numbers = ["0", "1", "2", "3", "7", "8", "16", "255", "-1", "1.0", "1e2", "4294967295", "9223372036854775807", "18446744073709551615", "18446744073709551616", "03"];
    private static readonly byte[] Bytes = [0, 1, 2, 8, 0x20, 0x22, 0x27, 0x2C, 0x7B, 0x7D, 0x7F, 0x80, 0xFE, 0xFF];

    private readonly SplitMix64 _random = new(seed);

    internal int Below(int count) => (int)(_random.NextUniform() * count);

    internal byte[] Mutate(byte[] file, byte[] other)
    {
        byte[] mutated = [.. file];
        for (int rounds = 1 + Below(3); rounds > 0; rounds--)
        {
            mutated = Once(mutated, other);
        }

        return mutated;
    }

    /// <summary>Edits a number or a byte of the header of a safetensors file and writes the header's new length before it.</summary>
    internal byte[] EditSafeTensorsHeader(byte[] file)
    {
        int length = (int)BitConverter.ToUInt64(file);
        byte[] header = EditText(file[8..(8 + length)]);
        return [.. BitConverter.GetBytes((ulong)header.Length), .. header, .. file[(8 + length)..]];
    }

    /// <summary>Edits a number or a byte of the header of a version 1 npy file and writes the header's new length before it.</summary>
    internal byte[] EditNpyHeader(byte[] file)
    {
        int start = file[6] == 1 ? 10 : 12;
        int length = BitConverter.ToUInt16(file, 8);
        byte[] header = EditText(file[start..(start + length)]);
        byte[] edited = [.. file[..start], .. header, .. file[(start + length)..]];
        edited[8] = (byte)header.Length;
        edited[9] = (byte)(header.Length >> 8);
        return edited;
    }

    private byte[] EditText(byte[] text)
    {
        string written = Encoding.Latin1.GetString(text);
        int[] starts = [.. Enumerable.Range(0, written.Length).Where(i => char.IsAsciiDigit(written[i]) && (i == 0 || !char.IsAsciiDigit(written[i - 1])))];
        if (starts.Length == 0 || Below(4) == 0)
        {
            return Once(text, text);
        }

        int start = starts[Below(starts.Length)];
        int end = start;
        while (end < written.Length && char.IsAsciiDigit(written[end]))
        {
            end++;
        }

        string number = Below(3) == 0 && int.TryParse(written[start..end], NumberStyles.None, CultureInfo.InvariantCulture, out int old)
            ? (old + Below(9) - 4).ToString(CultureInfo.InvariantCulture)
            : Numbers[Below(Numbers.Length)];
        return Encoding.Latin1.GetBytes(written[..start] + number + written[end..]);
    }

    private byte[] Once(byte[] file, byte[] other)
    {
        int position = Below(file.Length + 1);
        int length = Below(Math.Min(file.Length - position, 24) + 1);
        switch (Below(8))
        {
            case 0 when position < file.Length:
                file[position] ^= (byte)(1 << Below(8));
                return file;
            case 1 when position < file.Length:
                file[position] = Bytes[Below(Bytes.Length)];
                return file;
            case 2:
                return file[..position];
            case 3:
                return [.. file, .. new byte[1 + Below(16)]];
            case 4:
                return [.. file[..position], .. file[(position + length)..]];
            case 5:
                return [.. file[..(position + length)], .. file[position..]];
            case 6:
                return [.. file[..position], .. other[Below(other.Length + 1)..]];
            default:
                return position + 8 > file.Length ? file : [.. file[..position], .. BitConverter.GetBytes(1UL << Below(64)), .. file[(position + 8)..]];
        }
    }
}
