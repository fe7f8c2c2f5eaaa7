namespace Escalation.Journal;

/// <summary>The bytes under a journal: a file, or whatever a test puts in its place.</summary>
/// <remarks>
/// The journal calls one member at a time. An implementation holds whatever keeps other writers away until it is disposed, and reports failures by
/// throwing; a write that throws may have left a part of its bytes behind.
/// </remarks>
public interface IJournalStorage : IDisposable
{
    /// <summary>How many bytes there are now.</summary>
    long Length { get; }

    /// <summary>Whether the name that this was opened by still leads here. False when somebody removed, renamed or replaced the file; true where there is no name.</summary>
    bool IsInPlace => true;

    /// <summary>Reads bytes.</summary>
    /// <param name="offset">Where to begin, from 0.</param>
    /// <param name="buffer">Receives the bytes.</param>
    /// <returns>How many bytes were read; 0 only at the end.</returns>
    int Read(long offset, Span<byte> buffer);

    /// <summary>Hands bytes to the operating system in one call.</summary>
    /// <param name="offset">Where to write.</param>
    /// <param name="bytes">What to write.</param>
    void Write(long offset, ReadOnlySpan<byte> bytes);

    /// <summary>Cuts everything behind a length off.</summary>
    /// <param name="length">The length, at most <see cref="Length"/>.</param>
    void SetLength(long length);

    /// <summary>Returns once the disk has everything that was written.</summary>
    void Flush();
}
