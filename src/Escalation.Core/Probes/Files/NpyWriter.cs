using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Escalation.Probes.Files;

/// <summary>Writes the <c>.npy</c> format.</summary>
internal static class NpyWriter
{
    private const int PrefixLength = 10;
    private const int Alignment = 64;

    /// <summary>numpy leaves room for the first axis to grow to this many digits.</summary>
    private const int GrowthDigits = 21;

    internal static string RequireDescr(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return NpyType.DescrOf(tensor.Type) ?? throw new ArgumentException($"numpy has no name for the type {tensor.Type}; write a .safetensors file, or convert to 32-bit floats.", nameof(tensor));
    }

    internal static void Write(Stream stream, Tensor tensor)
    {
        string descr = RequireDescr(tensor);
        Tensor ordered = tensor.ToRowMajor();
        byte[] header = Header(descr, ordered.Shape);
        Span<byte> prefix = stackalloc byte[PrefixLength];
        prefix[0] = 0x93;
        "NUMPY"u8.CopyTo(prefix[1..]);
        prefix[6] = 1;
        prefix[7] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(prefix[8..], (ushort)header.Length);
        stream.Write(prefix);
        stream.Write(header);
        stream.Write(ordered.Bytes);
    }

    private static byte[] Header(string descr, ReadOnlySpan<long> shape)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{{'descr': '{descr}', 'fortran_order': False, 'shape': (");
        for (int i = 0; i < shape.Length; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(shape[i].ToString(CultureInfo.InvariantCulture));
        }

        text.Append(shape.Length == 1 ? ",), }" : "), }");
        if (shape.Length > 0)
        {
            text.Append(' ', GrowthDigits - shape[0].ToString(CultureInfo.InvariantCulture).Length);
        }

        text.Append(' ', Alignment - 1 - ((PrefixLength + text.Length) % Alignment)).Append('\n');
        return Encoding.Latin1.GetBytes(text.ToString());
    }
}
