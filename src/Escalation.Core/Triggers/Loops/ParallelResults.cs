using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Escalation.Triggers.Loops;

/// <summary>Hashes the results of parallel calls, a JSON array, without regard to their order.</summary>
internal static class ParallelResults
{
    private const int MostBytesForChar = 3;
    private const int Longest = 1 << 24;

    /// <summary>Whether the result is such an array, of at most 16,777,216 characters.</summary>
    /// <param name="result">The result.</param>
    /// <param name="words">The words behind which an id stands; null keeps volatile parts.</param>
    /// <param name="hash">The hash.</param>
    internal static bool TryHash(ReadOnlySpan<char> result, VolatileWords? words, out ulong hash)
    {
        hash = 0;
        if (result.Length > Longest || result.TrimStart() is not ['[', ..])
        {
            return false;
        }

        byte[] bytes = ArrayPool<byte>.Shared.Rent(result.Length * MostBytesForChar);
        char[] text = ArrayPool<char>.Shared.Rent(result.Length);
        try
        {
            return Utf8.FromUtf16(result, bytes, out _, out int written, replaceInvalidSequences: false) == OperationStatus.Done
                && TryHash(bytes.AsSpan(0, written), text, words, out hash);
        }
        catch (JsonException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<char>.Shared.Return(text);
        }
    }

    private static bool TryHash(ReadOnlySpan<byte> json, Span<char> text, VolatileWords? words, out ulong hash)
    {
        var reader = new Utf8JsonReader(json);
        ulong sum = 0, count = 0;
        reader.Read();
        while (reader.Read() && reader.CurrentDepth > 0)
        {
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            int length = Encoding.UTF8.GetChars(json[start..(int)reader.BytesConsumed], text);
            sum += TextHash.Join(6, VolatileTokens.Hash(text[..length], words));
            count++;
        }

        reader.Read();
        hash = TextHash.Join(count, sum);
        return true;
    }
}
