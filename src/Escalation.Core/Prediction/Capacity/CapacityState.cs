using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Escalation.Prediction.Capacity;

/// <summary>What a <see cref="CapacityController"/> remembers: a price, the slots left, and a time. It belongs to the caller.</summary>
/// <remarks>Three numbers, whatever has happened. Not safe for concurrent use: who shares it locks it, and who moves it between machines saves it with <see cref="ToJson"/>.</remarks>
public sealed class CapacityState
{
    private const string Format = "escalation-capacity-state/1";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 2 };

    internal CapacityState(long window, double price, long credit, long ticks)
    {
        WindowTicks = window;
        Price = price;
        Credit = credit;
        Ticks = ticks;
    }

    /// <summary>Lambda, at least 0, as of the last decision.</summary>
    public double Price { get; internal set; }

    /// <summary>The slots left as of the last decision; below 0 by the items that wait.</summary>
    public double SlotsLeft => (double)Credit / WindowTicks;

    /// <summary>The window that the slots are counted in, in ticks.</summary>
    internal long WindowTicks { get; }

    /// <summary>Slots left in units of one tick of the window, so that they are exact.</summary>
    internal long Credit { get; set; }

    /// <summary>The latest time seen, in UTC.</summary>
    internal long Ticks { get; set; }

    /// <summary>Reads a state that <see cref="ToJson"/> has written.</summary>
    /// <param name="utf8Json">The document.</param>
    /// <exception cref="FormatException">Thrown when the document is not exactly what <see cref="ToJson"/> writes.</exception>
    public static CapacityState Parse(ReadOnlyMemory<byte> utf8Json)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8Json, Strict);
            JsonElement root = document.RootElement;
            string? format = root.GetProperty("format").GetString();
            if (!string.Equals(format, Format, StringComparison.Ordinal))
            {
                throw new FormatException($"The document has the format '{format}', but must have '{Format}'.");
            }

            var state = new CapacityState(root.GetProperty("window").GetInt64(), root.GetProperty("price").GetDouble(), root.GetProperty("credit").GetInt64(), root.GetProperty("ticks").GetInt64());
            if (!(state.Price >= 0.0 && double.IsFinite(state.Price)) || state.WindowTicks < 1 || state.Ticks < 0 || state.Ticks > DateTimeOffset.MaxValue.UtcTicks)
            {
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"The saved capacity has a number out of range: price {state.Price:R}, window {state.WindowTicks}, ticks {state.Ticks}."));
            }

            return state.ToJson().AsSpan().SequenceEqual(utf8Json.Span)
                ? state
                : throw new FormatException("The document is not the canonical form of a capacity state: it was changed, or written by something else.");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new FormatException($"The document is not a saved capacity state: {fault.Message.ReplaceLineEndings(" ")}", fault);
        }
    }

    /// <summary>The state as canonical JSON in UTF-8.</summary>
    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("window", WindowTicks);
            CanonicalNumber.Write(json, "price", Price);
            json.WriteNumber("credit", Credit);
            json.WriteNumber("ticks", Ticks);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
