using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Escalation.Journal;

/// <summary>Whether a file's name still leads to the file that was opened by it.</summary>
internal sealed partial class FilePlace
{
    private const int LongestTarget = 4096;

    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly byte[] _descriptor;
    private readonly byte[] _target;

    internal FilePlace(string path, SafeFileHandle file)
    {
        (_path, _file) = (path, file);
        _descriptor = OperatingSystem.IsLinux() ? Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{file.DangerousGetHandle()}\0")) : [];
        Span<byte> target = stackalloc byte[LongestTarget];
        _target = [.. target[..ReadTarget(target)]];
    }

    /// <summary>
    /// On Linux the kernel itself says where an open file is now: a removed or replaced one is marked, a renamed one has another name. Elsewhere
    /// a file of the same length under the name is taken for the one that was opened.
    /// </summary>
    internal bool Holds()
    {
        if (_target.Length == 0)
        {
            var named = new FileInfo(_path);
            return named.Exists && named.Length == RandomAccess.GetLength(_file);
        }

        Span<byte> target = stackalloc byte[LongestTarget];
        return _target.AsSpan().SequenceEqual(target[..ReadTarget(target)]);
    }

    private int ReadTarget(Span<byte> target)
    {
        try
        {
            return _descriptor.Length == 0 ? 0 : (int)Math.Max(0, ReadLink(ref MemoryMarshal.GetArrayDataReference(_descriptor), ref MemoryMarshal.GetReference(target), target.Length));
        }
        catch (Exception fault) when (fault is DllNotFoundException or EntryPointNotFoundException)
        {
            return 0;
        }
    }

    [LibraryImport("libc", EntryPoint = "readlink")]
    private static partial nint ReadLink(ref byte path, ref byte target, nint length);
}
