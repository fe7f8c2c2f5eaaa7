using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace Escalation.Tool.Tests.Support;

/// <summary>Tensor files, byte by byte as their formats describe them, without the library under test.</summary>
internal static class TensorBytes
{
    /// <summary>A <c>.npy</c> file of format 1.0.</summary>
    internal static byte[] Npy(string descr, string shape, ReadOnlySpan<byte> data)
    {
        string header = $"{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}";
        string padded = header + new string(' ', 63 - ((10 + header.Length) % 64)) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)(padded.Length & 0xff), (byte)(padded.Length >> 8), .. Encoding.Latin1.GetBytes(padded), .. data];
    }

    /// <summary>A matrix of 32-bit floats as <c>.npy</c>.</summary>
    internal static byte[] Npy(float[] values, int columns) =>
        Npy("<f4", string.Create(CultureInfo.InvariantCulture, $"({values.Length / columns}, {columns})"), MemoryMarshal.AsBytes<float>(values));

    /// <summary>A <c>.safetensors</c> file.</summary>
    internal static byte[] SafeTensors(string? metadata, params (string Name, string Type, string Shape, byte[] Data)[] tensors)
    {
        var entries = new List<string>();
        if (metadata is not null)
        {
            entries.Add($"\"__metadata__\":{metadata}");
        }

        int offset = 0;
        foreach ((string name, string type, string shape, byte[] data) in tensors)
        {
            entries.Add(string.Create(CultureInfo.InvariantCulture, $"\"{name}\":{{\"dtype\":\"{type}\",\"shape\":{shape},\"data_offsets\":[{offset},{offset + data.Length}]}}"));
            offset += data.Length;
        }

        byte[] header = Encoding.UTF8.GetBytes($"{{{string.Join(',', entries)}}}");
        return [.. BitConverter.GetBytes((long)header.Length), .. header, .. tensors.SelectMany(static tensor => tensor.Data)];
    }

    /// <summary>One vector of 32-bit floats for <see cref="SafeTensors"/>.</summary>
    internal static (string Name, string Type, string Shape, byte[] Data) F32(string name, params float[] values) =>
        (name, "F32", string.Create(CultureInfo.InvariantCulture, $"[{values.Length}]"), MemoryMarshal.AsBytes<float>(values).ToArray());

    /// <summary>A stored <c>.npz</c> archive of vectors.</summary>
    internal static byte[] Npz(params (string Name, float[] Values)[] arrays)
    {
        var target = new MemoryStream();
        using (var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, float[] values) in arrays)
            {
                using Stream entry = archive.CreateEntry($"{name}.npy", CompressionLevel.NoCompression).Open();
                entry.Write(Npy("<f4", string.Create(CultureInfo.InvariantCulture, $"({values.Length},)"), MemoryMarshal.AsBytes<float>(values)));
            }
        }

        return target.ToArray();
    }
}
