using System.Globalization;
using System.Text.Json;

namespace Escalation.Auditing;

/// <summary>What is to be recorded: a kind, the id of the turn it belongs to, and data. Sequence, time and hashes come from the log.</summary>
/// <remarks>Immutable.</remarks>
public sealed class AuditEntry
{
    /// <summary>The longest id in UTF-16 units.</summary>
    public const int MaximumIdLength = 256;

    private readonly Action<Utf8JsonWriter>? _writeData;

    /// <summary>Creates an entry.</summary>
    /// <param name="kind">What it tells.</param>
    /// <param name="id">The id of the turn it belongs to, or null.</param>
    /// <param name="writeData">Writes the members of the record's <c>data</c> object; null leaves it empty. It should write codes and numbers, never content.</param>
    /// <exception cref="ArgumentException">Thrown when the id is blank, longer than <see cref="MaximumIdLength"/> or not well-formed UTF-16.</exception>
    public AuditEntry(AuditKind kind, string? id, Action<Utf8JsonWriter>? writeData = null)
    {
        if (id is not null)
        {
            RequireId(id, nameof(id));
        }

        Kind = kind;
        Id = id;
        _writeData = writeData;
    }

    /// <summary>What it tells.</summary>
    public AuditKind Kind { get; }

    /// <summary>The id of the turn it belongs to.</summary>
    public string? Id { get; }

    /// <summary>A lone surrogate has no UTF-8, so that two ids would be one in the log.</summary>
    /// <exception cref="ArgumentException">Thrown when the id is blank, too long or ill-formed.</exception>
    internal static void RequireId(string id, string parameter)
    {
        if (string.IsNullOrWhiteSpace(id) || id.Length > MaximumIdLength)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"An id must hold 1 to {MaximumIdLength} characters and not be blank, but holds {id.Length}."), parameter);
        }

        int lone = LoneSurrogate(id);
        if (lone >= 0)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"An id must be well-formed UTF-16, but its character {lone} is the lone surrogate U+{(int)id[lone]:X4}."), parameter);
        }
    }

    private static int LoneSurrogate(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return i;
            }

            i++;
        }

        return -1;
    }

    internal void WriteData(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("data");
        _writeData?.Invoke(writer);
        writer.WriteEndObject();
    }
}
