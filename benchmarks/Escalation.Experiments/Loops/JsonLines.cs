using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace Escalation.Experiments.Loops;

/// <summary>Reads gzipped JSON Lines; what is not as expected is refused with its line.</summary>
internal static class JsonLines
{
    /// <exception cref="ExperimentException">Thrown when a line is not as expected or there is none.</exception>
    /// <exception cref="IOException">Thrown when the file cannot be read.</exception>
    internal static IReadOnlyList<T> Read<T>(string path, Func<JsonElement, T> read)
    {
        using var reader = new StreamReader(new GZipStream(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read), CompressionMode.Decompress));
        var items = new List<T>();
        while (ReadLine(reader, path) is { } line)
        {
            try
            {
                using JsonDocument document = JsonDocument.Parse(line);
                items.Add(read(document.RootElement));
            }
            catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
            {
                throw new ExperimentException(string.Create(CultureInfo.InvariantCulture, $"{path}: line {items.Count + 1} is not as expected: {fault.Message}"), fault);
            }
        }

        return items.Count > 0 ? items : throw new ExperimentException($"{path}: the file is empty");
    }

    private static string? ReadLine(StreamReader reader, string path)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (InvalidDataException fault)
        {
            throw new ExperimentException($"{path}: not a gzip file, or damaged: {fault.Message}", fault);
        }
    }
}
