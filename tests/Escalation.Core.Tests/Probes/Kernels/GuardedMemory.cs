using System.Runtime.InteropServices;

namespace Escalation.Core.Tests.Probes.Kernels;

/// <summary>Bytes between two pages that must not be touched: reading outside them ends the process.</summary>
internal sealed unsafe class GuardedMemory : IDisposable
{
    private const int None = 0;
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;
    private const int Page = 65_536;

    private readonly nint _start;
    private readonly nint _total;

    /// <summary>Reserves so many bytes, rounded up to pages.</summary>
    internal GuardedMemory(int size)
    {
        Size = (size + Page - 1) / Page * Page;
        _total = Size + (2 * Page);
        _start = Map(0, _total, None, PrivateAnonymous, -1, 0);
        Assert.NotEqual(-1, _start);
        Assert.Equal(0, Protect(_start + Page, Size, ReadWrite));
    }

    /// <summary>The number of bytes.</summary>
    internal int Size { get; }

    /// <summary>All of the bytes.</summary>
    internal Span<byte> Bytes => new((void*)(_start + Page), Size);

    /// <inheritdoc/>
    public void Dispose() => Assert.Equal(0, Unmap(_start, _total));

    [DllImport("libc", EntryPoint = "mmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Map(nint address, nint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Protect(nint address, nint length, int protection);

    [DllImport("libc", EntryPoint = "munmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Unmap(nint address, nint length);
}
