using System.Text.Json;
using System.Text.RegularExpressions;

namespace Escalation.Core.Tests.Handoff;

/// <summary>Checks documents against the part of JSON Schema 2020-12 that our schema uses. A keyword it does not know is an error, so that no rule is passed over.</summary>
internal sealed class JsonSchemaChecker : IDisposable
{
    private readonly JsonDocument _schema;

    internal JsonSchemaChecker(string schema) => _schema = JsonDocument.Parse(schema);

    internal JsonElement Root => _schema.RootElement;

    public void Dispose() => _schema.Dispose();

    internal bool Accepts(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return Accepts(_schema.RootElement, document.RootElement);
    }

    private bool Accepts(JsonElement schema, JsonElement value) => schema.EnumerateObject().All(rule => rule.Name switch
    {
        "$schema" or "$id" or "$defs" or "title" or "description" => true,
        "$ref" => Accepts(Resolve(rule.Value.GetString()!), value),
        "type" => IsOfType(value, rule.Value.GetString()!),
        "const" => JsonElement.DeepEquals(rule.Value, value),
        "enum" => rule.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)),
        "anyOf" => rule.Value.EnumerateArray().Any(one => Accepts(one, value)),
        "required" => value.ValueKind != JsonValueKind.Object || rule.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
        "properties" => value.ValueKind != JsonValueKind.Object || rule.Value.EnumerateObject().All(one => !value.TryGetProperty(one.Name, out JsonElement member) || Accepts(one.Value, member)),
        "additionalProperties" => value.ValueKind != JsonValueKind.Object || value.EnumerateObject().All(member => IsDeclared(schema, member.Name) || (rule.Value.ValueKind == JsonValueKind.Object && Accepts(rule.Value, member.Value))),
        "items" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().All(element => Accepts(rule.Value, element)),
        "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= rule.Value.GetInt32(),
        "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= rule.Value.GetDouble(),
        "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() <= rule.Value.GetDouble(),
        "exclusiveMinimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() > rule.Value.GetDouble(),
        "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, rule.Value.GetString()!, RegexOptions.ECMAScript),
        _ => throw new NotSupportedException($"Keyword {rule.Name}."),
    });

    private static bool IsDeclared(JsonElement schema, string name) => schema.TryGetProperty("properties", out JsonElement declared) && declared.TryGetProperty(name, out _);

    private JsonElement Resolve(string reference) => Root.GetProperty("$defs").GetProperty(reference["#/$defs/".Length..]);

    private static bool IsOfType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && Math.Floor(number) == number,
        _ => throw new NotSupportedException($"Type {type}."),
    };
}
