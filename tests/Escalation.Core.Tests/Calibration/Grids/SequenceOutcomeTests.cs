using Escalation.Calibration.Grids;

namespace Escalation.Core.Tests.Calibration.Grids;

public sealed class SequenceOutcomeTests
{
    [Fact]
    public void Only_tested_thresholds_have_a_level()
    {
        // Began at 5, certified 5 to 3, stopped at 2.
        var outcome = new SequenceOutcome(first: 5, certifiedFrom: 3, level: 0.1);

        double?[] levels = [.. Enumerable.Range(0, 8).Select(outcome.Level)];

        Assert.Equal([null, null, 0.1, 0.1, 0.1, 0.1, null, null], levels);
        Assert.Equal([2], outcome.Stops);
        Assert.Equal(4, outcome.Tested);
        Assert.Equal(3, outcome.LowestCertified);
    }

    [Fact]
    public void A_sequence_that_certifies_all_has_tested_all_and_stopped_nowhere()
    {
        var outcome = new SequenceOutcome(first: 2, certifiedFrom: 0, level: 0.1);

        Assert.Empty(outcome.Stops);
        Assert.Equal(3, outcome.Tested);
        Assert.Equal(0, outcome.LowestCertified);
        Assert.Null(outcome.Level(3));
    }

    [Fact]
    public void A_sequence_that_began_and_stopped_at_the_lowest_threshold_stopped_there()
    {
        var outcome = new SequenceOutcome(first: 0, certifiedFrom: 1, level: 0.1);

        Assert.Equal([0], outcome.Stops);
        Assert.Equal(1, outcome.Tested);
        Assert.Equal(-1, outcome.LowestCertified);
    }

    [Fact]
    public void A_sequence_that_never_began_has_tested_nothing()
    {
        var outcome = new SequenceOutcome(first: -1, certifiedFrom: 0, level: 0.1);

        Assert.Equal(0, outcome.Tested);
        Assert.Equal(-1, outcome.LowestCertified);
        Assert.Empty(outcome.Stops);
        Assert.False(outcome.IsTested(0));
        Assert.Null(outcome.Level(0));
    }
}
