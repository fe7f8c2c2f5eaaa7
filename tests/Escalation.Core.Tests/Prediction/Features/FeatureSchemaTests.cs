using System.Text.Json;
using Escalation.Core.Tests.Uncertainty;
using Escalation.Decisions;
using Escalation.Prediction.Features;
using Escalation.Uncertainty;
using Escalation.Uncertainty.Attribution;

namespace Escalation.Core.Tests.Prediction.Features;

public sealed class FeatureSchemaTests
{
    private static readonly LabelSet YesNo = new(("yes", ["yes", " yes"]), ("no", ["no"]), ("unsure", ["unsure"]));

    private static readonly TokenAlternative[] Alternatives = [new("yes", -0.2), new("no", -2.0), new(" yes", -3.5), new("so", -5.0)];

    private static readonly AgentTurn Full = new()
    {
        Request = "abc",
        Answer = "yes.",
        Confidence = 0.75,
        VerifierScore = -3.5,
        DecisionClass = "refund",
        LogProbs = [new TokenLogProb("yes", -0.2, Alternatives), new TokenLogProb(".", -1.5, new TokenAlternative[] { new(".", -1.5), new("!", -1.5) }), new TokenLogProb("", -0.1)],
        Samples = [new("a", 1, -0.1), new("b", 1, -0.2), new("c", 2, -0.3)],
        Attributes = new Dictionary<string, string> { ["severity"] = "0.5", ["subject"] = "law" },
    };

    [Fact]
    public void Each_measure_has_the_value_of_its_definition()
    {
        (TurnMeasure Measure, double? Parameter, double Expected)[] expected =
        [
            (TurnMeasure.MeanLogProb, null, -0.6), (TurnMeasure.MinimumLogProb, null, -1.5), (TurnMeasure.SumLogProb, null, -1.8),
            (TurnMeasure.LogProbDeviation, null, Math.Sqrt(((0.4 * 0.4) + (0.9 * 0.9) + (0.5 * 0.5)) / 3.0)),
            (TurnMeasure.LogProbQuantile, null, -1.5 + (0.2 * 1.3)), (TurnMeasure.LogProbQuantile, 0.5, -0.2), (TurnMeasure.LogProbQuantile, 1.0, -0.1),
            (TurnMeasure.CountBelow, null, 1.0), (TurnMeasure.CountBelow, 0.9, 2.0), (TurnMeasure.ShareBelow, 0.9, 2.0 / 3.0), (TurnMeasure.MinimumPosition, null, 1.0 / 3.0), (TurnMeasure.LogTokenCount, null, Math.Log(3.0)),
            (TurnMeasure.AnswerLogProb, null, -0.2), (TurnMeasure.AnswerLogProb, 2.0, -0.1), (TurnMeasure.AnswerLogMargin, null, 1.8), (TurnMeasure.AnswerLogMargin, 1.0, 0.0),
            (TurnMeasure.ConfidenceLogOdds, null, Math.Log(3.0)), (TurnMeasure.VerifierScore, null, -3.5), (TurnMeasure.SampleAgreement, null, 2.0 / 3.0),
            (TurnMeasure.SemanticEntropy, null, Math.Log(3.0) - (2.0 / 3.0 * Math.Log(2.0))), (TurnMeasure.LogRequestLength, null, Math.Log(4.0)), (TurnMeasure.LogAnswerLength, null, Math.Log(5.0)),
            (TurnMeasure.ConfidentDisagreement, null, ConfidentDisagreement.Of([1, 1, 2], [-0.1, -0.2, -0.3]).Confident),
            (TurnMeasure.AnswerEntropyLowerBound, null, TopKDistribution.Of(Full.LogProbs![0]).EntropyLowerBound), (TurnMeasure.AnswerEntropyUpperBound, null, TopKDistribution.Of(Full.LogProbs[0]).EntropyUpperBound),
            (TurnMeasure.AnswerTailMass, null, TopKDistribution.Of(Full.LogProbs[0]).TailMass), (TurnMeasure.ForkingShare, null, AnswerDistribution.ShareAbove(Full.LogProbs, Math.Log(2.0))),
            (TurnMeasure.MeanEntropyLowerBound, null, AnswerDistribution.Of(Full.LogProbs).MeanEntropyLowerBound), (TurnMeasure.MeanEntropyUpperBound, null, AnswerDistribution.Of(Full.LogProbs).MeanEntropyUpperBound),
            (TurnMeasure.MaximumEntropyLowerBound, null, AnswerDistribution.Of(Full.LogProbs).MaximumEntropyLowerBound), (TurnMeasure.MeanTailMass, null, AnswerDistribution.Of(Full.LogProbs).MeanTailMass),
        ];

        Assert.Equal(Enum.GetValues<TurnMeasure>(), expected.Select(row => row.Measure).Distinct().Order());
        foreach ((TurnMeasure measure, double? parameter, double value) in expected)
        {
            Assert.Equal(value, Single(TurnFeature.Of(measure, parameter), Full), 12);
        }
    }

