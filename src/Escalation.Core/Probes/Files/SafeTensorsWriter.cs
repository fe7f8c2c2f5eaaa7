using System.Buffers.Binary;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Escalation.Probes.Files;

/// <summary>Writes the <c>.safetensors</c> format.</summary>
internal sealed class SafeTensorsWriter
{
    private const string MetadataKey = "__metadata__";
    private const int Alignment = 8;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Tensor[] _tensors;
    private readonly KeyValuePair<string, string>[] _metadata;

    internal SafeTensorsWriter(IEnumerable<Tensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        _tensors = [.. tensors.Select(Writable).OrderByDescending(tensor => SafeTensorsType.SizeOf(tensor.Type)).ThenBy(tensor => tensor.Name, StringComparer.Ordinal)];
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (Tensor tensor in _tensors)
        {
            if (tensor.Name == MetadataKey || !names.Add(tensor.Name))
            {
                throw new ArgumentException($"A tensor cannot be named '{tensor.Name}' here: the name is reserved or occurs twice.", nameof(tensors));
            }
        }

        _metadata = metadata is null ? [] : [.. metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal)];
        foreach ((string key, string value) in _metadata)
        {
            RequireText(key, nameof(metadata));
            RequireText(value, nameof(metadata));
        }
    }

    internal void Write(Stream stream)
    {
        byte[] header = Header();
        Span<byte> prefix = stackalloc byte[SafeTensorsHeader.PrefixLength];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
        stream.Write(prefix);
        stream.Write(header);
        foreach (Tensor tensor in _tensors)
        {
            stream.Write(tensor.Bytes);
        }
    }

    private static Tensor Writable(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor, nameof(tensor));
        return tensor.Type == TensorType.Text
            ? throw new ArgumentException($"The tensor '{tensor.Name}' is text, which the format has not; put it into the metadata.", nameof(tensor))
            : tensor.ToRowMajor();
    }

    private static void RequireText(string text, string parameter)
    {
        ArgumentNullException.ThrowIfNull(text, parameter);
        try
        {
            Strict.GetByteCount(text);
        }
        catch (EncoderFallbackException exception)
        {
            throw new ArgumentException("The metadata hold half a surrogate pair, which is no text.", parameter, exception);
        }
    }

    private byte[] Header()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (_metadata.Length > 0)
            {
                json.WriteStartObject(MetadataKey);
                foreach ((string key, string value) in _metadata)
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            WriteTensors(json);
            json.WriteEndObject();
        }

        while (stream.Length % Alignment != 0)
        {
            stream.WriteByte((byte)' ');
        }

        return stream.ToArray();
    }

    private void WriteTensors(Utf8JsonWriter json)
    {
        long position = 0;
        foreach (Tensor tensor in _tensors)
        {
            json.WriteStartObject(tensor.Name);
            json.WriteString("dtype", SafeTensorsType.NameOf(tensor.Type));
            json.WriteStartArray("shape");
            foreach (long length in tensor.Shape)
            {
                json.WriteNumberValue(length);
            }

            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(position);
            position += tensor.Bytes.Length;
            json.WriteNumberValue(position);
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }
}
