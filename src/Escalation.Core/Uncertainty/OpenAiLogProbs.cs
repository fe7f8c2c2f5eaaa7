using System.Globalization;
using System.Text;
using System.Text.Json;
using Escalation.Decisions;

namespace Escalation.Uncertainty;

/// <summary>Reads token log-probabilities in the JSON that OpenAI's chat completions return, and that vLLM, Azure and others return in their place.</summary>
/// <remarks>
/// Accepted is the whole response, one element of its <c>choices</c>, a <c>logprobs</c> object, or its <c>content</c> array. Numbers must be finite; the sentinel -9999 passes
/// and is interpreted later (see <see cref="LogProbability.SentinelCeiling"/>). An alternative that stands in a list twice, by its bytes or by its text where there are none,
/// counts once: the first is kept. Other members are ignored, but a member that stands twice is refused. Linear; safe for concurrent use.
/// </remarks>
public static class OpenAiLogProbs
{
    /// <summary>The most tokens of one answer.</summary>
    public const int MaximumTokens = 1_000_000;

    private const int LongestQuoted = 32;
    private const string Content = "content";
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>Reads the log-probabilities of an answer.</summary>
    /// <param name="utf8Json">The JSON text in UTF-8, with or without a byte order mark.</param>
    /// <param name="choice">Which of the response's choices to read, from 0; ignored unless the JSON is a whole response.</param>
    /// <returns>The tokens in order; null when the response carries no log-probabilities, because none were asked for or the answer is a refusal.</returns>
    /// <exception cref="LogProbFormatException">Thrown when the text is no JSON, has not the shape described, or holds a number that is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="choice"/> is negative.</exception>
    public static IReadOnlyList<TokenLogProb>? Read(ReadOnlyMemory<byte> utf8Json, int choice = 0)
    {
        Guard.AtLeast(choice, 0);
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        if (utf8Json.Span.StartsWith(mark))
        {
            utf8Json = utf8Json[mark.Length..];
        }

        try
        {
            using var document = JsonDocument.Parse(utf8Json, Strict);
            return Find(document.RootElement, choice) is { } content ? Tokens(content) : null;
        }
        catch (JsonException exception)
        {
            throw new LogProbFormatException("The log-probabilities are not valid JSON: " + exception.Message, exception);
        }
    }

    private static JsonElement? Find(JsonElement element, int choice)
    {
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("choices", out JsonElement choices))
        {
            Require(choices, JsonValueKind.Array, "choices");
            if (choice >= choices.GetArrayLength())
            {
                throw new LogProbFormatException(string.Create(CultureInfo.InvariantCulture, $"choice must be below the number of choices, {choices.GetArrayLength()}, but was {choice}."));
            }

            element = choices[choice];
            Require(element, JsonValueKind.Object, "choices[]");
        }

        if (element.ValueKind == JsonValueKind.Object && !element.TryGetProperty(Content, out _))
        {
            if (!element.TryGetProperty("logprobs", out element))
            {
                return null;
            }
        }

        if (element.ValueKind == JsonValueKind.Object && !element.TryGetProperty(Content, out element))
        {
            return null;
        }

        if (element.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        Require(element, JsonValueKind.Array, Content);
        return element;
    }

    private static TokenLogProb[] Tokens(JsonElement content)
    {
        int count = content.GetArrayLength();
        if (count > MaximumTokens)
        {
            throw new LogProbFormatException(string.Create(CultureInfo.InvariantCulture, $"content must hold at most {MaximumTokens} tokens, but holds {count}."));
        }

        var tokens = new TokenLogProb[count];
        List<TokenAlternative> listed = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        int at = 0;
        foreach (JsonElement element in content.EnumerateArray())
        {
            string where = string.Create(CultureInfo.InvariantCulture, $"content[{at}]");
            Require(element, JsonValueKind.Object, where);
            listed.Clear();
            seen.Clear();
            if (element.TryGetProperty("top_logprobs", out JsonElement top) && top.ValueKind != JsonValueKind.Null)
            {
                Require(top, JsonValueKind.Array, where + ".top_logprobs");
                foreach (JsonElement alternative in top.EnumerateArray())
                {
                    Require(alternative, JsonValueKind.Object, where + ".top_logprobs[]");
                    if (seen.Add(Identity(alternative, where)))
                    {
                        listed.Add(new TokenAlternative(Text(alternative, where), Number(alternative, where)));
                    }
                }
            }

            tokens[at++] = new TokenLogProb(Text(element, where), Number(element, where), listed.ToArray());
        }

        return tokens;
    }

    /// <summary>What tells tokens apart: parts of one character have equal texts, but never equal bytes.</summary>
    private static string Identity(JsonElement token, string where)
    {
        if (!token.TryGetProperty("bytes", out JsonElement bytes) || bytes.ValueKind != JsonValueKind.Array)
        {
            return "t" + Text(token, where);
        }

        var identity = new StringBuilder("b", 1 + bytes.GetArrayLength());
        foreach (JsonElement element in bytes.EnumerateArray())
        {
            identity.Append(element.ValueKind == JsonValueKind.Number && element.TryGetByte(out byte value)
                ? (char)value
                : throw new LogProbFormatException(where + ".top_logprobs[].bytes must hold whole numbers from 0 to 255."));
        }

        return identity.ToString();
    }

    private static string Text(JsonElement token, string where)
    {
        try
        {
            return Member(token, "token", JsonValueKind.String, where).GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw new LogProbFormatException(where + ".token is no valid text: " + exception.Message, exception);
        }
    }

    private static double Number(JsonElement token, string where)
    {
        JsonElement number = Member(token, "logprob", JsonValueKind.Number, where);
        return number.TryGetDouble(out double value) && double.IsFinite(value)
            ? value
            : throw new LogProbFormatException($"{where}.logprob must be a finite number, but was {Shortened(number.GetRawText())}.");
    }

    private static string Shortened(string number) => number.Length <= LongestQuoted ? number : number[..LongestQuoted] + "...";

    private static JsonElement Member(JsonElement token, string name, JsonValueKind kind, string where)
    {
        if (!token.TryGetProperty(name, out JsonElement member))
        {
            throw new LogProbFormatException($"{where} has no {name}.");
        }

        Require(member, kind, $"{where}.{name}");
        return member;
    }

    private static void Require(JsonElement element, JsonValueKind kind, string where)
    {
        if (element.ValueKind != kind)
        {
            throw new LogProbFormatException($"{where} must be of kind {kind}, but is {element.ValueKind}.");
        }
    }
}