    [Fact]
    public void Recorded_sequences_have_their_golden_values()
    {
        int read = 0;
        foreach (JsonElement golden in UncertaintyGolden.Section("sequence_features").EnumerateArray())
        {
            double[] logs = [.. golden.GetProperty("logprobs").EnumerateArray().Select(number => number.GetDouble())];
            if (logs.Length == 0 || logs.Any(double.IsInfinity))
            {
                continue;
            }

            JsonElement expected = golden.GetProperty("expected");
            var turn = new AgentTurn { LogProbs = [.. logs.Select(log => new TokenLogProb("t", log))] };
            UncertaintyGolden.AssertClose(expected.GetProperty("mean"), Single(TurnFeature.Of(TurnMeasure.MeanLogProb), turn), "mean");
            UncertaintyGolden.AssertClose(expected.GetProperty("std_population"), Single(TurnFeature.Of(TurnMeasure.LogProbDeviation), turn), "std");
            UncertaintyGolden.AssertClose(expected.GetProperty("p10"), Single(TurnFeature.Of(TurnMeasure.LogProbQuantile), turn), "p10");
            read++;
        }

        Assert.InRange(read, 4, 6);
    }

    [Fact]
    public void Labels_are_read_from_logarithms_and_an_unlisted_one_counts_with_what_it_can_hold()
    {
        double yes = Math.Log(Math.Exp(-0.2) + Math.Exp(-3.5));
        double tail = 1.0 - Alternatives.Sum(alternative => Math.Exp(alternative.LogProb));
        double unsure = tail > 0.0 ? Math.Min(-5.0, Math.Log(tail)) : -5.0;
        double total = Math.Log(Math.Exp(yes) + Math.Exp(-2.0) + Math.Exp(unsure));

        Assert.Equal(total, Single(TurnFeature.Of(LabelMeasure.LogMass, YesNo), Full), 12);
        Assert.Equal(yes + 2.0, Single(TurnFeature.Of(LabelMeasure.LogMargin, YesNo), Full), 12);
        Assert.Equal(yes - Math.Log(Math.Exp(-2.0) + Math.Exp(unsure)), Single(TurnFeature.Of(LabelMeasure.LogOdds, YesNo), Full), 12);
        double[] shares = Read(TurnFeature.Of(LabelMeasure.LogShares, YesNo), Full);
        Assert.Equal([yes - total, -2.0 - total, unsure - total], shares, Close);
        Assert.Equal(-shares.Sum(share => Math.Exp(share) * share), Single(TurnFeature.Of(LabelMeasure.Entropy, YesNo), Full), 12);
        Assert.Equal([1.0, 0.0, 0.0], Read(TurnFeature.Of(LabelMeasure.Best, YesNo), Full));
    }

    [Fact]
    public void Near_certainty_keeps_its_order()
    {
        // Both probabilities round to 1; the logarithms of the others still differ.
        double sure = Single(TurnFeature.Of(LabelMeasure.LogOdds, YesNo), WithTop(new("yes", 0.0), new("no", -50.0), new("unsure", -60.0)));
        double surer = Single(TurnFeature.Of(LabelMeasure.LogOdds, YesNo), WithTop(new("yes", 0.0), new("no", -55.0), new("unsure", -60.0)));

        Assert.True(surer > sure + 4.0);
    }

