using System.Globalization;
using Escalation.Decisions;
using Escalation.Statistics;

namespace PredictorFromCsv;

/// <summary>Simulated answers of a support agent: right less often when a token was unlikely, the request ambiguous or the topic tax.</summary>
internal static class PastAnswers
{
    private const string Header = "customer,topic,ambiguity,logprobs,right";

    private static readonly string[] Topics = ["billing", "shipping", "tax"];

    /// <summary>Writes a file. One answer in four has no stated ambiguity: nobody asked.</summary>
    public static void Simulate(string path, int rows, ulong seed)
    {
        var random = new SplitMix64(seed);
        using var writer = new StreamWriter(path);
        writer.WriteLine(Header);
        for (int i = 0; i < rows; i++)
        {
            string topic = Topics[random.NextBelow(Topics.Length)];
            double? ambiguity = random.NextBelow(4) == 0 ? null : random.NextUniform();
            double doubt = random.NextUniform();
            string[] logProbs = [.. Enumerable.Range(0, 8).Select(_ => (3.0 * doubt * Math.Log(random.NextUniform() + 0.01)).ToString("0.0000", CultureInfo.InvariantCulture)).Select(text => text.StartsWith('-') ? text : "0")];
            double logOdds = 3.5 - (4.0 * doubt) - (2.0 * (ambiguity ?? 0.3)) - (topic == "tax" ? 1.5 : 0.0);
            int right = random.NextUniform() < 1.0 / (1.0 + Math.Exp(-logOdds)) ? 1 : 0;
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"c{random.NextBelow(200)},{topic},{ambiguity:0.000},{string.Join(' ', logProbs)},{right}"));
        }
    }

    /// <summary>Reads a file; it has no quoted fields.</summary>
    public static IEnumerable<PastAnswer> Read(string path)
    {
        foreach ((string line, int number) in File.ReadLines(path).Select((line, i) => (line, i + 1)))
        {
            string[] fields = line.Split(',');
            if (fields.Length != 5 || (number == 1 && line != Header))
            {
                throw new InvalidDataException(FormattableString.Invariant($"{path}: line {number} must have the columns {Header}."));
            }

            if (number > 1)
            {
                yield return new PastAnswer(fields[0], Turn(fields[1], fields[2], [.. fields[3].Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))]), fields[4] == "1");
            }
        }
    }

    /// <summary>Turns to decide about.</summary>
    public static IEnumerable<(string What, AgentTurn Turn)> Today()
    {
        yield return ("sure of a clear request", Turn("billing", "0.05", -0.01, -0.02, -0.01));
        yield return ("sure of an ambiguous one", Turn("billing", "0.95", -0.3, -0.4, -0.5));
        yield return ("unsure", Turn("shipping", "0.1", -2.5, -6.0, -3.0));
        yield return ("tax", Turn("tax", "", -0.4, -0.9, -0.2));
        yield return ("no log-probabilities", Turn("billing", "0.05"));
        yield return ("log-probability is NaN", Turn("billing", "0.05", -0.01, double.NaN));
    }

    private static AgentTurn Turn(string topic, string ambiguity, params double[] logProbs) => new()
    {
        LogProbs = [.. logProbs.Select(logProb => new TokenLogProb("", logProb))],
        Attributes = new Dictionary<string, string> { ["topic"] = topic, ["ambiguity"] = ambiguity },
    };
}
