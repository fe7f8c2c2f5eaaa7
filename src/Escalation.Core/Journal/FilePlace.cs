using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Escalation.Journal;

/// <summary>Whether a file's name still leads to the file that was opened by it.</summary>
internal sealed class FilePlace
{
    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly FileInfo? _descriptor;
    private readonly string? _target;

    internal FilePlace(string path, SafeFileHandle file)
    {
        _path = path;
        _file = file;
        var descriptor = new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{file.DangerousGetHandle()}"));
        if (OperatingSystem.IsLinux() && descriptor.LinkTarget is { } target)
        {
            (_descriptor, _target) = (descriptor, target);
        }
    }

    /// <summary>
    /// On Linux the kernel itself says where an open file is now: a removed or replaced one is marked, a renamed one has another name. Elsewhere
    /// a file of the same length under the name is taken for the one that was opened.
    /// </summary>
    internal bool Holds()
    {
        if (_descriptor is null)
        {
            var named = new FileInfo(_path);
            return named.Exists && named.Length == RandomAccess.GetLength(_file);
        }

        _descriptor.Refresh();
        return string.Equals(_descriptor.LinkTarget, _target, StringComparison.Ordinal);
    }
}
