using System.Buffers;
using Escalation.Decisions;
using Escalation.Triggers.Sensitivity;

namespace Escalation.Benchmarks.Ratios.Triggers;

/// <summary>The whole keyword trigger, disguises included, on a prompt of 1,024 characters: beside the plain vectorised search of the same keywords.</summary>
internal sealed class PromptRatio : IRatio
{
    private const int Length = 1_024;

    public string Name => "prompt-1k";

    public string Measures => "one evaluation of the keyword trigger, disguises included, on a prompt of 1,024 characters without a hit";

    public IEnumerable<RatioCase> Cases()
    {
        foreach (int count in new[] { 10, 100, 1_000, 10_000 })
        {
            string[] words = KeywordText.Keywords(count);
            string text = KeywordText.Text(["other"], Length);
            var trigger = new KeywordTrigger("k", [new SensitiveTopic("t", words)]);
            var turn = new AgentTurn { Request = text };
            SearchValues<string> any = SearchValues.Create(words, StringComparison.OrdinalIgnoreCase);
            yield return new RatioCase(
                FormattableString.Invariant($"k = {count}"),
                RatioBody.Long("KeywordTrigger", () => trigger.Evaluate(turn).Fired ? 1 : 0),
                RatioBody.Long("SearchValues<string> OrdinalIgnoreCase", () => text.AsSpan().IndexOfAny(any)));
        }
    }
}
