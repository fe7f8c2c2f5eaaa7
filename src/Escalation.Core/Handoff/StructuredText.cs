using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Escalation.Handoff;

/// <summary>Puts structured values, such as the arguments of a tool call, into bounded JSON text for an <see cref="Decisions.AgentStep"/>, whatever they hold.</summary>
/// <remarks>
/// <para>Written as they are: null, text, truth values, numbers (NaN and infinities as the strings <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>), times, GUIDs, URIs, enum members, JSON elements and nodes,
/// dictionaries and sequences. Everything else becomes a placeholder that says its type and why it is not there: <c>[object:My.Type]</c>, <c>[cycle:My.Type]</c>, <c>[depth:My.Type]</c>,
/// <c>[fault:My.Exception]</c> for one that threw, and <c>[more]</c> where the limit was reached. Objects are never reflected over, so nothing that nobody chose to show is shown.</para>
/// <para>Never throws. Linear in what is written; a sequence without end is read up to the limit. Pure.</para>
/// </remarks>
public static class StructuredText
{
    private const int MaximumDepth = 32;

    /// <summary>The value as JSON text.</summary>
    /// <param name="value">The value.</param>
    /// <param name="maximumCharacters">About how many characters of keys and values are written, at least 16; placeholders and punctuation may exceed it, by at most some hundred characters a level.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="maximumCharacters"/> is below 16.</exception>
    public static string Of(object? value, int maximumCharacters = 32 * 1024)
    {
        Guard.AtLeast(maximumCharacters, 16);
        var walk = new Walk(maximumCharacters);
        return walk.Node(value, 0)?.ToJsonString() ?? "null";
    }

    private sealed class Walk(int characters)
    {
        private readonly HashSet<object> _open = new(ReferenceEqualityComparer.Instance);
        private int _left = characters;

        internal JsonNode? Node(object? value, int depth)
        {
            try
            {
                return value is null ? null : Simple(value) ?? Structure(value, depth);
            }
            catch (Exception fault)
            {
                return Placeholder("fault", fault);
            }
        }

        private JsonNode? Simple(object value) => value switch
        {
            string text => Text(text),
            char c => Text(c.ToString()),
            bool truth => Charged(JsonValue.Create(truth)),
            double number => double.IsFinite(number) ? Charged(JsonValue.Create(number)) : Text(number.ToString(CultureInfo.InvariantCulture)),
            float number => float.IsFinite(number) ? Charged(JsonValue.Create(number)) : Text(number.ToString(CultureInfo.InvariantCulture)),
            int number => Charged(JsonValue.Create(number)),
            long number => Charged(JsonValue.Create(number)),
            ulong number => Charged(JsonValue.Create(number)),
            decimal number => Charged(JsonValue.Create(number)),
            byte or sbyte or short or ushort or uint => Charged(JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture))),
            DateTime or DateTimeOffset or DateOnly or TimeOnly => Text(((IFormattable)value).ToString("O", CultureInfo.InvariantCulture)),
            TimeSpan or Guid or Enum => Text(value.ToString()!),
            Uri address => Text(address.OriginalString),
            JsonElement element => Text(element.GetRawText(), element),
            JsonNode node => Text(node.ToJsonString(), node.DeepClone()),
            _ => null,
        };

        private JsonNode Structure(object value, int depth)
        {
            if (value is not (IDictionary or IEnumerable))
            {
                return Placeholder("object", value);
            }

            if (depth >= MaximumDepth)
            {
                return Placeholder("depth", value);
            }

            if (!value.GetType().IsValueType && !_open.Add(value))
            {
                return Placeholder("cycle", value);
            }

            try
            {
                return value switch
                {
                    IDictionary dictionary => Members(Pairs(dictionary), depth),
                    IEnumerable<KeyValuePair<string, object?>> pairs => Members(pairs, depth),
                    IEnumerable<KeyValuePair<string, string>> pairs => Members(pairs.Select(pair => KeyValuePair.Create(pair.Key, (object?)pair.Value)), depth),
                    _ => Elements((IEnumerable)value, depth),
                };
            }
            finally
            {
                _open.Remove(value);
            }
        }

        private static IEnumerable<KeyValuePair<string, object?>> Pairs(IDictionary dictionary)
        {
            foreach (DictionaryEntry entry in dictionary)
            {
                yield return KeyValuePair.Create(entry.Key as string ?? Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "", entry.Value);
            }
        }

        private JsonObject Members(IEnumerable<KeyValuePair<string, object?>> pairs, int depth)
        {
            var members = new JsonObject();
            foreach ((string name, object? value) in pairs)
            {
                if (_left <= 0)
                {
                    members["[more]"] = "[more]";
                    break;
                }

                members[Take(name)] = Node(value, depth + 1);
            }

            return members;
        }

        private JsonArray Elements(IEnumerable sequence, int depth)
        {
            var elements = new JsonArray();
            foreach (object? element in sequence)
            {
                if (_left <= 0)
                {
                    elements.Add((JsonNode?)JsonValue.Create("[more]"));
                    break;
                }

                _left--;
                elements.Add(Node(element, depth + 1));
            }

            return elements;
        }

        private JsonValue Text(string text) => JsonValue.Create(Take(text));

        /// <summary>JSON that is there already is taken as a whole, or as the beginning of its text.</summary>
        private JsonNode? Text(string raw, JsonElement element) => raw.Length <= _left ? Charged(JsonNode.Parse(element.GetRawText()), raw.Length) : Text(raw);

        private JsonNode? Text(string raw, JsonNode node) => raw.Length <= _left ? Charged(node, raw.Length) : Text(raw);

        private string Take(string text)
        {
            int length = Math.Min(text.Length, Math.Max(0, _left));
            length = length > 0 && length < text.Length && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
            _left -= Math.Max(1, length);
            return length == text.Length ? TextBudget.Repair(text) : $"{TextBudget.Repair(text[..length])}[more]";
        }

        private JsonNode? Charged(JsonNode? node, int characters = 8)
        {
            _left -= characters;
            return node;
        }

        private JsonValue Placeholder(string why, object value)
        {
            _left--;
            return JsonValue.Create($"[{why}:{value.GetType().FullName ?? value.GetType().Name}]");
        }
    }
}
