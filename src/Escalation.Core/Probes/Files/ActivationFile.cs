using System.Globalization;

namespace Escalation.Probes.Files;

/// <summary>Activations in a file, mapped into memory, so that a batch may be larger than memory: rows are read from the disk as they are used, without a copy.</summary>
/// <remarks>
/// <para>Read are a <c>.npy</c> matrix, one tensor of a <c>.safetensors</c> file, or bare little-endian 32-bit floats. 64-bit floats, matrices in column order and
/// numbers with the most significant byte first are refused with the line of Python that converts them. The header is validated and the whole length of the file
/// is held against it when the file is opened.</para>
/// <para>The rule of disposal: rows live as long as the file, so finish with every <see cref="ActivationRows"/> before <see cref="Dispose"/>. After it,
/// <see cref="GetRows"/> throws <see cref="ObjectDisposedException"/>; rows that were taken before point to memory that is gone, and touching them ends the process.
/// Where disposal can happen on another thread, take a <see cref="Hold"/> for as long as rows are used: the mapping then stays until the last hold is given back.
/// A file that is never disposed is never unmapped, so rows outlive a file that was merely forgotten.</para>
/// <para>The file must not be shortened while it is mapped; the operating system then ends the process that touches what is gone. Replace files by renaming, as
/// this library's writers do. Safe for concurrent use.</para>
/// </remarks>
public sealed class ActivationFile : IDisposable
{
    private readonly MappedBytes? _mapping;
    private readonly long _start;
    private readonly int _rowBytes;

    private ActivationFile(string fileName, ActivationType type, long rows, int length, float scale, long start, MappedBytes? mapping)
    {
        FileName = fileName;
        Type = type;
        Rows = rows;
        Length = length;
        Scale = scale;
        _rowBytes = length * ActivationRows.SizeOf(type);
        _start = start;
        _mapping = mapping;
    }

    /// <summary>The file.</summary>
    public string FileName { get; }

    /// <summary>How one activation is stored.</summary>
    public ActivationType Type { get; }

    /// <summary>The number of rows; 0 or more.</summary>
    public long Rows { get; }

    /// <summary>The number of activations in a row; at least 1.</summary>
    public int Length { get; }

    /// <summary>What a stored 8-bit number is multiplied with; 1 for the other types.</summary>
    public float Scale { get; }

    /// <summary>The most rows that one view can show, since a view has fewer than 2^31 bytes.</summary>
    public int MaximumCount => int.MaxValue / _rowBytes;

    /// <summary>Opens a <c>.npy</c> or <c>.safetensors</c> file.</summary>
    /// <param name="path">The file. Its tensor has the shape (rows, length), or (length,) for one row.</param>
    /// <param name="tensor">The tensor's name in a <c>.safetensors</c> file; null when it has only one. Null for <c>.npy</c>.</param>
    /// <param name="scale">For signed bytes what each is multiplied with, finite and above 0; 1 for the other types.</param>
    /// <param name="options">The limits and reinterpretations; null for the defaults. <see cref="TensorFileOptions.MaximumDataBytes"/> does not apply.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="path"/> is blank, a tensor is named for <c>.npy</c>, or a scale other than 1 is given for a type that has none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="scale"/> is not finite and above 0.</exception>
    /// <exception cref="TensorFileException">Thrown when the file breaks a rule of its format, has no such tensor, or the tensor cannot be mapped as activations.</exception>
    /// <exception cref="IOException">Thrown when the file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Thrown when the file may not be read.</exception>
    /// <exception cref="PlatformNotSupportedException">Thrown on a machine whose byte order is not the file's.</exception>
    public static ActivationFile Open(string path, string? tensor = null, float scale = 1f, TensorFileOptions? options = null)
    {
        TensorFormat format = TensorFile.FormatOf(path);
        using FileStream stream = TensorStream.Open(path);
        ActivationExtent extent = format switch
        {
            TensorFormat.SafeTensors => ActivationExtent.OfSafeTensors(stream, path, tensor, options ?? TensorFileOptions.Default),
            TensorFormat.Npz => throw new TensorFileException(path, TensorFileRule.UnexpectedLayout, "an archive cannot be mapped. Save the array by itself: numpy.save(\"activations.npy\", numpy.load(path)[name])."),
            _ => tensor is null
                ? ActivationExtent.OfNpy(stream, path, options ?? TensorFileOptions.Default)
                : throw new ArgumentException("A .npy file has one array without a name.", nameof(tensor)),
        };
        return Map(stream, path, extent, scale);
    }

