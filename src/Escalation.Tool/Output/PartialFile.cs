namespace Escalation.Tool.Output;

/// <summary>A long output under another name beside its target, until it is whole: readers see the old target or the new one, and a run that was cancelled can go on.</summary>
internal sealed class PartialFile : IDisposable
{
    internal const string Extension = ".partial";

    private readonly string _target;
    private bool _settled;

    private PartialFile(string target, string path, FileStream stream)
    {
        _target = target;
        Path = path;
        Stream = stream;
    }

    /// <summary>Where the part lies.</summary>
    internal string Path { get; }

    /// <summary>The part; read and written.</summary>
    internal FileStream Stream { get; }

    /// <summary>The name of the part of a target.</summary>
    internal static string PathFor(string target) => target + Extension;

    /// <summary>Opens the part, empty unless it shall go on.</summary>
    /// <exception cref="ToolException">Thrown when it cannot be opened or another run writes it, or the target is a folder or a device.</exception>
    internal static PartialFile Open(string target, bool resume)
    {
        string path = PathFor(target);
        if (Directory.Exists(target))
        {
            throw new ToolException($"{target}: is a directory, and a file was to be written");
        }

        try
        {
            if (AtomicFile.IsDevice(System.IO.Path.GetFullPath(target)))
            {
                throw new ToolException($"{target}: is a device, which the finished file would replace; without --out the scores go to standard output");
            }

            return new PartialFile(target, path, new FileStream(path, resume ? FileMode.OpenOrCreate : FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 1));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new ToolException($"{path}: cannot be written: {ErrorText.MessageOf(exception)}", exception);
        }
    }

    /// <summary>Puts the whole file in the place of the target.</summary>
    internal void Complete()
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        File.Move(Path, _target, overwrite: true);
        _settled = true;
    }

    /// <summary>Leaves the part where it is, for a later run.</summary>
    internal void Keep() => _settled = true;

    /// <summary>Deletes a part that is neither complete nor kept.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        if (!_settled)
        {
            File.Delete(Path);
        }
    }
}
