using System.Globalization;
using Escalation.Decisions;
using Escalation.Experiments.Data;
using Escalation.Prediction.Features;
using Escalation.Uncertainty;

namespace Escalation.Experiments.Predictors;

/// <summary>LLaMA-13B on 14 subjects of MMLU, with GPT-4 on the same questions: option probabilities over ten prompts as the log-probabilities of one token.</summary>
internal static class MmluTurns
{
    private const string Subject = "subject";
    private const string Spread = "prompt-spread";
    private const string Votes = "prompt-vote-share";
    private const string Top = "top-probability";
    private const string Margin = "top-margin";

    private static readonly string[] Names = ["A", "B", "C", "D"];

    internal static LabelSet Options { get; } = new([.. Names.Select(letter => (letter, new[] { letter }))]);

    internal static IReadOnlyList<LabelledTurn> Read(string folder)
    {
        using var file = new CsvFile(Path.Combine(folder, "cascade", "mmlu_llama13b_probs_mixtral_gpt4.csv"));
        int[] options = [.. Names.Select(letter => file.Column($"p_mean_{letter}"))];
        int subject = file.Column("subject");
        int spread = file.Column("p_sd_top");
        int votes = file.Column("prompt_vote_share");
        int weak = file.Column("weak_llama13b_correct");
        int strong = file.Column("strong_gpt4_correct");
        var turns = new List<LabelledTurn>();
        while (file.Read())
        {
            TokenAlternative[] listed = [.. options.Select((column, i) => new TokenAlternative(Names[i], Math.Log(file.Probability(column))))];
            TokenAlternative best = listed.MaxBy(option => option.LogProb);
            double second = listed.Select(option => option.LogProb).OrderDescending().ElementAt(1);
            var turn = new AgentTurn
            {
                Answer = best.Token,
                LogProbs = [new TokenLogProb(best.Token, best.LogProb, listed)],
                Attributes = new Dictionary<string, string>(StringComparer.Ordinal) { [Subject] = file.Text(subject), [Spread] = file.Text(spread), [Votes] = file.Text(votes), [Top] = Text(Math.Exp(best.LogProb)), [Margin] = Text(Math.Exp(best.LogProb) - Math.Exp(second)) },
            };
            turns.Add(new LabelledTurn(turn, file.Bit(weak), file.Bit(strong)));
        }

        return turns;
    }

    /// <summary>The five numbers of the reference: largest probability, margin, entropy, spread over prompts, share of votes.</summary>
    internal static IReadOnlyList<TurnFeature> Numbers() =>
    [
        TurnFeature.Number(Top), TurnFeature.Number(Margin), TurnFeature.Of(LabelMeasure.Entropy, Options), TurnFeature.Number(Spread), TurnFeature.Number(Votes),
    ];

    /// <summary>The same with log-odds and log-margin in place of probabilities.</summary>
    internal static IReadOnlyList<TurnFeature> LogNumbers() =>
    [
        TurnFeature.Of(LabelMeasure.LogOdds, Options), TurnFeature.Of(LabelMeasure.LogMargin, Options), TurnFeature.Of(LabelMeasure.Entropy, Options),
        TurnFeature.Number(Spread), TurnFeature.Number(Votes),
    ];

    /// <summary>The share of each letter and which one is the answer: what a model's liking for letters shows in.</summary>
    internal static IReadOnlyList<TurnFeature> Letters() => [TurnFeature.Of(LabelMeasure.LogShares, Options), TurnFeature.Of(LabelMeasure.Best, Options)];

    /// <summary>The subject.</summary>
    internal static TurnFeature SubjectOf(IReadOnlyList<LabelledTurn> turns) =>
        TurnFeature.OneOf(Subject, [.. turns.Select(turn => turn.Turn.Attributes![Subject]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