    /// <summary>Opens a file of bare 32-bit floats, least significant byte first.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">The number of rows, at least 0.</param>
    /// <param name="length">The number of activations in a row, at least 1.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="path"/> is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a number is out of its range.</exception>
    /// <exception cref="TensorFileException">Thrown when the file has not exactly <c>4 rows length</c> bytes.</exception>
    /// <exception cref="IOException">Thrown when the file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Thrown when the file may not be read.</exception>
    /// <exception cref="PlatformNotSupportedException">Thrown on a machine whose byte order is not the file's.</exception>
    public static ActivationFile OpenRaw(string path, long rows, int length)
    {
        if (rows < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(rows), rows, string.Create(CultureInfo.InvariantCulture, $"rows must be at least 0, but was {rows}."));
        }

        Guard.AtLeast(length, 1);
        using FileStream stream = TensorStream.Open(path);
        return Map(stream, path, ActivationExtent.OfSingles(stream.Length, path, rows, length), scale: 1f);
    }

    /// <summary>A view of some of the rows, without a copy; nothing is allocated.</summary>
    /// <param name="first">The first row, from 0.</param>
    /// <param name="count">How many rows, at most <see cref="MaximumCount"/>.</param>
    /// <returns>A view that must not be used after <see cref="Dispose"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when there are no such rows, or too many for one view.</exception>
    /// <exception cref="ObjectDisposedException">Thrown when the file has been disposed.</exception>
    public ActivationRows GetRows(long first, int count)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (count < 0 || count > MaximumCount)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, string.Create(CultureInfo.InvariantCulture, $"A view shows 0 to {MaximumCount} rows of {_rowBytes} bytes, but {count} were asked for."));
        }

        if (first < 0 || first > Rows - count)
        {
            throw new ArgumentOutOfRangeException(nameof(first), first, string.Create(CultureInfo.InvariantCulture, $"There are {Rows} rows, so {count} of them cannot start at row {first}."));
        }

        ReadOnlySpan<byte> bytes = _mapping is null ? [] : _mapping.Slice(_start + (first * _rowBytes), count * _rowBytes);
        return ActivationRows.FromBytes(bytes, Type, Length, Scale);
    }

    /// <summary>Keeps the mapping alive until what is returned is disposed, even when the file is disposed before.</summary>
    /// <exception cref="ObjectDisposedException">Thrown when the file has been disposed.</exception>
    public IDisposable Hold()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        return new ActivationHold(_mapping);
    }

    /// <summary>Unmaps the file, at once or when the last hold is given back. Further calls do nothing.</summary>
    public void Dispose()
    {
        IsDisposed = true;
        _mapping?.Dispose();
    }

    private bool IsDisposed { get; set; }

    private static ActivationFile Map(FileStream stream, string path, ActivationExtent extent, float scale)
    {
        // The view checks the scale against the type, before anything is mapped.
        _ = ActivationRows.FromBytes([], extent.Type, extent.Length, scale);
        if ((long)extent.Length * ActivationRows.SizeOf(extent.Type) > int.MaxValue)
        {
            throw new TensorFileException(path, TensorFileRule.Overflow, "one row has more bytes than a view can show.");
        }

        MappedBytes? mapping = extent.Rows == 0 ? null : MappedBytes.Of(stream);
        return new ActivationFile(path, extent.Type, extent.Rows, extent.Length, scale, extent.Start, mapping);
    }
}
