using System.Globalization;
using System.Text.Json;

namespace Escalation.Probes.Files;

/// <summary>Reads the JSON of a <c>.safetensors</c> header token by token, so that nothing is kept of what is not allowed and no key counts twice.</summary>
/// <remarks>Linear in the header's length, but for the hash sets that find duplicates.</remarks>
internal ref struct SafeTensorsHeaderParser
{
    private const string MetadataKey = "__metadata__";

    /// <summary>The header, a tensor in it, and its shape or offsets.</summary>
    private const int MaximumDepth = 3;

    private readonly string _fileName;
    private readonly TensorFileOptions _options;
    private readonly List<SafeTensorsEntry> _entries = [];
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private Utf8JsonReader _json;

    private SafeTensorsHeaderParser(ReadOnlySpan<byte> text, string fileName, TensorFileOptions options)
    {
        _json = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = MaximumDepth });
        _fileName = fileName;
        _options = options;
    }

    internal static List<SafeTensorsEntry> Parse(ReadOnlySpan<byte> text, string fileName, TensorFileOptions options, out IReadOnlyDictionary<string, string> metadata)
    {
        var parser = new SafeTensorsHeaderParser(text, fileName, options);
        try
        {
            parser.ReadHeader();
        }
        catch (JsonException exception)
        {
            throw new TensorFileException(fileName, TensorFileRule.InvalidJson, $"the header is not JSON of the expected form: {exception.Message}");
        }
        catch (InvalidOperationException)
        {
            throw new TensorFileException(fileName, TensorFileRule.InvalidJson, "the header holds a text with half a surrogate pair.");
        }

        metadata = parser._metadata;
        return parser._entries;
    }

    private void ReadHeader()
    {
        _json.Read();
        RequireObject("the header");
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (NextKey(names) is { } name)
        {
            _json.Read();
            if (name == MetadataKey)
            {
                ReadMetadata();
                continue;
            }

            if (_entries.Count == _options.MaximumTensors)
            {
                throw Refusal(TensorFileRule.TooManyTensors, string.Create(CultureInfo.InvariantCulture, $"there are more than {_options.MaximumTensors} tensors."));
            }

            _entries.Add(ReadTensor(name));
        }

        // Only blanks may follow; anything else throws.
        _json.Read();
    }

    private void ReadMetadata()
    {
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            throw Refusal(TensorFileRule.BadMetadata, $"{MetadataKey} is not an object.");
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (NextKey(keys) is { } key)
        {
            _json.Read();
            _metadata.Add(key, _json.TokenType == JsonTokenType.String ? _json.GetString()! : throw Refusal(TensorFileRule.BadMetadata, $"the value of '{key}' in {MetadataKey} is not a text."));
        }
    }

    private SafeTensorsEntry ReadTensor(string name)
    {
        RequireObject($"'{name}'");
        SafeTensorsType? type = null;
        ulong[]? shape = null;
        ulong[]? offsets = null;
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (NextKey(keys) is { } key)
        {
            _json.Read();
            switch (key)
            {
                case "dtype":
                    type = ReadType(name);
                    break;
                case "shape":
                    shape = ReadNumbers(name, key, TensorFileRule.BadShape, TensorShape.MaximumDimensions);
                    break;
                case "data_offsets":
                    offsets = ReadNumbers(name, key, TensorFileRule.BadOffset, 2);
                    break;
                default:
                    throw Refusal(TensorFileRule.BadKeys, $"tensor '{name}' has the key '{key}', which the format has not.");
            }
        }

        if (type is not { } known || shape is null || offsets is null)
        {
            throw Refusal(TensorFileRule.MissingField, $"tensor '{name}' must have dtype, shape and data_offsets.");
        }

        return offsets.Length == 2
            ? new SafeTensorsEntry(name, known, shape, offsets[0], offsets[1])
            : throw Refusal(TensorFileRule.BadOffset, string.Create(CultureInfo.InvariantCulture, $"tensor '{name}' has {offsets.Length} data_offsets instead of 2."));
    }

    private SafeTensorsType ReadType(string name)
    {
        if (_json.TokenType != JsonTokenType.String)
        {
            throw Refusal(TensorFileRule.UnknownType, $"the dtype of tensor '{name}' is not a text.");
        }

        string spelling = _json.GetString()!;
        return SafeTensorsType.TryFind(spelling, out SafeTensorsType type) ? type : throw Refusal(TensorFileRule.UnknownType, $"tensor '{name}' has the dtype '{spelling}', which the format has not.");
    }

    private ulong[] ReadNumbers(string name, string key, TensorFileRule rule, int most)
    {
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            throw Refusal(rule, $"{key} of tensor '{name}' is not a list.");
        }

        var numbers = new List<ulong>();
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (numbers.Count == most)
            {
                throw Refusal(rule, string.Create(CultureInfo.InvariantCulture, $"{key} of tensor '{name}' has more than {most} numbers."));
            }

            numbers.Add(ReadNumber(name, key, rule));
        }

        return [.. numbers];
    }

    private ulong ReadNumber(string name, string key, TensorFileRule rule)
    {
        if (_json.TokenType == JsonTokenType.Number)
        {
            if (!_json.ValueSpan.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            {
                return _json.TryGetUInt64(out ulong number) ? number : throw Refusal(TensorFileRule.Overflow, $"{key} of tensor '{name}' holds a number beyond 64 bits.");
            }
        }

        throw Refusal(rule, $"{key} of tensor '{name}' must hold whole numbers of at least 0.");
    }

    /// <summary>The next key of the object that is being read, or null at its end.</summary>
    private string? NextKey(HashSet<string> seen)
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.EndObject)
        {
            return null;
        }

        string key = _json.GetString()!;
        return seen.Add(key) ? key : throw Refusal(TensorFileRule.DuplicateKey, $"the key '{key}' occurs twice.");
    }

    private readonly void RequireObject(string what)
    {
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            throw Refusal(TensorFileRule.NotAnObject, $"{what} is not a JSON object.");
        }
    }

    private readonly TensorFileException Refusal(TensorFileRule rule, string detail) => new(_fileName, rule, detail);
}
