using Escalation.Decisions;
using Escalation.Uncertainty.Attribution;

namespace Escalation.Core.Tests.Uncertainty.Attribution;

public class UncertaintyAttributionTests
{
    private static readonly AttributionLevels Levels = new() { RetrievalScore = 0.5, OutOfScope = Threshold.ActAtOrAbove(0.4), OutOfScopeSpan = 0.4 };

    public static TheoryData<string, UncertaintyCause, double, AttributionSignals> Rules() => new()
    {
        { AttributionSignal.ReadingMargin, UncertaintyCause.AmbiguousInput, 0.75, new AttributionSignals { ReadingMargin = 0.025 } },
        { AttributionSignal.Readings, UncertaintyCause.AmbiguousInput, 0.5, new AttributionSignals { Readings = 2 } },
        { AttributionSignal.ConfidentDisagreement, UncertaintyCause.AmbiguousInput, 0.5, new AttributionSignals { ConfidentDisagreement = 0.6 } },
        { AttributionSignal.Goals, UncertaintyCause.AmbiguousInput, 0.75, new AttributionSignals { Goals = 4 } },
        { AttributionSignal.MissingSlots, UncertaintyCause.MissingContext, 0.25, new AttributionSignals { MissingSlots = 1, RequiredSlots = 4 } },
        { AttributionSignal.RetrievedPassages, UncertaintyCause.MissingContext, 1.0, new AttributionSignals { RetrievedPassages = 0 } },
        { AttributionSignal.RetrievalScore, UncertaintyCause.MissingContext, 0.8, new AttributionSignals { RetrievalScore = 0.1 } },
        { AttributionSignal.ApplicableRules, UncertaintyCause.PolicyGap, 1.0, new AttributionSignals { ApplicableRules = 0 } },
        { AttributionSignal.Contradictions, UncertaintyCause.Conflict, 0.75, new AttributionSignals { Contradictions = 3 } },
        { AttributionSignal.OutOfScope, UncertaintyCause.OutOfDistribution, 0.25, new AttributionSignals { OutOfScope = 0.3 } },
        { AttributionSignal.Indicator, UncertaintyCause.AmbiguousInput, 0.3, new AttributionSignals { AmbiguousInputIndicator = 0.3 } },
        { AttributionSignal.Indicator, UncertaintyCause.MissingContext, 0.3, new AttributionSignals { MissingContextIndicator = 0.3 } },
        { AttributionSignal.Indicator, UncertaintyCause.PolicyGap, 0.3, new AttributionSignals { PolicyGapIndicator = 0.3 } },
        { AttributionSignal.Indicator, UncertaintyCause.Conflict, 0.3, new AttributionSignals { ConflictIndicator = 0.3 } },
        { AttributionSignal.Indicator, UncertaintyCause.OutOfDistribution, 0.3, new AttributionSignals { OutOfDistributionIndicator = 0.3 } },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Each_signal_alone_supports_its_cause_with_its_strength(string signal, UncertaintyCause cause, double strength, AttributionSignals signals)
    {
        var attribution = UncertaintyAttribution.Of(signals, Levels);
        CauseEvidence evidence = Assert.Single(attribution.Evidence);
        Assert.Equal((cause, signal, cause), (attribution.Cause, evidence.Signal, evidence.Cause));
        Assert.Equal(strength, attribution.Strength, 12);
        Assert.Null(attribution.Fault);
    }

    public static TheoryData<AttributionSignals> Innocent() => new()
    {
        default(AttributionSignals),
        new AttributionSignals { ReadingMargin = 0.1, Readings = 1, ConfidentDisagreement = 0.2, Goals = 1 },
        new AttributionSignals { MissingSlots = 0, RequiredSlots = 3, RetrievedPassages = 1, RetrievalScore = 0.5 },
        new AttributionSignals { ApplicableRules = 1, Contradictions = 0, OutOfScope = 0.4 },
        new AttributionSignals { AmbiguousInputIndicator = 0, MissingContextIndicator = 0, PolicyGapIndicator = 0, ConflictIndicator = 0, OutOfDistributionIndicator = 0 },
    };

    [Theory]
    [MemberData(nameof(Innocent))]
    public void What_does_not_pass_its_level_supports_nothing_and_equality_does_not_pass(AttributionSignals signals)
    {
        var attribution = UncertaintyAttribution.Of(signals, Levels);
        Assert.Equal((UncertaintyCause.Unknown, 0.0, 0), (attribution.Cause, attribution.Strength, attribution.Evidence.Count));
    }

    [Fact]
    public void A_signal_without_its_level_supports_nothing() =>
        Assert.Equal(UncertaintyCause.Unknown, UncertaintyAttribution.Of(new AttributionSignals { RetrievalScore = 0.0, OutOfScope = double.MinValue }).Cause);

    [Fact]
    public void The_strongest_wins_and_at_equal_strength_the_first_cause()
    {
        var signals = new AttributionSignals { ApplicableRules = 0, RetrievedPassages = 0, Contradictions = 1, Readings = 2, OutOfDistributionIndicator = 1 };
        var attribution = UncertaintyAttribution.Of(signals);
        Assert.Equal(
            [(UncertaintyCause.MissingContext, 1.0), (UncertaintyCause.PolicyGap, 1.0), (UncertaintyCause.OutOfDistribution, 1.0), (UncertaintyCause.AmbiguousInput, 0.5), (UncertaintyCause.Conflict, 0.5)],
            attribution.Evidence.Select(evidence => (evidence.Cause, evidence.Strength)));
        Assert.Equal(attribution.Evidence[0], AttributionRules.Strongest(signals, new AttributionLevels()));
    }

    [Fact]
    public void Strengths_stay_within_one()
    {
        foreach (double score in new[] { 0.0, -5.0, double.MinValue })
        {
            Assert.Equal(1.0, UncertaintyAttribution.Of(new AttributionSignals { OutOfScope = score }, Levels).Strength);
        }

        Assert.Equal(1.0, UncertaintyAttribution.Of(new AttributionSignals { OutOfScope = 0.3 }, Levels with { OutOfScopeSpan = null }).Strength);
        Assert.Equal(1.0, UncertaintyAttribution.Of(new AttributionSignals { MissingSlots = 2 }).Strength);
        Assert.InRange(UncertaintyAttribution.Of(new AttributionSignals { Contradictions = int.MaxValue }).Strength, 0.99, 1.0);
    }

    public static TheoryData<string, AttributionSignals> Faults() => new()
    {
        { "score-undefined", new AttributionSignals { ReadingMargin = double.NaN } },
        { "score-out-of-range", new AttributionSignals { ReadingMargin = -0.1 } },
        { "score-out-of-range", new AttributionSignals { ConfidentDisagreement = 1.1 } },
        { "score-undefined", new AttributionSignals { RetrievalScore = double.PositiveInfinity } },
        { "score-out-of-range", new AttributionSignals { PolicyGapIndicator = 2 } },
        { "score-out-of-range", new AttributionSignals { Readings = 0 } },
        { "score-out-of-range", new AttributionSignals { Goals = 0 } },
        { "score-out-of-range", new AttributionSignals { MissingSlots = -1 } },
        { "score-out-of-range", new AttributionSignals { MissingSlots = 3, RequiredSlots = 2 } },
        { "score-out-of-range", new AttributionSignals { Contradictions = -1 } },
        { "score-out-of-range", new AttributionSignals { ApplicableRules = -1 } },
        { "score-undefined", new AttributionSignals { OutOfScope = double.NaN } },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_signal_that_is_none_spoils_the_whole(string reason, AttributionSignals signals)
    {
        var attribution = UncertaintyAttribution.Of(signals with { PolicyGapIndicator = signals.PolicyGapIndicator ?? 1.0 }, Levels);
        Assert.Equal((reason, UncertaintyCause.Unknown), (attribution.Fault?.Code, attribution.Cause));
    }

    [Fact]
    public void Levels_out_of_range_are_refused()
    {
        foreach (AttributionLevels bad in new AttributionLevels[]
        {
            new() { ReadingMargin = 0 }, new() { ReadingMargin = 1.1 }, new() { ReadingMargin = double.NaN }, new() { ConfidentDisagreement = 1 }, new() { ConfidentDisagreement = -0.1 },
            new() { Indicator = 1 }, new() { Indicator = double.NaN }, new() { RetrievalScore = 0 }, new() { OutOfScopeSpan = 0 }, new() { OutOfScopeSpan = double.PositiveInfinity },
        })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => UncertaintyAttribution.Of(default, bad));
        }
    }
}
