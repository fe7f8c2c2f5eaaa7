using Escalation.Decisions;
using Escalation.Tests.Shared;
using Escalation.Triggers.Sensitivity;

namespace Escalation.Core.Tests.Triggers.Sensitivity;

/// <summary>Folding must not find words in honest text of any language: at most one hit in a thousand texts that a plain search does not find.</summary>
public class BenignTextTests
{
    private const double MostFalse = 0.001;
    private static readonly SensitiveTopic[] Topics = [.. SensitiveTopics.All];
    private static readonly KeywordTrigger Folding = new("k", Topics);
    private static readonly KeywordTrigger CaseOnly = new("k", Topics, new KeywordOptions { Folding = KeywordFolding.CaseOnly });

    [Fact]
    public void Nothing_is_found_in_harmless_sentences_of_many_scripts()
    {
        string[] found = [.. BenignTexts.All.Where(text => Folding.Evaluate(new AgentTurn { Request = text }).Fired)];
        Assert.True(found.Length <= MostFalse * BenignTexts.All.Count, string.Join(" | ", found));
    }

    [DataFact("intents/clinc150_full.csv")]
    public void Folding_finds_hardly_more_than_a_plain_search_in_real_requests()
    {
        (int texts, int more) = (0, 0);
        foreach (string line in File.ReadLines(DataFactAttribute.PathOf("intents/clinc150_full.csv")).Skip(1))
        {
            var turn = new AgentTurn { Request = line.Split(',', 3)[2] };
            texts++;
            more += Folding.Evaluate(turn).Fired && !CaseOnly.Evaluate(turn).Fired ? 1 : 0;
        }

        Assert.True(texts > 20_000 && more <= MostFalse * texts, $"{more} of {texts}");
    }

    [DataFact("pii/presidio_synth.jsonl")]
    public void Names_and_addresses_of_many_countries_are_no_disguises()
    {
        string[] lines = File.ReadAllLines(DataFactAttribute.PathOf("pii/presidio_synth.jsonl"));
        int more = lines.Count(line => Folding.FindAll(line).Any(hit => hit.IsDisguised));
        Assert.True(lines.Length == 1_500 && more <= MostFalse * lines.Length, $"{more} of {lines.Length}");
    }
}
