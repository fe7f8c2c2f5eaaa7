using System.Text.Json;

namespace Escalation.Journal;

/// <summary>Walks a journal at opening: tells sound records, a torn tail and damage apart.</summary>
internal static class JournalScan
{
    private static readonly byte[] EmptyPrefix = [(byte)'{'];

    /// <summary>Finds where the sound records end, up to the length that the storage has at the beginning. Changes nothing.</summary>
    /// <remarks>
    /// A record and its line feed are one write, of which a crash leaves a prefix. So a line feed proves that the line is complete, and a complete line that
    /// is no sound record was changed later or never written by a journal. Only what follows the last line feed, and is short enough to be a prefix, is torn.
    /// </remarks>
    /// <exception cref="JournalDamagedException">Thrown when a line that is complete, the last one included, is not a sound record.</exception>
    internal static JournalRecovery Run(IJournalStorage storage, IJournalFormat? format)
    {
        long length = storage.Length;
        var reader = new JournalLineReader((offset, buffer) => ReadWithin(storage, length, offset, buffer.Span));
        long records = 0;
        long good = 0;
        while (reader.TryRead(out JournalLine line))
        {
            bool whole = line.IsTerminated && !line.IsOversized && IsJsonObject(line.Bytes.Span);
            if (whole)
            {
                records++;
                good = line.Offset + line.Bytes.Length + 1;
                if (format?.Check(records, line.Bytes) is { } damage)
                {
                    throw new JournalDamagedException(records, line.Offset, damage);
                }

                continue;
            }

            bool foreign = line.Offset == 0 && !(format?.CanBegin(line.Bytes.Span) ?? line.Bytes.Span.StartsWith(EmptyPrefix));
            if (foreign || line.IsTerminated || line.IsOversized)
            {
                throw new JournalDamagedException(records + 1, line.Offset, foreign ? "this is not such a journal." : "the line is not a JSON object.");
            }

            return new JournalRecovery(records, good, length - good);
        }

        return new JournalRecovery(records, good, 0);
    }

    /// <summary>A source without an end, a device say, must not keep the scan going for ever.</summary>
    private static int ReadWithin(IJournalStorage storage, long length, long offset, Span<byte> buffer)
    {
        long left = Math.Max(0, length - offset);
        return left == 0 ? 0 : storage.Read(offset, buffer[..(int)Math.Min(left, buffer.Length)]);
    }

    internal static bool IsJsonObject(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || bytes[0] != (byte)'{' || bytes[^1] != (byte)'}')
        {
            return false;
        }

        var reader = new Utf8JsonReader(bytes);
        try
        {
            while (reader.Read())
            {
                // Reading to the end is the check.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