    [Fact]
    public void Words_are_one_hot_and_another_word_has_its_own_column()
    {
        TurnFeature subject = TurnFeature.OneOf("subject", "art", "law");
        Assert.Equal(["subject=art", "subject=law", "subject=(other)"], subject.Columns);
        Assert.Equal([0.0, 1.0, 0.0], Read(subject, Full));
        Assert.Equal([0.0, 0.0, 1.0], Read(subject, With("subject", "Law")));
        Assert.Equal([0.0, -3.5, 0.0], Read(TurnFeature.Interaction(subject, TurnFeature.Of(TurnMeasure.VerifierScore)), Full));
        Assert.Equal([1.0, 0.0], Read(TurnFeature.OneOf(TurnCategory.DecisionClass, "refund"), Full));
        Assert.Equal([0.0, 1.0], Read(TurnFeature.OneOf(TurnCategory.Tier, "gold"), new AgentTurn { Requester = new Requester(Tier: "tin") }));
    }

    [Fact]
    public void What_nobody_measured_is_absent_and_never_zero()
    {
        TurnFeature number = TurnFeature.Number("severity");
        TurnFeature subject = TurnFeature.OneOf("subject", "art");
        FeatureSchema schema = FeatureSchema.Standard("1", number, subject, TurnFeature.Interaction(subject, number), TurnFeature.Of(LabelMeasure.LogShares, YesNo), TurnFeature.From(TurnPredictors.DelegationValue), TurnFeature.OneOf(TurnCategory.Intent, "a"));
        double[] row = new double[schema.ColumnCount];

        Assert.Null(schema.Extract(new AgentTurn(), row));
        for (int i = 0; i < row.Length; i++)
        {
            // The request is always there, if empty.
            Assert.Equal(schema.Columns[i] == nameof(TurnMeasure.LogRequestLength) ? 0.0 : double.NaN, row[i]);
        }

        Assert.True(double.IsNaN(Single(number, With("severity", " "))));
        Assert.True(double.IsNaN(Single(TurnFeature.Of(TurnMeasure.AnswerLogMargin), WithTop(new TokenAlternative("yes", -0.1)))));
        Assert.True(double.IsNaN(Single(TurnFeature.Of(TurnMeasure.AnswerLogProb, 3.0), Full)));
        Assert.True(double.IsNaN(Single(TurnFeature.Of(LabelMeasure.LogOdds, YesNo), WithTop(new TokenAlternative("else", -0.1)))));
        Assert.True(double.IsNaN(Single(TurnFeature.Of(TurnMeasure.SampleAgreement), new AgentTurn { Samples = [new("a"), new("b")] })));
    }

    [Fact]
    public void What_is_there_and_cannot_be_used_is_a_fault_that_names_the_feature()
    {
        (AgentTurn Turn, TurnFeature Feature, Reason Reason)[] faults =
        [
            (With("severity", "much"), TurnFeature.Number("severity"), Reason.ScoreUndefined),
            (With("severity", "NaN"), TurnFeature.Number("severity"), Reason.ScoreUndefined),
            (With("severity", "1e400"), TurnFeature.Number("severity"), Reason.ScoreUndefined),
            (Full with { Confidence = 1.5 }, TurnFeature.Of(TurnMeasure.ConfidenceLogOdds), Reason.ScoreOutOfRange),
            (Full with { Confidence = double.NaN }, TurnFeature.Of(TurnMeasure.ConfidenceLogOdds), Reason.ScoreUndefined),
            (Full with { VerifierScore = double.PositiveInfinity }, TurnFeature.Of(TurnMeasure.VerifierScore), Reason.ScoreUndefined),
            (Tokens(double.NaN), TurnFeature.Of(TurnMeasure.MeanLogProb), Reason.ScoreUndefined),
            (Tokens(0.5), TurnFeature.Of(TurnMeasure.MinimumLogProb), Reason.ScoreOutOfRange),
            (Tokens(-9999.0), TurnFeature.Of(TurnMeasure.MeanLogProb), Reason.ScoreUndefined),
            (Tokens(double.NegativeInfinity), TurnFeature.Of(TurnMeasure.SumLogProb), Reason.ScoreUndefined),
            (WithTop(new("a", -0.1), new("b", -0.1)), TurnFeature.Of(TurnMeasure.AnswerTailMass), Reason.InvalidDistribution),
            (WithTop(new TokenAlternative("yes", double.NaN)), TurnFeature.Of(LabelMeasure.LogOdds, YesNo), Reason.ScoreUndefined),
            (new AgentTurn { Samples = [new("a", 1), new("b")] }, TurnFeature.Of(TurnMeasure.SemanticEntropy), Reason.ScoreUndefined),
            (new AgentTurn { Samples = [new("a", 1, 3.0)] }, TurnFeature.Of(TurnMeasure.ConfidentDisagreement), Reason.ScoreOutOfRange),
            (new AgentTurn { DelegationValue = 7.0 }, TurnFeature.From(TurnPredictors.DelegationValue), Reason.ScoreOutOfRange),
            (new AgentTurn(), TurnFeature.From(new Throwing()), Reason.EvaluatorFault),
        ];

        foreach ((AgentTurn turn, TurnFeature feature, Reason reason) in faults)
        {
            double[] row = new double[feature.Columns.Count + 1];
            FeatureFault? fault = new FeatureSchema("1", TurnFeature.Of(TurnMeasure.LogRequestLength), feature).Extract(turn, row);
            Assert.Equal(new FeatureFault(feature, reason), fault);
            Assert.All(row, value => Assert.True(double.IsNaN(value)));
        }
    }

