using System.Globalization;
using Escalation.Decisions;
using Escalation.Experiments.Data;
using Escalation.Prediction.Features;

namespace Escalation.Experiments.Predictors;

/// <summary>Mixtral on grade-school mathematics, with GPT-4 on the same problems: nothing is known of an answer but its text.</summary>
internal static class GsmTurns
{
    internal const string Marked = "has-final-answer";

    private const string Steps = "calculations";
    private const string Lines = "lines";
    private const string Numbers = "numbers-in-the-problem";
    private const string Large = "largest-number-digits";
    private const string Decimals = "decimals";
    private const string Fractions = "fractions-in-the-problem";

    internal static IReadOnlyList<LabelledTurn> Read(string folder)
    {
        using var file = new CsvFile(Path.Combine(folder, "cascade", "routellm_gsm8k.csv"));
        int prompt = file.Column("prompt");
        int weak = file.Column("weak_mixtral8x7b_correct");
        int strong = file.Column("strong_gpt4_correct");
        int response = file.Column("weak_response");
        var turns = new List<LabelledTurn>();
        while (file.Read())
        {
            string request = file.Text(prompt);
            string answer = file.Text(response);
            var turn = new AgentTurn { Request = request, Answer = answer, Attributes = Describe(request, answer) };
            turns.Add(new LabelledTurn(turn, file.Bit(weak), file.Bit(strong)));
        }

        return turns;
    }

    /// <summary>Length of both texts, whether the answer is marked as final, and counts that stand for how long and how fractional the calculation is.</summary>
    internal static IReadOnlyList<TurnFeature> Features() =>
    [
        TurnFeature.Of(TurnMeasure.LogAnswerLength), TurnFeature.Of(TurnMeasure.LogRequestLength), TurnFeature.Number(Marked), TurnFeature.Number(Steps), TurnFeature.Number(Lines),
        TurnFeature.Number(Numbers), TurnFeature.Number(Large), TurnFeature.Number(Decimals), TurnFeature.Number(Fractions),
    ];

    private static Dictionary<string, string> Describe(string request, string answer) => new(StringComparer.Ordinal)
    {
        [Marked] = answer.Contains("####", StringComparison.Ordinal) ? "1" : "0",
        [Steps] = Text(Occurrences(answer, "=")),
        [Lines] = Text(Occurrences(answer.Trim(), "\n")),
        [Numbers] = Text(Runs(request).Count),
        [Large] = Text(Runs(answer).DefaultIfEmpty(0).Max()),
        [Decimals] = Text(Occurrences(answer, ".") - Occurrences(answer, ". ") - Occurrences(answer, ".\n")),
        [Fractions] = Text(Occurrences(request, "/") + Occurrences(request, "%") + Occurrences(request, "half") + Occurrences(request, "third") + Occurrences(request, "quarter")),
    };

    private static string Text(int count) => Math.Log(1.0 + count).ToString("R", CultureInfo.InvariantCulture);

    private static int Occurrences(string text, string part)
    {
        int count = 0;
        for (int at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + part.Length, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }

    /// <summary>The lengths of the runs of digits.</summary>
    private static List<int> Runs(string text)
    {
        var runs = new List<int>();
        int length = 0;
        foreach (char c in text + " ")
        {
            if (char.IsAsciiDigit(c))
            {
                length++;
            }
            else if (length > 0)
            {
                runs.Add(length);
                length = 0;
            }
        }

        return runs;
    }
}
