using Escalation.Probes;
using Escalation.Probes.Files;
using Escalation.Tool.Output;

namespace Escalation.Tool.Input;

/// <summary>Reads tensor files and turns their faults into messages that name the file.</summary>
internal static class TensorInput
{
    internal static T Guarded<T>(string path, Func<T> read)
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
            return read();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ToolException($"{path}: no such file", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new ToolException($"{path}: may not be read", exception);
        }
        catch (Exception exception) when (exception is TensorFileException or ProbeMismatchException)
        {
            string message = ErrorText.MessageOf(exception).TrimEnd('.');
            throw new ToolException(message.Contains(path, StringComparison.Ordinal) ? message : $"{path}: {message}", exception);
        }
        catch (Exception exception) when (exception is ArgumentException or PlatformNotSupportedException or IOException)
        {
            throw new ToolException($"{path}: cannot be read: {ErrorText.MessageOf(exception).TrimEnd('.')}", exception);
        }
    }
}
