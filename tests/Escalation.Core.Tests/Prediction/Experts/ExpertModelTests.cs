using System.Text;
using Escalation.Decisions;
using Escalation.Prediction.Experts;
using Escalation.Statistics;
using MathNet.Numerics.Distributions;

namespace Escalation.Core.Tests.Prediction.Experts;

public class ExpertModelTests
{
    private static readonly ExpertCounts[] Counts = [new("refund", 8, 10), new("address", 2, 10)];

    [Fact]
    public void The_moments_of_two_classes_by_hand()
    {
        var model = ExpertModel.Fit(Counts);

        // m = 1/2, spread 1.8, excess 1.8 - 1/4, weights 9: rho = 1.55 / 2.25.
        Assert.Equal((2.25 / 1.55) - 1.0, model.Strength, 1e-14);
        double s = (2.25 / 1.55) - 1.0;
        Assert.Equal((8.0 + (0.5 * s)) / (10.0 + s), model.For("refund").Value, 1e-15);
        Assert.Equal((2.0 + (0.5 * s)) / (10.0 + s), model.For("address").Value, 1e-15);
        Assert.Equal(ClopperPearson.Lower(8, 10, 0.05), model.For("refund").Lower);
        Assert.Equal(ClopperPearson.Upper(8, 10, 0.05), model.For("refund").Upper);
        Assert.Equal((10L, 20L, 0.5), (model.Overall.Right, model.Overall.Labelled, model.Overall.Value));
        Assert.Equal(ClopperPearson.Upper(10, 20, 0.1), model.For(null).Upper);
        Assert.Equal(new ExpertEstimate(0.5, 0.0, 1.0, 0, 0), model.For("unheard of"));
    }

    [Fact]
    public void The_spread_of_drawn_classes_is_found_again()
    {
        var random = new SplitMix64(3);
        double[] strengths = [.. new[] { 3.0, 30.0 }.Select(strength =>
        {
            ExpertCounts[] classes = [.. Enumerable.Range(0, 300).Select(c =>
            {
                double rate = Beta.InvCDF(0.8 * strength, 0.2 * strength, random.NextUniform());
                return new ExpertCounts($"c{c}", Enumerable.Range(0, 40 + (c % 20)).Count(_ => random.NextUniform() < rate), 40 + (c % 20));
            })];
            return ExpertModel.Fit(classes).Strength;
        })];
        Assert.InRange(strengths[0], 2.3, 3.9);
        Assert.InRange(strengths[1], 20.0, 48.0);
    }

    [Fact]
    public void Classes_that_differ_by_chance_alone_share_one_rate_and_bounds_hold_the_estimate()
    {
        var alike = ExpertModel.Fit([new("a", 8, 10), new("b", 80, 100), new("c", 4, 5)]);
        Assert.Equal(double.PositiveInfinity, alike.Strength);
        Assert.Equal(92.5 / 116.0, alike.For("a").Value);
        Assert.Equal(alike.For("a").Value, alike.For("b").Value);
        Assert.Equal(double.PositiveInfinity, ExpertModel.Fit([new("a", 3, 3)]).Strength);
        Assert.Equal(double.PositiveInfinity, ExpertModel.Fit([new("a", 1, 1), new("b", 0, 1)]).Strength);

        // Pooled altogether, 900 of 1,000 would pull a class of 10 in 100 far out of what its own labels allow.
        var pulled = ExpertModel.Fit([new("a", 900, 1000), new("b", 10, 100)], new ExpertModelOptions { Strength = 1e9 });
        Assert.Equal(pulled.For("b").Upper, pulled.For("b").Value);
        Assert.Equal(0.1, ExpertModel.Fit([new("a", 900, 1000), new("b", 10, 100)], new ExpertModelOptions { Strength = 0.0 }).For("b").Value);
    }

    [Fact]
    public void Bounds_of_all_classes_hold_together_as_often_as_promised()
    {
        var random = new SplitMix64(4);
        double[] rates = [0.6, 0.8, 0.95];
        string[] names = ["a", "b", "c"];
        int missed = 0;
        for (int run = 0; run < 300; run++)
        {
            var model = ExpertModel.Fit([.. rates.Select((rate, c) => new ExpertCounts(names[c], Enumerable.Range(0, 30).Count(_ => random.NextUniform() < rate), 30))], new ExpertModelOptions { Delta = 0.2 });
            missed += rates.Where((rate, c) => rate > model.For(names[c]).Upper).Any() ? 1 : 0;
        }

        Assert.InRange(missed, 1, BinomialAcceptance.Of(300, 0.2, 1e-6).Upper);
    }

    [Fact]
    public void Decisions_are_counted_and_their_order_does_not_matter()
    {
        string[] classes = ["b", "a", "b", "b"];
        bool[] right = [true, false, true, false];
        var model = ExpertModel.Fit(classes, right);
        Assert.Equal([new ExpertCounts("a", 0, 1), new ExpertCounts("b", 2, 3)], model.Classes);
        Assert.Equal(model.ToJson(), ExpertModel.Fit(["b", "b", "b", "a"], [false, true, true, false]).ToJson());
    }

