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
    public static AuditVerification Verify(Stream stream, AuditCheckpoint? checkpoint = null) => Verify(stream, new CheckpointExpectations(checkpoint));

    /// <summary>Verifies a log from the stream's beginning against signed checkpoints.</summary>
    /// <param name="stream">A stream that can seek; it stays open.</param>
    /// <param name="checkpoints">The checkpoints, in any order.</param>
    /// <param name="keys">The keys. A checkpoint that none of them has signed is not used, and counted: it is unverifiable, not valid.</param>
    /// <exception cref="ArgumentException">Thrown when the stream cannot seek.</exception>
    public static AuditVerification Verify(Stream stream, IReadOnlyList<SignedCheckpoint> checkpoints, CheckpointKeyring keys) =>
        Judge(checkpoints, keys, expected => Verify(stream, expected));

    /// <summary>Verifies a log in a folder of segments; it may be in use.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="checkpoint">What is known from outside, or null.</param>
    /// <exception cref="IOException">Thrown when the folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Thrown when the folder may not be read.</exception>
    public static AuditVerification VerifyFolder(string path, AuditCheckpoint? checkpoint = null)
    {
        using FileJournalFolder folder = FileJournalFolder.OpenShared(path);
        return Verify(folder, checkpoint);
    }

    /// <summary>Verifies a log in a folder of segments against signed checkpoints; it may be in use.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="checkpoints">The checkpoints, in any order.</param>
    /// <param name="keys">The keys. A checkpoint that none of them has signed is not used, and counted: it is unverifiable, not valid.</param>
    /// <exception cref="IOException">Thrown when the folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Thrown when the folder may not be read.</exception>
    public static AuditVerification VerifyFolder(string path, IReadOnlyList<SignedCheckpoint> checkpoints, CheckpointKeyring keys)
    {
        using FileJournalFolder folder = FileJournalFolder.OpenShared(path);
        return Verify(folder, checkpoints, keys);
    }

    /// <summary>Verifies a log in segments; it may be in use.</summary>
    /// <param name="folder">The segments; they stay open.</param>
    /// <param name="checkpoint">What is known from outside, or null.</param>
    /// <exception cref="IOException">Thrown when the segments cannot be read.</exception>
    public static AuditVerification Verify(IJournalFolder folder, AuditCheckpoint? checkpoint = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return new FolderVerification(folder, new CheckpointExpectations(checkpoint)).Run();
    }

    /// <summary>Verifies a log in segments against signed checkpoints; it may be in use.</summary>
    /// <param name="folder">The segments; they stay open.</param>
    /// <param name="checkpoints">The checkpoints, in any order.</param>
    /// <param name="keys">The keys. A checkpoint that none of them has signed is not used, and counted: it is unverifiable, not valid.</param>
    /// <exception cref="IOException">Thrown when the segments cannot be read.</exception>
    public static AuditVerification Verify(IJournalFolder folder, IReadOnlyList<SignedCheckpoint> checkpoints, CheckpointKeyring keys)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return Judge(checkpoints, keys, expected => new FolderVerification(folder, expected).Run());
    }

    internal static AuditVerification Failed(AuditChain chain, AuditDefect defect) =>
        new(chain.Count, chain.LastHash, chain.Count + 1, defect, Sentence(chain.Count + 1, defect));

    internal static string Sentence(long record, AuditDefect defect) =>
        string.Create(CultureInfo.InvariantCulture, $"Record {record}: {AuditChain.Describe(defect)}");

    private static AuditVerification Verify(Stream stream, CheckpointExpectations expected)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanSeek)
        {
            throw new ArgumentException("The stream must be able to seek.", nameof(stream));
        }

        stream.Position = 0;
        var reader = new JournalLineReader(stream);
        var chain = new AuditChain();
        if (!expected.Hold(chain))
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

            if (!expected.Hold(chain))
            {
                return new AuditVerification(chain.Count - 1, record!.Previous, chain.Count, AuditDefect.CheckpointMismatch, Sentence(chain.Count, AuditDefect.CheckpointMismatch));
            }
        }

        return expected.AreLeft
            ? Failed(chain, AuditDefect.TailTruncated)
            : new AuditVerification(chain.Count, chain.LastHash, null, AuditDefect.None, string.Create(CultureInfo.InvariantCulture, $"{chain.Count} records, chain intact."));
    }

    /// <summary>A forged checkpoint is as bad as a forged log; one under an unknown key says nothing.</summary>
    private static AuditVerification Judge(IReadOnlyList<SignedCheckpoint> checkpoints, CheckpointKeyring keys, Func<CheckpointExpectations, AuditVerification> verify)
    {
        ArgumentNullException.ThrowIfNull(checkpoints);
        ArgumentNullException.ThrowIfNull(keys);
        var valid = new List<(AuditCheckpoint, string?)>();
        int unverifiable = 0;
        int invalid = 0;
        foreach (SignedCheckpoint checkpoint in checkpoints)
        {
            switch (keys.Verify(checkpoint))
            {
                case CheckpointTrust.Valid:
                    valid.Add((checkpoint.Checkpoint, checkpoint.Root));
                    break;
                case CheckpointTrust.Invalid:
                    invalid++;
                    break;
                default:
                    unverifiable++;
                    break;
            }
        }

        AuditVerification found = verify(new CheckpointExpectations(valid)) with { ValidCheckpoints = valid.Count, UnverifiableCheckpoints = unverifiable, InvalidCheckpoints = invalid };
        return found.IsIntact && invalid > 0
            ? found with { Defect = AuditDefect.CheckpointMismatch, Message = string.Create(CultureInfo.InvariantCulture, $"{invalid} of {checkpoints.Count} checkpoints have a wrong signature.") }
            : found;
    }
}
