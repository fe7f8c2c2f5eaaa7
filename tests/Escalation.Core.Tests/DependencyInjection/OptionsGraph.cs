using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Escalation.Core.Tests.DependencyInjection;

/// <summary>Options by reflection, so that a new option takes part in the tests by itself: a document that sets each to something else than its default, and a dump that compares.</summary>
internal static class OptionsGraph
{
    /// <summary>A JSON object with every option of the type in camel case, none at its default. A type within itself is left out.</summary>
    internal static JsonObject Document(Type type, params Type[] outer)
    {
        object defaults = Activator.CreateInstance(type)!;
        Type[] path = [.. outer, type];
        return new JsonObject(Properties(type).Where(property => !Array.Exists(path, property.PropertyType.Equals) && !property.PropertyType.GenericTypeArguments.Any(path.Contains))
            .Select(property => KeyValuePair.Create(JsonNamingPolicy.CamelCase.ConvertName(property.Name), Value(property.PropertyType, property.GetValue(defaults), path))));
    }

    /// <summary>The paths of all options below the object and their values, sorted.</summary>
    internal static IEnumerable<string> Dump(object? value, string path = "") => value switch
    {
        null => [],
        string or ValueType => [string.Create(CultureInfo.InvariantCulture, $"{path} = {value}")],
        IDictionary entries => entries.Keys.Cast<string>().Order(StringComparer.Ordinal).SelectMany(key => Dump(entries[key], $"{path}:{key}")),
        IEnumerable elements => elements.Cast<object>().SelectMany((element, index) => Dump(element, string.Create(CultureInfo.InvariantCulture, $"{path}:{index}"))),
        _ => Properties(value.GetType()).SelectMany(property => Dump(property.GetValue(value), $"{path}:{property.Name}")),
    };

    private static IEnumerable<PropertyInfo> Properties(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(property => property.Name, StringComparer.Ordinal);

    private static JsonNode? Value(Type declared, object? usual, Type[] path)
    {
        Type type = Nullable.GetUnderlyingType(declared) ?? declared;
        return type switch
        {
            _ when type == typeof(bool) => JsonValue.Create(!(bool)(usual ?? false)),
            _ when type == typeof(int) => JsonValue.Create((int)(usual ?? 0) + 1),
            _ when type == typeof(double) => JsonValue.Create((double)(usual ?? 0.0) + 0.25),
            _ when type == typeof(string) => JsonValue.Create("text"),
            _ when type == typeof(TimeSpan) => JsonValue.Create("00:07:00"),
            _ when type.IsEnum => JsonValue.Create(Enum.GetNames(type).Last(name => name != usual?.ToString())),
            { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(IDictionary<,>) => new JsonObject { ["aName"] = Value(type.GenericTypeArguments[1], null, path) },
            { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(IList<>) => new JsonArray(Value(type.GenericTypeArguments[0], null, path), Value(type.GenericTypeArguments[0], null, path)),
            _ => Document(type, path),
        };
    }
}
