using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Escalation.Probes.Files;

/// <summary>A file mapped into memory for reading, whole.</summary>
internal sealed class MappedBytes : IDisposable
{
    private readonly MemoryMappedViewAccessor _view;
    private readonly nint _address;
    private readonly long _length;
    private int _released;

    private MappedBytes(MemoryMappedViewAccessor view, long length)
    {
        _view = view;
        _length = length;

        // The handle's own finalizer cannot unmap what is referenced; only Dispose takes this reference back.
        AddHold();
        _address = view.SafeMemoryMappedViewHandle.DangerousGetHandle() + (nint)view.PointerOffset;
    }

    internal static MappedBytes Of(FileStream stream)
    {
        long length = stream.Length;
        using var file = MemoryMappedFile.CreateFromFile(stream, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        return new MappedBytes(file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read), length);
    }

    internal ReadOnlySpan<byte> Slice(long offset, int count)
    {
        if (offset < 0 || count < 0 || offset > _length - count)
        {
            throw new ArgumentOutOfRangeException(nameof(offset), offset, "Outside the mapped file.");
        }

        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), _address + (nint)offset), count);
    }

    internal void AddHold()
    {
        bool added = false;
        _view.SafeMemoryMappedViewHandle.DangerousAddRef(ref added);
    }

    internal void ReleaseHold() => _view.SafeMemoryMappedViewHandle.DangerousRelease();

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
        {
            _view.Dispose();
            ReleaseHold();
        }
    }
}
