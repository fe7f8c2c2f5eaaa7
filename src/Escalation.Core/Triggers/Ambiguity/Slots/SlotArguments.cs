using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Escalation.Triggers.Ambiguity.Slots;

/// <summary>Reads slots out of the JSON object of a tool's arguments, strictly and without building a document.</summary>
internal static class SlotArguments
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Fills the status of each slot. Linear in the text times the slots; allocates nothing unless the text is malformed.</summary>
    /// <param name="arguments">The JSON.</param>
    /// <param name="slots">At most 64 slots.</param>
    /// <param name="status">One for each slot, all missing on entry.</param>
    /// <param name="fault">What is wrong with the text, or null.</param>
    internal static bool TryRead(string arguments, ReadOnlySpan<Slot> slots, Span<SlotStatus> status, [NotNullWhen(false)] out string? fault)
    {
        byte[] utf8 = ArrayPool<byte>.Shared.Rent(Strict.GetMaxByteCount(arguments.Length));
        char[] text = ArrayPool<char>.Shared.Rent(arguments.Length);
        try
        {
            int length = Strict.GetBytes(arguments, utf8);
            fault = Read(new Utf8JsonReader(utf8.AsSpan(0, length)), slots, status, text);
        }
        catch (Exception malformed) when (malformed is JsonException or EncoderFallbackException)
        {
            // What a check of the caller throws is none of this, and surfaces.
            fault = "arguments-malformed";
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(utf8);
            ArrayPool<char>.Shared.Return(text);
        }

        return fault is null;
    }

    private static string? Read(Utf8JsonReader reader, ReadOnlySpan<Slot> slots, Span<SlotStatus> status, char[] text)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return "arguments-no-object";
        }

        ulong seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int slot = Find(ref reader, slots);
            reader.Read();
            if (slot < 0)
            {
                reader.Skip();
                continue;
            }

            // Parsers disagree about which of two members counts, so neither does.
            if ((seen & (1UL << slot)) != 0)
            {
                return "argument-twice";
            }

            seen |= 1UL << slot;
            status[slot] = Status(ref reader, slots[slot], text);
        }

        // Throws on whatever follows the object.
        reader.Read();
        return null;
    }

    private static int Find(ref Utf8JsonReader reader, ReadOnlySpan<Slot> slots)
    {
        try
        {
            for (int i = 0; i < slots.Length; i++)
            {
                if (reader.ValueTextEquals(slots[i].Utf8Name.Span))
                {
                    return i;
                }
            }
        }
        catch (InvalidOperationException half)
        {
            throw new JsonException("A name holds half a surrogate pair.", half);
        }

        return -1;
    }

    private static int Copy(ref Utf8JsonReader reader, char[] text)
    {
        try
        {
            return reader.CopyString(text);
        }
        catch (InvalidOperationException half)
        {
            throw new JsonException("A string holds half a surrogate pair.", half);
        }
    }

    private static SlotStatus Status(ref Utf8JsonReader reader, Slot slot, char[] text)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return slot.Check(text.AsSpan(0, Copy(ref reader, text)));
            case JsonTokenType.Number:
                return slot.Check(text.AsSpan(0, Encoding.ASCII.GetChars(reader.ValueSpan, text)));
            case JsonTokenType.True:
            case JsonTokenType.False:
                return slot.Check(reader.TokenType == JsonTokenType.True ? "true" : "false");
            case JsonTokenType.StartObject:
            case JsonTokenType.StartArray:
                int depth = reader.CurrentDepth;
                reader.Read();
                bool empty = reader.CurrentDepth == depth && reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
                while (reader.CurrentDepth > depth || reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
                {
                    reader.Read();
                }

                return empty ? SlotStatus.Missing : slot.IsUnconstrained ? SlotStatus.Filled : SlotStatus.Invalid;
            default:
                return SlotStatus.Missing;
        }
    }
}
