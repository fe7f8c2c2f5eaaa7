using Escalation.Tool.Output;

namespace Escalation.Tool.Input;

/// <summary>Where a path leads, so that two names of one file are recognised.</summary>
internal static class RealPath
{
    private const int MostLinks = 64;

    private static readonly StringComparison Comparison = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>Whether two paths lead to the same place; neither has to exist.</summary>
    /// <exception cref="ToolException">Thrown when one is not a path, or its links lead in a circle.</exception>
    internal static bool Same(string first, string second) => string.Equals(Of(first), Of(second), Comparison);

    /// <summary>The full path without links, those of folders on the way included.</summary>
    /// <exception cref="ToolException">Thrown when it is not a path, or its links lead in a circle.</exception>
    internal static string Of(string path)
    {
        try
        {
            int links = 0;
            return Resolve(Path.GetFullPath(path), ref links);
        }
        catch (ArgumentException exception)
        {
            throw new ToolException($"{ErrorText.Quote(path)} is not a path", exception);
        }
        catch (IOException exception)
        {
            throw new ToolException($"{path}: cannot be followed: {exception.Message}", exception);
        }
    }

    private static string Resolve(string full, ref int links)
    {
        if (Path.GetDirectoryName(full) is not { } parent || Path.GetFileName(full) is not { Length: > 0 } name)
        {
            return full;
        }

        string folder = Resolve(parent, ref links);
        string here = Path.Combine(folder, name);
        FileSystemInfo entry = Directory.Exists(here) ? new DirectoryInfo(here) : new FileInfo(here);
        if (entry.LinkTarget is not { } target)
        {
            return here;
        }

        return ++links <= MostLinks ? Resolve(Path.GetFullPath(target, folder), ref links) : throw new IOException("its links lead in a circle");
    }
}
