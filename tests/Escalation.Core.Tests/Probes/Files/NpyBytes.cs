using System.Buffers.Binary;
using System.Text;

namespace Escalation.Core.Tests.Probes.Files;

/// <summary>Writes <c>.npy</c> files, right ones and wrong ones.</summary>
internal static class NpyBytes
{
    internal static byte[] Of(string header, byte[] payload, byte major = 1, byte minor = 0)
    {
        byte[] text = Encoding.Latin1.GetBytes(header);
        var bytes = new List<byte>([0x93, .. "NUMPY"u8, major, minor]);
        var length = new byte[major == 1 ? 2 : 4];
        if (major == 1)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)text.Length);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)text.Length);
        }

        bytes.AddRange(length);
        bytes.AddRange(text);
        bytes.AddRange(payload);
        return [.. bytes];
    }

    internal static string Header(string descr, string shape, string fortranOrder = "False") =>
        $"{{'descr': '{descr}', 'fortran_order': {fortranOrder}, 'shape': {shape}, }}   \n";

    internal static byte[] OfSingles(params float[] values)
    {
        var payload = new byte[4 * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(payload.AsSpan(4 * i), values[i]);
        }

        return Of(Header("<f4", FormattableString.Invariant($"({values.Length},)")), payload);
    }
}
