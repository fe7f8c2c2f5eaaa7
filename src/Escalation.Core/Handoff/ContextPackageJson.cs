using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Escalation.Handoff;

/// <summary>Writes and reads context packages as versioned JSON, without loss.</summary>
/// <remarks>
/// <para>The form is canonical: equal packages give equal bytes. Numbers that are not finite are the strings <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>.</para>
/// <para>The rule of versions: readers refuse members they do not know, since a member passed over in silence may be the one that mattered; so every change of the members, optional
/// ones too, is a new version. The current one is written, it and every earlier one are read. What an earlier version lacks reads as absent.</para>
/// </remarks>
public static class ContextPackageJson
{
    /// <summary>The largest document that <see cref="Parse"/> reads, in bytes.</summary>
    public const int MaximumBytes = 64 * 1024 * 1024;

    private const string SchemaResource = "Escalation.Handoff.context-package.schema.json";

    private static readonly Lazy<string> LazySchema = new(ReadSchema);

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <summary>The JSON Schema (2020-12) of the current version, for readers in other languages; also <c>docs/context-package.schema.json</c>.</summary>
    /// <remarks>It says what a document may look like. Two rules are beyond it: no member comes twice, and the texts are well-formed Unicode.</remarks>
    public static string SchemaDocument => LazySchema.Value;

    /// <summary>Writes a package as UTF-8 JSON.</summary>
    /// <param name="package">The package.</param>
    public static byte[] ToUtf8Bytes(ContextPackage package)
    {
        ArgumentNullException.ThrowIfNull(package);
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            ContextPackageWriter.Write(writer, package);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="ToUtf8Bytes"/> wrote; unknown, missing and repeated members are refused.</summary>
    /// <param name="utf8Json">The document.</param>
    /// <exception cref="FormatException">Thrown when the document is not a context package of a known version; the message names the member.</exception>
    public static ContextPackage Parse(ReadOnlyMemory<byte> utf8Json)
    {
        if (utf8Json.Length > MaximumBytes)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"A context package has at most {MaximumBytes} bytes; this document has {utf8Json.Length}."));
        }

        if (utf8Json.Span.StartsWith(ByteOrderMark))
        {
            throw new FormatException("The document begins with a byte order mark; save it as UTF-8 without one.");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8Json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return ContextPackageReader.Read(document.RootElement);
        }
        catch (JsonException fault)
        {
            // Not as the inner exception: its message may quote the document.
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"Not a context package: malformed JSON at line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}."));
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"Not a context package: {fault.GetType().Name}.");
        }
    }

    /// <summary>SHA-256 of a package's content as 64 lower-case hex digits. The moment, the deadline and the trace do not count: packing the same turn again is the same content.</summary>
    /// <param name="package">The package.</param>
    public static string ContentSha256(ContextPackage package)
    {
        ArgumentNullException.ThrowIfNull(package);
        ContextPackage content = package with
        {
            CreatedAt = DateTimeOffset.UnixEpoch,
            Route = package.Route with { Deadline = null },
            Correlation = package.Correlation is { } ids ? ids with { TraceId = null } : null,
        };
        return Convert.ToHexStringLower(SHA256.HashData(ToUtf8Bytes(content)));
    }

    private static string ReadSchema()
    {
        using Stream stream = typeof(ContextPackageJson).Assembly.GetManifestResourceStream(SchemaResource)
            ?? throw new InvalidOperationException("The schema is not part of the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
