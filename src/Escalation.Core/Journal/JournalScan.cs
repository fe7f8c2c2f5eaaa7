using System.Text.Json;

namespace Escalation.Journal;

/// <summary>Walks a journal at opening: tells sound records, a torn tail and damage apart.</summary>
internal static class JournalScan
{
    private static readonly byte[] EmptyPrefix = [(byte)'{'];

    /// <summary>Finds where the sound records end. Changes nothing.</summary>
    /// <exception cref="JournalDamagedException">Thrown when a record before the last, or one that is complete, is damaged.</exception>
    internal static JournalRecovery Run(IJournalStorage storage, IJournalFormat? format)
    {
        var reader = new JournalLineReader(storage);
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
            if (foreign || (line.IsTerminated && line.IsOversized) || !reader.IsAtEnd())
            {
                throw new JournalDamagedException(records + 1, line.Offset, foreign ? "this is not such a journal." : "the line is not a JSON object.");
            }

            return new JournalRecovery(records, good, storage.Length - good);
        }

        return new JournalRecovery(records, good, 0);
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
