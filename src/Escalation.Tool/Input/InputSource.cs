using System.Text;
using Escalation.Tool.Output;

namespace Escalation.Tool.Input;

/// <summary>Opens what the user named: a file, possibly compressed, or standard input.</summary>
internal static class InputSource
{
    /// <summary>The name that stands for standard input.</summary>
    internal const string StandardInput = "-";

    private const int SniffedBytes = 4_096;
    private const byte GzipFirst = 0x1f;
    private const byte GzipSecond = 0x8b;

    /// <summary>How the source is called in messages.</summary>
    internal static string NameOf(string path) => path == StandardInput ? "standard input" : path;

    /// <summary>Opens the decompressed bytes.</summary>
    /// <exception cref="ToolException">Thrown when there is no such file, it is a directory or it cannot be opened.</exception>
    internal static LookaheadStream Open(string path, ToolConsole console)
    {
        if (path == StandardInput)
        {
            var input = new LookaheadStream(console.Input);
            return IsGzip(input.Peek(2)) ? new LookaheadStream(Decompressed(input)) : input;
        }

        return new LookaheadStream(HasGzipName(path) ? OpenCompressed(path) : OpenFile(path, FileShare.Read));
    }

    /// <summary>A damaged file is found by reading all of it before the first row counts: half of a row must not be blamed for the missing rest.</summary>
    private static GzipInput OpenCompressed(string path)
    {
        using (var whole = new GzipInput(OpenFile(path, FileShare.Read)))
        {
            whole.CopyTo(Stream.Null);
        }

        return new GzipInput(OpenFile(path, FileShare.Read));
    }

    private static MemoryStream Decompressed(Stream compressed)
    {
        using var input = new GzipInput(compressed);
        var content = new MemoryStream();
        input.CopyTo(content);
        content.Position = 0;
        return content;
    }

    private static bool HasGzipName(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>Opens bytes that are read more than once; a file may be in use by a writer.</summary>
    /// <exception cref="ToolException">Thrown when there is no such file, it is a directory or it cannot be opened.</exception>
    internal static Stream OpenSeekable(string path, ToolConsole console)
    {
        if (path != StandardInput && !HasGzipName(path))
        {
            return OpenFile(path, FileShare.ReadWrite | FileShare.Delete);
        }

        using LookaheadStream source = Open(path, console);
        var copy = new MemoryStream();
        source.CopyTo(copy);
        copy.Position = 0;
        return copy;
    }

    /// <summary>Strict UTF-8 text over an open source; a byte order mark is skipped.</summary>
    internal static StreamReader Text(Stream stream) =>
        new(new Utf8Input(stream), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, bufferSize: 65_536);

    /// <summary>The whole text of a source, for documents that are read at once.</summary>
    /// <exception cref="ToolException">Thrown when the source cannot be read or is not UTF-8.</exception>
    internal static string ReadAllText(string path, ToolConsole console) => Guarded(path, () =>
    {
        using StreamReader reader = Text(Open(path, console));
        return reader.ReadToEnd();
    });

    /// <summary>The format by the file's name, or by the first character that is not white space when the name does not tell: <c>{</c> means JSON Lines.</summary>
    internal static TableFormat FormatOf(string path, LookaheadStream stream)
    {
        string name = HasGzipName(path) ? path[..^3] : path;
        if (path != StandardInput && name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
        {
            return TableFormat.Csv;
        }

        if (path != StandardInput && name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase))
        {
            return TableFormat.JsonLines;
        }

        ReadOnlySpan<byte> start = stream.Peek(SniffedBytes);
        if (start.StartsWith(Encoding.UTF8.Preamble))
        {
            start = start[Encoding.UTF8.Preamble.Length..];
        }

        return start.TrimStart(" \t\r\n"u8) is [(byte)'{', ..] ? TableFormat.JsonLines : TableFormat.Csv;
    }

    /// <summary>Runs a reader and turns the faults of files, compression and encoding into messages that name the source.</summary>
    internal static T Guarded<T>(string path, Func<T> read)
    {
        string name = NameOf(path);
        try
        {
            return read();
        }
        catch (InvalidDataException exception)
        {
            throw new ToolException($"{name}: not a complete gzip file", exception);
        }
        catch (DecoderFallbackException exception)
        {
            throw new ToolException($"{name}: not UTF-8 text: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"{name}: cannot be read: {exception.Message}", exception);
        }
    }

    private static FileStream OpenFile(string path, FileShare share)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
        {
            throw new ToolException($"{ErrorText.Quote(path)} is not a path");
        }

        if (Directory.Exists(path))
        {
            throw new ToolException($"{path}: is a directory, and a file was expected");
        }

        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, share);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ToolException($"{path}: no such file", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new ToolException($"{path}: may not be read", exception);
        }
    }

    private static bool IsGzip(ReadOnlySpan<byte> start) => start is [GzipFirst, GzipSecond, ..];
}