    [Fact]
    public void A_censored_token_counts_with_its_upper_bound()
    {
        var censored = new AgentTurn { LogProbs = [new TokenLogProb("x", -9999.0, Alternatives)] };

        Assert.Equal(TokenMoments.Of(censored.LogProbs).Mean, Single(TurnFeature.Of(TurnMeasure.MeanLogProb), censored), 14);
        Assert.Equal(TokenMoments.Of(censored.LogProbs).Mean, Single(TurnFeature.Of(TurnMeasure.AnswerLogProb), censored), 14);
    }

    [Fact]
    public void The_fingerprint_changes_with_whatever_changes_the_numbers()
    {
        FeatureSchema[] schemas =
        [
            new("1", TurnFeature.Number("a")), new("2", TurnFeature.Number("a")), new("1", TurnFeature.Number("b")), new("1", TurnFeature.Number("a", UncertaintyCause.PolicyGap)), new("1", TurnFeature.OneOf("a", "x")),
            new("1", TurnFeature.OneOf("a", "x", "y")), new("1", TurnFeature.OneOf("a", "y", "x")), new("1", TurnFeature.Number("a"), TurnFeature.Number("b")), new("1", TurnFeature.Number("b"), TurnFeature.Number("a")),
            new("1", TurnFeature.Of(TurnMeasure.LogProbQuantile)), new("1", TurnFeature.Of(TurnMeasure.LogProbQuantile, 0.2)), new("1", TurnFeature.Of(LabelMeasure.LogOdds, YesNo)), new("1", TurnFeature.Of(LabelMeasure.LogOdds, YesNo, 1)),
            new("1", TurnFeature.Of(LabelMeasure.LogOdds, new LabelSet(("yes", ["yes"]), ("no", ["no"]), ("unsure", ["unsure"])))), new("1", TurnFeature.From(TurnPredictors.ExpertConfidence(0.5))), new("1", TurnFeature.From(TurnPredictors.ExpertConfidence(0.6))),
        ];

        Assert.Equal(schemas.Length, schemas.Select(schema => schema.Fingerprint).Distinct().Count());
        Assert.All(schemas, schema => Assert.Matches("^[0-9a-f]{64}$", schema.Fingerprint));
        Assert.Equal(schemas[0].Fingerprint, new FeatureSchema("1", TurnFeature.Number("a")).Fingerprint);
        // Part of the format: saved predictors are bound to it.
        Assert.Equal("{\"version\":\"1\",\"features\":[{\"name\":\"a\",\"source\":\"Number\",\"cause\":\"Unknown\"}]}", System.Text.Encoding.UTF8.GetString(FeatureSchemaText(schemas[0])));
    }

