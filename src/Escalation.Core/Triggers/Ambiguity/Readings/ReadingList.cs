using System.Globalization;
using System.Text.Json;
using Escalation.Decisions;

namespace Escalation.Triggers.Ambiguity.Readings;

/// <summary>Reads the reply of a model that was asked to list the readings of a request: <c>[{"text": "…", "score": 0.7}, {"text": "…", "score": 0.2}]</c>.</summary>
/// <remarks>
/// Read strictly, for the model has seen the user's text and may say whatever that made it say: one JSON array and nothing around it; 1 to <see cref="MaximumReadings"/> objects with
/// the members <c>text</c> and <c>score</c>, neither twice, and no other; texts that say something, no two of them alike but for case and white space; scores in [0, 1] for all or for none.
/// What is otherwise is refused as a whole. Scores need not sum to 1. Pure.
/// </remarks>
public static class ReadingList
{
    /// <summary>The most readings.</summary>
    public const int MaximumReadings = 64;

    /// <summary>The longest reply, in UTF-16 code units.</summary>
    public const int MaximumLength = 100_000;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 2, AllowDuplicateProperties = false };

    /// <summary>Reads a reply.</summary>
    /// <param name="json">The reply.</param>
    /// <exception cref="ReadingListFormatException">Thrown when the reply is null or no such list.</exception>
    public static IReadOnlyList<Interpretation> Parse(string? json)
    {
        if (json is null || json.Length > MaximumLength)
        {
            throw new ReadingListFormatException(string.Create(CultureInfo.InvariantCulture, $"The reply must have at most {MaximumLength} characters, but {(json is null ? "is null" : $"has {json.Length}")}."));
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            return Read(document.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            // Without the cause, whose message may quote the reply.
            throw new ReadingListFormatException("The reply is no JSON array of objects.");
        }
    }

    private static List<Interpretation> Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Array || root.GetArrayLength() is 0 or > MaximumReadings)
        {
            throw new ReadingListFormatException($"The reply must be an array of 1 to {MaximumReadings} readings.");
        }

        var readings = new List<Interpretation>(root.GetArrayLength());
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (JsonElement element in root.EnumerateArray())
        {
            Interpretation reading = ReadOne(element, readings.Count);
            if (!known.Add(string.Join(' ', reading.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))))
            {
                throw Wrong(readings.Count, "repeats another one");
            }

            if (readings.Count > 0 && readings[0].Score.HasValue != reading.Score.HasValue)
            {
                throw Wrong(readings.Count, "must have a score if and only if the others have");
            }

            readings.Add(reading);
        }

        return readings;
    }

    private static Interpretation ReadOne(JsonElement element, int index)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(index, "is no object");
        }

        string? text = null;
        double? score = null;
        foreach (JsonProperty member in element.EnumerateObject())
        {
            if (member.NameEquals("text") && member.Value.ValueKind == JsonValueKind.String)
            {
                text = member.Value.GetString();
            }
            else if (member.NameEquals("score") && member.Value.ValueKind == JsonValueKind.Number)
            {
                score = member.Value.GetDouble();
            }
            else
            {
                throw Wrong(index, "has a member that is neither a text nor a score");
            }
        }

        if (text is null || !text.Any(char.IsLetterOrDigit))
        {
            throw Wrong(index, "says nothing");
        }

        return score is null or (>= 0.0 and <= 1.0) ? new Interpretation(text, score) : throw Wrong(index, "has a score outside [0, 1]");
    }

    private static ReadingListFormatException Wrong(int index, string what) => new(string.Create(CultureInfo.InvariantCulture, $"Reading {index + 1} {what}."));
}
