using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Escalation.Triggers.Loops;

/// <summary>Hashes a call's arguments so that equal calls hash alike: members in any order, 1.0 as 1, strings unescaped, noise left out.</summary>
/// <remarks>
/// Text that is no JSON, nests deeper than 64 or has more than 16,777,216 characters is hashed as it stands. Nothing, blank and <c>{}</c> are one: no arguments. Of two members of one
/// name both count and their order does not. Linear, one pass; allocates nothing.
/// </remarks>
internal static class CanonicalArguments
{
    private const int Short = 256;
    private const int Longest = 1 << 24;
    private const int MostBytesForChar = 3;

    private static readonly ulong None = TextHash.Of("no arguments");

    internal static CallHash Hash(string? arguments, LoopToolRule tool)
    {
        if (string.IsNullOrWhiteSpace(arguments))
        {
            return new CallHash(None, None);
        }

        if (arguments.Length > Longest)
        {
            return AsText(arguments);
        }

        byte[]? rented = null;
        Span<byte> buffer = arguments.Length <= Short ? stackalloc byte[Short * MostBytesForChar] : rented = ArrayPool<byte>.Shared.Rent(arguments.Length * MostBytesForChar);
        try
        {
            return Utf8.FromUtf16(arguments, buffer, out _, out int written, replaceInvalidSequences: false) == OperationStatus.Done
                ? HashRoot(buffer[..written], tool)
                : AsText(arguments);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // No JSON, or strings with broken surrogates.
            return AsText(arguments);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    private static CallHash AsText(string arguments)
    {
        ulong hash = TextHash.Join(0, TextHash.Of(arguments.AsSpan().Trim()));
        return new CallHash(hash, hash);
    }

    private static CallHash HashRoot(ReadOnlySpan<byte> json, LoopToolRule tool)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        CallHash hash = reader.TokenType == JsonTokenType.StartObject ? HashMembers(ref reader, tool) : Same(HashOf(ref reader, null));

        // Whatever stands behind the value is no JSON, and throws.
        reader.Read();
        return hash;
    }

    private static CallHash HashMembers(ref Utf8JsonReader reader, LoopToolRule tool)
    {
        ulong sum = 0, targets = 0;
        int count = 0, targetCount = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ulong name = HashText(ref reader);
            reader.Read();
            if (tool.IsNoise(name))
            {
                reader.Skip();
                continue;
            }

            bool unordered = reader.TokenType == JsonTokenType.StartArray && tool.HoldsParallelCalls(name);
            ulong member = TextHash.Join(name, unordered ? HashArray(ref reader, tool, unordered: true) : HashOf(ref reader, null));
            sum += member;
            count++;
            if (tool.IsTarget(name))
            {
                targets += member;
                targetCount++;
            }
        }

        ulong all = count == 0 ? None : TextHash.Join(5UL + (ulong)count, sum);
        return targetCount == 0 ? Same(all) : new CallHash(all, TextHash.Join((ulong)targetCount, targets));
    }

    private static CallHash Same(ulong hash) => new(hash, hash);

    /// <summary>The value that the reader stands on; leaves it on the value's last token. Noise is left out where a tool is given: inside parallel calls.</summary>
    private static ulong HashOf(ref Utf8JsonReader reader, LoopToolRule? tool) => reader.TokenType switch
    {
        JsonTokenType.StartObject => HashObject(ref reader, tool),
        JsonTokenType.StartArray => HashArray(ref reader, tool, unordered: false),
        JsonTokenType.String => TextHash.Join(1, HashText(ref reader)),
        JsonTokenType.Number => TextHash.Join(2, CanonicalNumber.Hash(reader.ValueSpan)),
        _ => TextHash.Join(3, (ulong)reader.TokenType),
    };

    private static ulong HashObject(ref Utf8JsonReader reader, LoopToolRule? tool)
    {
        // A sum does not depend on the order.
        ulong sum = 0, count = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ulong name = HashText(ref reader);
            reader.Read();
            if (tool is not null && tool.IsNoise(name))
            {
                reader.Skip();
                continue;
            }

            sum += TextHash.Join(name, HashOf(ref reader, tool));
            count++;
        }

        return TextHash.Join(5 + count, sum);
    }

    private static ulong HashArray(ref Utf8JsonReader reader, LoopToolRule? tool, bool unordered)
    {
        ulong hash = 0, count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            ulong element = HashOf(ref reader, tool);
            hash = unordered ? hash + TextHash.Join(6, element) : TextHash.Join(hash, element);
            count++;
        }

        return TextHash.Join(TextHash.Join(4, count), hash);
    }

    private static ulong HashText(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return TextHash.Of(reader.ValueSpan);
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            return TextHash.Of(rented.AsSpan(0, reader.CopyString(rented)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