    [Fact]
    public void What_is_no_schema_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new FeatureSchema(" ", TurnFeature.Number("a")));
        Assert.Throws<ArgumentException>(() => new FeatureSchema("1"));
        Assert.Throws<ArgumentException>(() => new FeatureSchema("1", TurnFeature.Number("a"), TurnFeature.OneOf("a", "x")));
        Assert.Throws<ArgumentException>(() => TurnFeature.OneOf("a"));
        Assert.Throws<ArgumentException>(() => TurnFeature.OneOf("a", "x", "x"));
        Assert.Throws<ArgumentException>(() => TurnFeature.Of(TurnMeasure.MeanLogProb, 1.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TurnFeature.Of(TurnMeasure.LogProbQuantile, 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TurnFeature.Of(TurnMeasure.CountBelow, 0.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TurnFeature.Of(TurnMeasure.AnswerLogProb, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => TurnFeature.Of(TurnMeasure.ForkingShare, -1.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TurnFeature.Of((TurnMeasure)99));
        Assert.Throws<ArgumentException>(() => TurnFeature.Interaction(TurnFeature.Number("a"), TurnFeature.Number("b")));
        Assert.Throws<ArgumentException>(() => TurnFeature.Interaction(TurnFeature.OneOf("a", "x"), TurnFeature.OneOf("b", "x")));
        Assert.Throws<ArgumentException>(() => new FeatureSchema("1", TurnFeature.Number("a")).Extract(Full, new double[2]));
    }

    [Fact]
    public void Features_can_be_left_out_of_the_standard_ones()
    {
        FeatureSchema schema = FeatureSchema.Standard("1", TurnFeature.Number("a")).Without("SemanticEntropy", "LogProbQuantile(0.05)");

        Assert.DoesNotContain("SemanticEntropy", schema.Columns);
        Assert.Contains("LogProbQuantile(0.1)", schema.Columns);
        Assert.Equal(FeatureSchema.Standard("1").ColumnCount - 1, schema.ColumnCount);
        Assert.Throws<ArgumentException>(() => schema.Without("b"));
        Assert.Throws<ArgumentException>(() => new FeatureSchema("1", TurnFeature.Number("a")).Without("a"));
    }

    [Fact]
    public void Reading_a_turn_allocates_nothing()
    {
        TurnFeature subject = TurnFeature.OneOf("subject", "art", "law");
        FeatureSchema schema = FeatureSchema.Standard("1", TurnFeature.Number("severity"), subject, TurnFeature.Interaction(subject, TurnFeature.Number("severity")), TurnFeature.Of(LabelMeasure.LogOdds, YesNo), TurnFeature.Of(LabelMeasure.LogShares, YesNo), TurnFeature.From(TurnPredictors.Confidence));
        double[] row = new double[schema.ColumnCount];
        for (int i = 0; i < 100; i++)
        {
            Assert.Null(schema.Extract(Full, row));
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            schema.Extract(Full, row);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static bool Close(double expected, double actual) => Math.Abs(expected - actual) < 1e-12;

    private static byte[] FeatureSchemaText(FeatureSchema schema) => FeatureSchemaJson.ToUtf8Bytes(schema);

    private static AgentTurn With(string attribute, string value) => new() { Attributes = new Dictionary<string, string> { [attribute] = value } };

    private static AgentTurn WithTop(params TokenAlternative[] top) => new() { LogProbs = [new TokenLogProb(top[0].Token, top[0].LogProb, top)] };

    private static AgentTurn Tokens(params double[] logs) => new() { LogProbs = [.. logs.Select(log => new TokenLogProb("t", log))] };

    private static double Single(TurnFeature feature, AgentTurn turn) => Assert.Single(Read(feature, turn));

    private static double[] Read(TurnFeature feature, AgentTurn turn)
    {
        var schema = new FeatureSchema("1", feature);
        double[] row = new double[schema.ColumnCount];
        Assert.Null(schema.Extract(turn, row));
        return row;
    }

    private sealed class Throwing : IPredictor
    {
        public string Name => "throwing";

        public Estimate Predict(AgentTurn turn) => throw new InvalidOperationException("no");
    }
}
