using Escalation.Benchmarks.Ratios.Auditing;
using Escalation.Benchmarks.Ratios.Calibration;
using Escalation.Benchmarks.Ratios.Evaluation;
using Escalation.Benchmarks.Ratios.Learning;
using Escalation.Benchmarks.Ratios.Prediction;
using Escalation.Benchmarks.Ratios.Probes;
using Escalation.Benchmarks.Ratios.Statistics;
using Escalation.Benchmarks.Ratios.Triggers;
using Escalation.Journal;
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
        new GridPassRatio("grid-even", GridShape.Even, beside: GridPeer.Sort),
        new GridPassRatio("grid-even-read", GridShape.Even, beside: GridPeer.Read),
        new GridPassRatio("grid-random", GridShape.Random, beside: GridPeer.Sort),
        new GridPassRatio("grid-random-read", GridShape.Random, beside: GridPeer.Read),
        new GridPassRatio("grid-cubic", GridShape.Cubic, beside: GridPeer.Sort),
        new GridPassRatio("grid-cubic-read", GridShape.Cubic, beside: GridPeer.Read),
        new AllCandidatesRatio(),
        new IsotonicRatio("isotonic-1e6", 1_000_000),
        new VennAbersQueryRatio("venn-abers-query", 1_000_000),
        new CalibrateRatio("calibrate-1e4", 10_000),
        new CalibrateRatio("calibrate-1e6", 1_000_000),
        new AurcRatio("aurc-1e6", 1_000_000),
        .. TrainLogisticRatio.All,
        new PredictRatio(),
        new ReadLimitRatio(),
        new ReadRatio("f32-dram", ActivationType.Float32, ProbeCase.OutOfCache),
        new ReadRatio("f16-dram", ActivationType.Float16, ProbeCase.OutOfCache),
        new ReadRatio("bf16-dram", ActivationType.BFloat16, ProbeCase.OutOfCache),
        new ReadRatio("i8-dram", ActivationType.Int8, ProbeCase.OutOfCache),
        new ReadRatio("f32-l2", ActivationType.Float32, ProbeCase.InSecondCache),
        new SingleRowRatio(),
        new SetPriceRatio(),
        new TwoThreadsRatio(),
        new SubnormalRatio(),
        new OrderPriceRatio(),
        new TensorPrimitivesRatio(),
        new MathNetProductRatio(),
        new OpenBlasRatio(),
        new KeywordRatio("keywords-10", 10, 100_000),
        new KeywordRatio("keywords-100", 100, 100_000),
        new KeywordRatio("keywords-1000", 1_000, 100_000),
        new KeywordRatio("keywords-10000", 10_000, 100_000),
        new PromptRatio(),
        new LoopCycleRatio(),
        new LoopStepRatio(),
        new LoopFingerprintRatio(),
        new AuditAppendRatio("audit-durable", JournalDurability.Durable, 20),
        new AuditAppendRatio("audit-written", JournalDurability.Written, 500),
    ];
}
