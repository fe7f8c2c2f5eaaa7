using Escalation.Benchmarks.Ratios.Statistics;
using Escalation.Benchmarks.Ratios.Triggers;

namespace Escalation.Benchmarks.Ratios;

/// <summary>All ratios, in the order in which they are measured and printed.</summary>
internal static class RatioRegistry
{
    /// <summary>New entries go here.</summary>
    public static IReadOnlyList<IRatio> All { get; } =
    [
        new BinomialTailRatio("tail-1e3", 1_000),
        new BinomialTailRatio("tail-1e6", 1_000_000),
        new BinomialTailRatio("tail-1e9", 1_000_000_000),
        new ClopperPearsonRatio(),
        new KeywordRatio("keywords-10", 10, 100_000),
        new KeywordRatio("keywords-100", 100, 100_000),
        new KeywordRatio("keywords-1000", 1_000, 100_000),
        new KeywordRatio("keywords-10000", 10_000, 100_000),
        new PromptRatio(),
    ];
}
