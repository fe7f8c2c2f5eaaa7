using System.Globalization;
using Escalation.Journal;

namespace Escalation.Auditing;

/// <summary>Reads the records of an audit log one by one, in bounded memory. It does not check the chain: that is <see cref="AuditVerifier"/>.</summary>
/// <remarks>A last line without its end, as a running append leaves for a moment, is not a record yet and is left out.</remarks>
public static class AuditReader
{
    /// <summary>Reads a log file; it may be in use.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">Thrown while enumerating when the file cannot be read.</exception>
    /// <exception cref="FormatException">Thrown while enumerating when a line is not a record; the message names the line.</exception>
    public static IEnumerable<AuditRecord> Read(string path)
    {
        Guard.NotBlank(path);
        return ReadFile(path);
    }

    /// <summary>Reads a log from the stream's position on.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <exception cref="FormatException">Thrown while enumerating when a line is not a record; the message names the line.</exception>
    public static IEnumerable<AuditRecord> Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return ReadLines(new JournalLineReader(stream));
    }

    /// <summary>Reads a log in a folder of segments; it may be in use.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="IOException">Thrown while enumerating when a segment cannot be read.</exception>
    /// <exception cref="FormatException">Thrown while enumerating when a line is not a record; the message names the line of its segment.</exception>
    public static IEnumerable<AuditRecord> ReadFolder(string path)
    {
        using FileJournalFolder folder = FileJournalFolder.OpenShared(path);
        foreach (long number in folder.Segments)
        {
            using IJournalStorage storage = folder.OpenRead(number);
            foreach (AuditRecord record in ReadLines(new JournalLineReader((offset, buffer) => storage.Read(offset, buffer.Span))))
            {
                yield return record;
            }
        }
    }

    internal static FileStream OpenShared(string path) =>
        new(Guard.NotBlank(path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    internal static IEnumerable<AuditRecord> ReadLines(JournalLineReader reader)
    {
        long number = 0;
        while (reader.TryRead(out JournalLine line) && line.IsTerminated)
        {
            number++;
            yield return Parse(line, number);
        }
    }

    private static IEnumerable<AuditRecord> ReadFile(string path)
    {
        using FileStream stream = OpenShared(path);
        foreach (AuditRecord record in ReadLines(new JournalLineReader(stream)))
        {
            yield return record;
        }
    }

    private static AuditRecord Parse(JournalLine line, long number)
    {
        try
        {
            return AuditLine.Parse(line.Bytes);
        }
        catch (FormatException fault)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"Line {number}: {fault.Message}"), fault);
        }
    }
}
