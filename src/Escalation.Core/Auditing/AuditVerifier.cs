using System.Globalization;
using Escalation.Journal;

namespace Escalation.Auditing;

/// <summary>Verifies the hash chain of an audit log without any knowledge of who wrote it.</summary>
/// <remarks>
/// The chain makes a log tamper-evident up to the last checkpoint that is kept elsewhere, not more: whoever can write the file can cut records off its end,
/// or compute a whole new chain, and only an <see cref="AuditCheckpoint"/> outside shows it. One pass in bounded memory; a defect costs up to two more, to tell what happened.
/// </remarks>
public static class AuditVerifier
{
    /// <summary>Verifies a log file; it may be in use.</summary>
    /// <param name="path">The file.</param>
    /// <param name="checkpoint">What is known from outside, or null.</param>
    /// <exception cref="IOException">Thrown when the file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Thrown when the file may not be read.</exception>
    public static AuditVerification Verify(string path, AuditCheckpoint? checkpoint = null)
    {
        using FileStream stream = AuditReader.OpenShared(path);
        return Verify(stream, checkpoint);
    }

    /// <summary>Verifies a log from the stream's beginning.</summary>
    /// <param name="stream">A stream that can seek; it stays open.</param>
    /// <param name="checkpoint">What is known from outside, or null.</param>
    /// <exception cref="ArgumentException">Thrown when the stream cannot seek.</exception>
    public static AuditVerification Verify(Stream stream, AuditCheckpoint? checkpoint = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanSeek)
        {
            throw new ArgumentException("The stream must be able to seek.", nameof(stream));
        }

        stream.Position = 0;
        var reader = new JournalLineReader(stream);
        var chain = new AuditChain();
        bool checkpointSeen = checkpoint is null || checkpoint.Count == 0;
        if (checkpoint is { Count: 0 } && !string.Equals(checkpoint.LastHash, AuditHash.Genesis, StringComparison.Ordinal))
        {
            return Failed(chain, AuditDefect.CheckpointMismatch);
        }

        while (reader.TryRead(out JournalLine line))
        {
            if (!line.IsTerminated)
            {
                return Failed(chain, AuditDefect.TornTail);
            }

            if (!chain.TryAccept(line.Bytes, out AuditRecord? record, out AuditDefect defect))
            {
                return Failed(chain, AuditDiagnosis.Find(stream, chain, record, defect));
            }

            if (checkpoint is not null && chain.Count == checkpoint.Count)
            {
                checkpointSeen = true;
                if (!string.Equals(chain.LastHash, checkpoint.LastHash, StringComparison.Ordinal))
                {
                    return new AuditVerification(chain.Count - 1, record!.Previous, chain.Count, AuditDefect.CheckpointMismatch, Sentence(chain.Count, AuditDefect.CheckpointMismatch));
                }
            }
        }

        return checkpointSeen
            ? new AuditVerification(chain.Count, chain.LastHash, null, AuditDefect.None, string.Create(CultureInfo.InvariantCulture, $"{chain.Count} records, chain intact."))
            : Failed(chain, AuditDefect.TailTruncated);
    }

    private static AuditVerification Failed(AuditChain chain, AuditDefect defect) =>
        new(chain.Count, chain.LastHash, chain.Count + 1, defect, Sentence(chain.Count + 1, defect));

    private static string Sentence(long record, AuditDefect defect) =>
        string.Create(CultureInfo.InvariantCulture, $"Record {record}: {AuditChain.Describe(defect)}");
}
