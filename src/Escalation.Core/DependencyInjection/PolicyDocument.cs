using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Options;

namespace Escalation.DependencyInjection;

/// <summary>A policy as a JSON document of its own: what a section of configuration holds, for example <c>{"loops": {"exactRepeats": 4, "tools": {"poll": {"polling": true}}}}</c>.</summary>
/// <remarks>
/// Read by the binder of configuration, so that both take the same names, in upper and lower case alike, and mean the same. As strict, too: what is
/// unknown, doubled, empty, of another type or out of range is refused. Comments, trailing commas and a byte-order mark are tolerated. Immutable but for its options.
/// </remarks>
public sealed class PolicyDocument
{
    private const string Root = "policy";

    private static readonly JsonDocumentOptions Tolerant = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private PolicyDocument(EscalationOptions options, IReadOnlyList<string> sections)
    {
        Options = options;
        Sections = sections;
    }

    /// <summary>What the document says, validated. Files that it names are not opened.</summary>
    public EscalationOptions Options { get; }

    /// <summary>The names of its sections, in the document's order and spelling; the version is none.</summary>
    public IReadOnlyList<string> Sections { get; }

    /// <summary>Reads a document.</summary>
    /// <param name="utf8Json">The document, UTF-8.</param>
    /// <exception cref="FormatException">Thrown when the document is no such policy; the message names the option by its path under <c>policy</c>.</exception>
    public static PolicyDocument Parse(ReadOnlyMemory<byte> utf8Json)
    {
        ReadOnlyMemory<byte> body = utf8Json.Span.StartsWith("\uFEFF"u8) ? utf8Json[3..] : utf8Json;
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, Tolerant);
            var values = new MemoryConfigurationSource { InitialData = JsonValues.Of(document.RootElement, Root) };
            using var configuration = new ConfigurationRoot([new MemoryConfigurationProvider(values)]);
            var options = new EscalationOptions();
            OptionsBinding.Bind(configuration.GetSection(Root), options);
            RequireValid(options);
            return new PolicyDocument(options, [.. SectionsOf(document.RootElement)]);
        }
        catch (JsonException fault)
        {
            throw new FormatException($"The policy is no valid JSON: {fault.Message}", fault);
        }
        catch (InvalidOperationException fault)
        {
            throw new FormatException($"The policy cannot be used: {fault.Message}", fault);
        }
    }

    private static void RequireValid(EscalationOptions options)
    {
        ValidateOptionsResult result = new EscalationOptionsValidator().Validate(name: null, options);
        if (result.Failed)
        {
            throw new FormatException($"The policy cannot be used: {result.FailureMessage}");
        }
    }

    private static IEnumerable<string> SectionsOf(JsonElement root) =>
        root.EnumerateObject().Select(member => member.Name).Where(name => !name.Equals(nameof(EscalationOptions.Version), StringComparison.OrdinalIgnoreCase));
}
