using System.Security.Cryptography;

namespace Escalation.Journal;

/// <summary>Walks the segments of a folder at opening.</summary>
internal static class JournalFolderScan
{
    /// <summary>Finds the sound records of each segment, and the segment to go on with.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="format">Checks the records.</param>
    /// <param name="last">The last segment, its torn tail cut off, unless it is damaged or there is none.</param>
    /// <param name="after">Why the last segment cannot be gone on with, or null.</param>
    internal static JournalRecovery Run(IJournalFolder folder, IJournalFormat? format, out JournalSegment? last, out JournalBreak? after)
    {
        var breaks = new List<JournalBreak>();
        long records = 0;
        long bytes = 0;
        long truncated = 0;
        IReadOnlyList<long> numbers = folder.Segments;
        (last, after) = (null, null);
        foreach (long number in numbers)
        {
            bool isLast = number == numbers[^1];
            IJournalStorage storage = isLast ? folder.Open(number) : folder.OpenRead(number);
            try
            {
                format?.BeginSegment(number);
                JournalBreak? found = Scan(storage, number, format, isLast, out JournalRecovery recovery);
                if (found is not null)
                {
                    breaks.Add(found);
                    format?.OnDamage(found);
                }

                after = found ?? (recovery.Records > 0 ? null : after);
                records += recovery.Records;
                bytes += recovery.Length;
                truncated += recovery.TruncatedBytes;
                if (isLast && found is null)
                {
                    last = new JournalSegment(storage, number, recovery.Length);
                }
            }
            finally
            {
                if (last is null)
                {
                    storage.Dispose();
                }
            }
        }

        return new JournalRecovery(records, bytes, truncated) { Breaks = breaks };
    }

    private static JournalBreak? Scan(IJournalStorage storage, long number, IJournalFormat? format, bool isLast, out JournalRecovery recovery)
    {
        try
        {
            recovery = JournalScan.Run(storage, format);
        }
        catch (JournalDamagedException damage)
        {
            recovery = new JournalRecovery(damage.Record - 1, damage.Offset, 0);
            return new JournalBreak(number, damage.Record, damage.Offset, damage.Damage) { Sha256 = Hash(storage) };
        }

        if (recovery.TruncatedBytes == 0)
        {
            return null;
        }

        if (isLast)
        {
            storage.SetLength(recovery.Length);
            return null;
        }

        long torn = recovery.Records + 1;
        recovery = recovery with { TruncatedBytes = 0 };
        return new JournalBreak(number, torn, recovery.Length, "the last line ends in the middle of a record.") { Sha256 = Hash(storage) };
    }

    private static string Hash(IJournalStorage storage)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[64 * 1024];
        long offset = 0;
        int read;
        while ((read = storage.Read(offset, buffer)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            offset += read;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
