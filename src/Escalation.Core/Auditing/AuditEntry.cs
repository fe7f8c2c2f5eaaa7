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
    /// <exception cref="ArgumentException">Thrown when the id is blank or longer than <see cref="MaximumIdLength"/>.</exception>
    public AuditEntry(AuditKind kind, string? id, Action<Utf8JsonWriter>? writeData = null)
    {
        if (id is not null && (string.IsNullOrWhiteSpace(id) || id.Length > MaximumIdLength))
        {
            throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"id must hold 1 to {MaximumIdLength} characters, but holds {id.Length}."), nameof(id));
        }

        Kind = kind;
        Id = id;
        _writeData = writeData;
    }

    /// <summary>What it tells.</summary>
    public AuditKind Kind { get; }

    /// <summary>The id of the turn it belongs to.</summary>
    public string? Id { get; }

    internal void WriteData(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("data");
        _writeData?.Invoke(writer);
        writer.WriteEndObject();
    }
}