    [Fact]
    public void The_cost_rule_takes_q_from_the_class_and_the_end_that_was_asked_for()
    {
        var model = ExpertModel.Fit([new("refund", 99, 100), new("address", 50, 100)]);
        Assert.Equal(DecisionOutcome.EscalateToPerson, Decide(ExpertEnd.Estimate, "refund"));
        Assert.Equal(DecisionOutcome.Act, Decide(ExpertEnd.Estimate, "address"));
        Assert.Equal(DecisionOutcome.Act, Decide(ExpertEnd.Upper, "address"));
        Assert.Equal(DecisionOutcome.EscalateToPerson, Decide(ExpertEnd.Upper, "unheard of"));
        Assert.Equal(DecisionOutcome.Act, Decide(ExpertEnd.Lower, "unheard of"));
        Assert.Equal(DecisionOutcome.EscalateToPerson, Decide(ExpertEnd.Lower, "unheard of", own: 1.0));

        DecisionOutcome Decide(ExpertEnd end, string decisionClass, double? own = null) => EscalationPolicy
            .Build(policy => policy.Costs(10, 1).ExpertIsRight(model, end))
            .Decide(new AgentTurn { Confidence = 0.7, DecisionClass = decisionClass, ExpertConfidence = own }).Outcome;
    }

    [Fact]
    public void Predicting_allocates_nothing_and_another_model_is_another_configuration()
    {
        var predictor = new ExpertPredictor(ExpertModel.Fit(Counts), ExpertEnd.Upper);
        var turn = new AgentTurn { DecisionClass = "refund" };
        double sum = predictor.Predict(turn).Value;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            sum += predictor.Predict(turn).Value;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(101 * predictor.Model.For("refund").Upper, sum, 1e-9);
        Assert.NotEqual(predictor.Configuration, new ExpertPredictor(ExpertModel.Fit([new("refund", 8, 11)]), ExpertEnd.Upper).Configuration);
        Assert.NotEqual(predictor.Configuration, new ExpertPredictor(predictor.Model, ExpertEnd.Lower).Configuration);
    }

    [Fact]
    public void A_saved_model_comes_back_and_a_changed_one_is_refused()
    {
        var model = ExpertModel.Fit(Counts, new ExpertModelOptions { Delta = 0.05, Strength = 2.5 });
        byte[] saved = model.ToJson();
        Assert.Equal(saved, ExpertModel.Parse(saved).ToJson());
        Assert.Equal(model.For("refund"), ExpertModel.Parse(saved).For("refund"));
        Assert.Equal(ExpertModel.Fit(Counts).For("refund"), ExpertModel.Parse(ExpertModel.Fit(Counts).ToJson()).For("refund"));
        string text = Encoding.UTF8.GetString(saved);
        foreach (string changed in (string[])
        [
            "",
            "[]",
            text.Replace("/1", "/2", StringComparison.Ordinal),
            text.Replace("\"delta\":0.05", "\"delta\":1e400", StringComparison.Ordinal),
            text.Replace("\"delta\":0.05", "\"delta\":0.050", StringComparison.Ordinal),
            text.Replace("\"delta\":0.05", "\"delta\":0.05,\"delta\":0.05", StringComparison.Ordinal),
            text.Replace("\"delta\":0.05", "\"delta\":0.05,\"more\":1", StringComparison.Ordinal),
            text.Replace("\"right\":8", "\"right\":11", StringComparison.Ordinal),
            text.Replace("\"right\":8", "\"right\":8.5", StringComparison.Ordinal),
            text.Replace("refund", "address", StringComparison.Ordinal),
            text.Replace("\"strength\":2.5,", "", StringComparison.Ordinal),
            text.Replace("\"class\":\"refund\"", "\"class\":null", StringComparison.Ordinal),
            $"{text} ",
        ])
        {
            Assert.NotEqual(text, changed);
            Assert.Throws<FormatException>(() => ExpertModel.Parse(Encoding.UTF8.GetBytes(changed)));
        }
    }

    [Fact]
    public void What_is_no_count_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ExpertModel.Fit(ReadOnlySpan<ExpertCounts>.Empty));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExpertModel.Fit([new("a", 2, 1)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExpertModel.Fit([new("a", -1, 1)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExpertModel.Fit([new("a", 0, 0)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExpertModel.Fit([new("a", 0, long.MaxValue), new("b", 0, long.MaxValue)]));
        Assert.Throws<ArgumentException>(() => ExpertModel.Fit([new("a", 0, 1), new("a", 0, 1)]));
        Assert.Throws<ArgumentException>(() => ExpertModel.Fit([new(" ", 0, 1)]));
        Assert.Throws<ArgumentException>(() => ExpertModel.Fit(["a"], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExpertModelOptions { Strength = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExpertModelOptions { Delta = 0.0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExpertPredictor(ExpertModel.Fit(Counts), (ExpertEnd)9));
    }
}
