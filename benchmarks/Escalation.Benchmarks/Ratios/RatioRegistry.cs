using Escalation.Benchmarks.Ratios.Probes;
using Escalation.Benchmarks.Ratios.Statistics;
using Escalation.Probes;

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
        new ReadLimitRatio(),
        new ReadRatio("f32-dram", ActivationType.Float32, ProbeCase.OutOfCache),
        new ReadRatio("f16-dram", ActivationType.Float16, ProbeCase.OutOfCache),
        new ReadRatio("bf16-dram", ActivationType.BFloat16, ProbeCase.OutOfCache),
        new ReadRatio("i8-dram", ActivationType.Int8, ProbeCase.OutOfCache),
        new ReadRatio("f32-l2", ActivationType.Float32, ProbeCase.InSecondCache),
        new SingleRowRatio(),
        new SetPriceRatio(),
        new SubnormalRatio(),
        new OrderPriceRatio(),
        new TensorPrimitivesRatio(),
        new MathNetProductRatio(),
        new OpenBlasRatio(),
    ];
}
