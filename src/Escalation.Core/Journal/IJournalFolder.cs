namespace Escalation.Journal;

/// <summary>The segments under a journal: the files of a folder, or the rows of whatever keeps bytes under a number.</summary>
/// <remarks>The journal calls one member at a time, reading apart. An implementation keeps other writers away until it is disposed, and reports failures by throwing.</remarks>
public interface IJournalFolder : IDisposable
{
    /// <summary>The numbers of the segments that exist, ascending; at least 1 each.</summary>
    IReadOnlyList<long> Segments { get; }

    /// <summary>Opens a segment that exists, for appending.</summary>
    /// <param name="segment">Its number.</param>
    IJournalStorage Open(long segment);

    /// <summary>Opens a segment that exists, for reading beside its writer.</summary>
    /// <param name="segment">Its number.</param>
    IJournalStorage OpenRead(long segment);

    /// <summary>Creates an empty segment; once this returns, a power failure does not remove it.</summary>
    /// <param name="segment">Its number, above that of every other.</param>
    IJournalStorage Create(long segment);

    /// <summary>Removes a segment that is not open.</summary>
    /// <param name="segment">Its number.</param>
    void Delete(long segment);
}
