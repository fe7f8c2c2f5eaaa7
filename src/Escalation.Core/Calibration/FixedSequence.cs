using Escalation.Statistics;

namespace Escalation.Calibration;

/// <summary>How many acted items the first hypothesis of a sequence must have.</summary>
internal static class FixedSequence
{
    /// <summary>For exact tests of an error rate.</summary>
    internal static long RequiredAtStart(SequenceStart start, double alpha, double level) =>
        start == SequenceStart.Strictest ? 1 : RequiredAtStart(start, BinomialBudget.MinimumTrials(alpha, level));

    /// <summary>For a floor, the least count that can be rejected at all.</summary>
    internal static long RequiredAtStart(SequenceStart start, long floor) => start switch
    {
        SequenceStart.Strictest => 1,
        SequenceStart.Floor => floor,
        SequenceStart.FourTimesFloor => 4 * floor,
        _ => 2 * floor,
    };
}
