using Escalation.Decisions;

namespace Escalation.Core.Tests.Decisions;

public class SignalTests
{
    /// <summary>As bits, for the compiler and the runner take a NaN of either sign for the same case.</summary>
    public static TheoryData<long> Undefined => [0x7FF8_0000_0000_0000, unchecked((long)0xFFF8_0000_0000_0000), .. new[] { double.PositiveInfinity, double.NegativeInfinity }.Select(BitConverter.DoubleToInt64Bits)];

    [Fact]
    public void The_default_signal_is_a_fault_that_fires()
    {
        Signal signal = default;

        Assert.Equal(SignalKind.Fault, signal.Kind);
        Assert.Equal(DecisionOutcome.EscalateToPerson, signal.Proposal);
        Assert.Equal(Reason.EvaluatorFault, signal.Reason);
        Assert.True(signal.Fired);
        Assert.True(signal.Failed);
    }

    [Theory]
    [Trait("Row", "1")]
    [Trait("Row", "2")]
    [MemberData(nameof(Undefined))]
    public void A_quiet_signal_needs_finite_numbers(long bits)
    {
        double undefined = BitConverter.Int64BitsToDouble(bits);
        Assert.Equal(Reason.ScoreUndefined, Signal.Quiet(undefined, 0.5).Reason);
        Assert.Equal(SignalKind.Missing, Signal.Quiet(undefined, 0.5).Kind);
        Assert.Equal(SignalKind.Missing, Signal.Quiet(0.5, undefined).Kind);
        Assert.True(Signal.Quiet(undefined, 0.5).Fired);
    }

    [Theory]
    [Trait("Row", "1")]
    [Trait("Row", "2")]
    [MemberData(nameof(Undefined))]
    public void Comparing_an_undefined_score_is_missing_in_every_direction(long bits)
    {
        double undefined = BitConverter.Int64BitsToDouble(bits);
        foreach (ScoreDirection direction in Enum.GetValues<ScoreDirection>())
        {
            var threshold = new Threshold(0.5, direction, ThresholdPurpose.Risk, ThresholdOrigin.Uncalibrated);

            Signal signal = Signal.Compare(undefined, threshold, Reason.LowConfidence);

            Assert.Equal(SignalKind.Missing, signal.Kind);
            Assert.Equal(Reason.ScoreUndefined, signal.Reason);
        }
    }

    [Fact]
    public void A_trigger_cannot_fire_an_outcome_that_acts_or_that_does_not_exist()
    {
        Assert.Equal(SignalKind.Fault, Signal.Fire(Reason.Loop, DecisionOutcome.Act).Kind);
        Assert.Equal(SignalKind.Fault, Signal.Fire(Reason.Loop, (DecisionOutcome)(-9)).Kind);
        Assert.Equal(SignalKind.Fault, Signal.Fire(Reason.Loop, (DecisionOutcome)9).Kind);
        Assert.Equal(DecisionOutcome.Nudge, Signal.Fire(Reason.Loop, DecisionOutcome.Nudge).Proposal);
    }

    [Fact]
    public void Missing_and_fault_propose_a_person()
    {
        Assert.Equal(DecisionOutcome.EscalateToPerson, Signal.Missing(Reason.NoSignal).Proposal);
        Assert.Equal(DecisionOutcome.EscalateToPerson, Signal.Fault(Reason.Timeout).Proposal);
        Assert.False(Signal.NotApplicable().Fired);
        Assert.False(Signal.NotApplicable().Failed);
    }

    [Fact]
    public void An_estimate_without_a_value_becomes_the_signal_of_its_kind()
    {
        Assert.Equal(SignalKind.NotApplicable, Signal.From(Estimate.NotApplicable()).Kind);
        Assert.Equal(Reason.NoSignal, Signal.From(Estimate.Missing(Reason.NoSignal)).Reason);
        Assert.Equal(SignalKind.Fault, Signal.From(default(Estimate)).Kind);
        Assert.Equal(SignalKind.Fault, Signal.From(Estimate.Probability(0.5)).Kind);
    }
}
