using Escalation.Decisions;
using Escalation.Triggers.Ambiguity;
using Escalation.Triggers.Ambiguity.Scores;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Triggers.Ambiguity;

public class AmbiguityTriggerTests
{
    private static readonly AmbiguityTrigger Default = new("ambiguity", new AmbiguityOptions { MinimumMargin = 0.25 });

    [Theory]
    [InlineData(true, 0.5, 0.375)]
    [InlineData(false, 0.5, 0.25)]
    [InlineData(false, 0.25, 0.5)]
    [InlineData(true, 0.2, 0.9, 0.8)]
    [InlineData(false, 0.9)]
    [InlineData(true, 0.2)]
    [InlineData(true, 0.0, 0.0)]
    public void The_margin_of_the_top_two_decides_and_equality_acts(bool fires, params double[] scores)
    {
        Signal signal = Default.Evaluate(Turn(scores));
        Assert.Equal((SignalKind.Value, fires, 0.25), (signal.Kind, signal.Fired, signal.Threshold));
    }

    [Fact]
    public void Unscored_readings_are_counted()
    {
        AgentTurn Readings(int n) => new() { Interpretations = [.. Enumerable.Range(0, n).Select(i => new Interpretation($"r{i}"))] };
        Assert.False(Default.Evaluate(Readings(1)).Fired);
        Signal two = Default.Evaluate(Readings(2));
        Assert.Equal((true, 2.0, 1.0, Reason.Ambiguity), (two.Fired, two.Score, two.Threshold, two.Reason));
        var three = new AmbiguityTrigger("a", new AmbiguityOptions { MaximumInterpretations = 3 });
        Assert.False(three.Evaluate(Readings(3)).Fired);
        Assert.True(three.Evaluate(Readings(4)).Fired);
    }

    [Fact]
    public void Allowing_more_readings_measures_against_the_first_that_is_too_many()
    {
        var two = new AmbiguityTrigger("a", new AmbiguityOptions { MinimumMargin = 0.25, MaximumInterpretations = 2 });
        Assert.False(two.Evaluate(Turn(0.5, 0.5, 0.25)).Fired);
        Assert.True(two.Evaluate(Turn(0.5, 0.5, 0.375)).Fired);
        Assert.False(two.Evaluate(Turn(0.4, 0.4)).Fired);
    }

    [Fact]
    public void The_margin_is_that_of_the_sorted_scores()
    {
        Gen<(double[] Scores, int Allowed)> gen =
            from scores in Gen.Choose(0, 8).Select(i => i / 8.0).NonEmptyListOf()
            from allowed in Gen.Choose(1, 5)
            select (scores.ToArray(), allowed);
        Prop.ForAll(
            gen.ToArbitrary(),
            ((double[] Scores, int Allowed) c) =>
            {
                double[] sorted = [.. c.Scores.OrderDescending(), .. new double[c.Allowed]];
                Estimate margin = InterpretationMargin.Of(Turn(c.Scores).Interpretations!, c.Allowed, probabilities: true);
                return margin.Value == sorted[0] - sorted[c.Allowed];
            }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("score-undefined", 0.5, double.NaN)]
    [InlineData("score-undefined", double.PositiveInfinity)]
    [InlineData("score-undefined", 0.5, double.NegativeInfinity)]
    [InlineData("score-out-of-range", 0.5, -0.1)]
    [InlineData("score-out-of-range", 1.5)]
    [InlineData("no-signal")]
    public void Scores_that_are_none_are_missing(string reason, params double[] scores)
    {
        Signal signal = Default.Evaluate(Turn(scores));
        Assert.Equal((SignalKind.Missing, reason), (signal.Kind, signal.Reason.Code));
    }

    [Fact]
    public void Lists_scored_in_part_or_with_holes_are_missing()
    {
        Assert.Equal("score-absent", Default.Evaluate(new AgentTurn { Interpretations = [new("a", 0.9), new("b")] }).Detail);
        Assert.Equal(SignalKind.Missing, Default.Evaluate(new AgentTurn { Interpretations = [new("a"), null!] }).Kind);
        Assert.Equal(SignalKind.Missing, Default.Evaluate(new AgentTurn { Interpretations = [null!] }).Kind);
    }

    [Fact]
    public void A_reading_that_says_nothing_is_missing_however_well_it_scores()
    {
        Interpretation[][] lists = [[new("", 0.9), new("b", 0.1)], [new("a", 0.9), new(" \n", 0.1)], [new("")], [new(null!, 0.9)]];
        Assert.All(lists, list =>
        {
            var turn = new AgentTurn { Interpretations = list };
            Signal signal = new AmbiguityTrigger("a").Evaluate(turn);
            Assert.Equal((SignalKind.Missing, Reason.NoSignal, "blank-interpretation"), (signal.Kind, signal.Reason, signal.Detail));
            Assert.False(AmbiguityScores.ReadingMargin().Predict(turn).HasValue);
        });
    }

    [Fact]
    public void Without_readings_it_abstains_unless_they_are_required()
    {
        Assert.Equal(SignalKind.NotApplicable, Default.Evaluate(new AgentTurn()).Kind);
        var required = new AmbiguityTrigger("a", new AmbiguityOptions { InterpretationsAreRequired = true });
        Assert.Equal("no-interpretations", required.Evaluate(new AgentTurn()).Detail);
    }

    [Fact]
    public void Unbounded_scores_need_two_readings_for_a_margin()
    {
        var logits = new AmbiguityTrigger("a", new AmbiguityOptions { ScoresAreProbabilities = false, MinimumMargin = 2.0 });
        Assert.False(logits.Evaluate(Turn(-7.0)).Fired);
        Assert.False(logits.Evaluate(Turn(-7.0, -5.0)).Fired);
        Assert.True(logits.Evaluate(Turn(-7.0, -5.5)).Fired);
        Assert.Equal(Reason.ScoreUndefined, logits.Evaluate(Turn(double.MaxValue, double.MinValue)).Reason);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        foreach (Action<AmbiguityOptions> configure in new Action<AmbiguityOptions>[]
        {
            o => o.MinimumMargin = double.NaN, o => o.MinimumMargin = -0.1, o => o.MinimumMargin = 1.1,
            o => o.MaximumInterpretations = 0, o => o.MaximumInterpretations = 65, o => o.Outcome = DecisionOutcome.Act,
        })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => EscalationPolicy.Build(p => p.Ambiguity(configure)));
        }
    }

    [Fact]
    public void Judging_readings_allocates_nothing()
    {
        Assert.Equal(0, AllocationProbe.BytesOf(Default, Turn(0.5, 0.4, 0.1)));
        Assert.Equal(0, AllocationProbe.BytesOf(Default, new AgentTurn { Interpretations = [new("a"), new("b")] }));
    }

    private static AgentTurn Turn(params double[] scores) => new() { Interpretations = [.. scores.Select(s => new Interpretation("r", s))] };
}
