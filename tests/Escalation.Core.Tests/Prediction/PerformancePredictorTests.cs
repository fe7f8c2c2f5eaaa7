using Escalation.Decisions;
using Escalation.Learning.Boosting;
using Escalation.Prediction;
using Escalation.Prediction.Features;
using Escalation.Prediction.Training;
using Escalation.Statistics;
using Escalation.Uncertainty.Attribution;

namespace Escalation.Core.Tests.Prediction;

public sealed class PerformancePredictorTests
{
    private static readonly PerformancePredictor[] All = [.. Enum.GetValues<MetaModelKind>().Select(kind => PredictionData.Train(kind).Predictor)];

    [Fact]
    public void Contributions_add_up_to_the_log_odds_to_the_bit()
    {
        foreach (PerformancePredictor predictor in All)
        {
            foreach (double[] row in Rows(100))
            {
                PredictionExplanation explanation = predictor.Explain(row)!;
                double sum = explanation.Baseline;
                foreach (FeatureContribution contribution in explanation.Contributions)
                {
                    sum += contribution.LogOdds;
                }

                Assert.Equal(BitConverter.DoubleToInt64Bits(predictor.LogOdds(row)), BitConverter.DoubleToInt64Bits(sum));
                Assert.Equal(explanation.LogOdds, sum);
                Assert.Equal(predictor.Probability(row), explanation.Probability);
            }
        }
    }

    [Fact]
    public void Contributions_average_to_zero_over_the_training_rows()
    {
        TrainingSet set = PredictionData.Set();
        foreach (MetaModelKind kind in Enum.GetValues<MetaModelKind>())
        {
            PerformancePredictor predictor = PredictionData.Train(kind, set).Predictor;
            double[] values = set.Values;
            int columns = set.Schema.ColumnCount;
            double[][] parts = [.. Enumerable.Range(0, set.Rows).Select(i => predictor.Explain(values.AsSpan(i * columns, columns))!.Contributions.Select(part => part.LogOdds).ToArray())];
            for (int f = 0; f < set.Schema.Features.Count; f++)
            {
                Assert.Equal(0.0, parts.Average(row => row[f]), 10);
            }
        }
    }

    [Fact]
    public void The_cause_is_the_one_whose_features_speak_most_against_acting()
    {
        foreach (PerformancePredictor predictor in All)
        {
            PredictionExplanation ambiguous = predictor.Explain([0.0, 0.95, 0.0, 1.0, 0.0, 0.0])!;
            PredictionExplanation gap = predictor.Explain([0.0, 0.05, 1.0, 1.0, 0.0, 0.0])!;
            PredictionExplanation clear = predictor.Explain([0.0, 0.05, 0.0, 1.0, 0.0, 0.0])!;

            Assert.Equal(UncertaintyCause.AmbiguousInput, ambiguous.Cause);
            Assert.Equal(UncertaintyCause.PolicyGap, gap.Cause);
            Assert.Equal(UncertaintyCause.Unknown, clear.Cause);
            Assert.True(ambiguous.CauseLogOdds < 0.0);
            Assert.Contains("severity", ambiguous.ToString(), StringComparison.Ordinal);
            Assert.Contains("cause AmbiguousInput", ambiguous.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_absent_feature_counts_as_absent_where_training_knew_that_and_escalates_where_it_did_not()
    {
        foreach (PerformancePredictor predictor in All)
        {
            Assert.Equal([false, true, false, false], Enumerable.Range(0, 4).Select(predictor.MayBeAbsent));
            Assert.True(predictor.Predict(Turn(severity: null)).HasValue);
            Assert.True(predictor.Explain(Turn(severity: null))!.Contributions[1].IsAbsent);

            Estimate needed = predictor.Predict(Turn() with { VerifierScore = null });
            Assert.Equal((SignalKind.Missing, Reason.NoSignal, "VerifierScore"), (needed.Kind, needed.Reason, needed.Detail));
            Estimate unusable = predictor.Predict(Turn(severity: "x"));
            Assert.Equal((SignalKind.Missing, Reason.ScoreUndefined, "severity"), (unusable.Kind, unusable.Reason, unusable.Detail));
            Assert.Null(predictor.Explain(Turn() with { VerifierScore = null }));
            Assert.True(double.IsNaN(predictor.LogOdds([double.PositiveInfinity, 0.5, 0.0, 1.0, 0.0, 0.0])));
            Assert.True(double.IsNaN(predictor.LogOdds([double.NaN, 0.5, 0.0, 1.0, 0.0, 0.0])));
            Assert.True(predictor.Predict(Turn(subject: "chess")).HasValue);
        }
    }

    [Fact]
    public void A_number_beyond_the_training_range_counts_as_its_end()
    {
        foreach (PerformancePredictor predictor in All)
        {
            Assert.Equal(predictor.LogOdds([2.5, 0.5, 0.0, 1.0, 0.0, 0.0]), predictor.LogOdds([1e300, 0.5, 0.0, 1.0, 0.0, 0.0]));
            Assert.Equal(predictor.LogOdds([-2.5, 0.5, 0.0, 1.0, 0.0, 0.0]), predictor.LogOdds([-1e300, 0.5, 0.0, 1.0, 0.0, 0.0]));
        }
    }

    [Fact]
    public void A_policy_acts_on_what_is_likely_right_and_escalates_what_is_not_or_cannot_be_told()
    {
        foreach (PerformancePredictor predictor in All)
        {
            EscalationPolicy costs = EscalationPolicy.Build(p => p.Costs(wrongAct: 4, escalation: 1).ModelIsRight(predictor));
            EscalationPolicy floor = EscalationPolicy.Build(p => p.PredictedRight(predictor, below: 0.75));

            foreach (EscalationPolicy policy in new[] { costs, floor })
            {
                Assert.Equal(DecisionOutcome.Act, policy.Decide(Turn(score: 2.0, severity: "0.02")).Outcome);
                Assert.Equal(DecisionOutcome.EscalateToPerson, policy.Decide(Turn(score: -2.0)).Outcome);
                Assert.Equal(Reason.NoSignal, policy.Decide(Turn() with { VerifierScore = null }).Reason);
                Assert.Equal(DecisionOutcome.EscalateToPerson, policy.Decide(Turn() with { VerifierScore = double.NaN }).Outcome);
                Assert.Equal(DecisionOutcome.EscalateToPerson, policy.Decide(Turn(severity: "x")).Outcome);
            }

            Assert.Equal("ambiguous-input", floor.Decide(Turn(score: 0.0, severity: "0.95")).Reason.Code);
            Assert.Equal("policy-gap", floor.Decide(Turn(score: -1.0, severity: "0.05", gap: "1")).Reason.Code);
            Assert.Equal(Reason.LowConfidence, floor.Decide(Turn(score: -2.0, severity: "0.02")).Reason);
            Assert.Contains("P(right)", floor.Explain(Turn(score: -2.0)).Triggers[0].Evidence, StringComparison.Ordinal);
            Assert.Contains("for want of VerifierScore", floor.Explain(Turn() with { VerifierScore = null }).Triggers[0].Evidence, StringComparison.Ordinal);
        }

        Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.PredictedRight(All[0], Threshold.DelegateAbove(0.5))));
        Assert.Throws<ArgumentOutOfRangeException>(() => EscalationPolicy.Build(p => p.PredictedRight(All[0], double.NaN)));
        Assert.Throws<ArgumentOutOfRangeException>(() => EscalationPolicy.Build(p => p.PredictedRight(All[0], 0.5, DecisionOutcome.Act)));
    }

    [Fact]
    public void The_probability_never_rises_with_a_constrained_severity()
    {
        PredictorTrainingOptions options = PredictionData.Quick with { Monotone = new Dictionary<string, MonotoneDirection> { ["severity"] = MonotoneDirection.Decreasing } };
        for (ulong seed = 0; seed < 5; seed++)
        {
            PerformancePredictor predictor = PredictionData.Train(MetaModelKind.BoostedStumps, PredictionData.Set(seed: seed), options with { Seed = seed }).Predictor;
            double last = double.PositiveInfinity;
            for (double severity = 0.0; severity <= 1.0; severity += 0.01)
            {
                double z = predictor.LogOdds([0.3, severity, 1.0, 0.0, 1.0, 0.0]);
                Assert.True(z <= last);
                last = z;
            }
        }
    }

    [Fact]
    public void Predicting_and_scoring_allocate_nothing()
    {
        double[] row = [0.1, 0.5, 0.0, 1.0, 0.0, 0.0];
        AgentTurn turn = Turn();
        foreach (PerformancePredictor predictor in All)
        {
            double sum = 0.0;
            for (int i = 0; i < 100; i++)
            {
                sum += predictor.Predict(turn).Value + predictor.Probability(row);
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
            {
                sum += predictor.Predict(turn).Value + predictor.Probability(row);
            }

            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.True(sum > 0.0);
        }
    }

    [Fact]
    public void A_vector_of_another_length_is_refused()
    {
        Assert.Throws<ArgumentException>(() => All[0].LogOdds([1.0]));
        Assert.Throws<ArgumentException>(() => All[0].Explain([1.0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => All[0].MayBeAbsent(4));
    }

    private static AgentTurn Turn(double score = 0.5, string? severity = "0.5", string gap = "0", string subject = "art")
    {
        var attributes = new Dictionary<string, string> { ["gap"] = gap, ["subject"] = subject };
        if (severity is not null)
        {
            attributes["severity"] = severity;
        }

        return new AgentTurn { VerifierScore = score, Attributes = attributes };
    }

    private static IEnumerable<double[]> Rows(int count)
    {
        var random = new SplitMix64(77);
        for (int i = 0; i < count; i++)
        {
            bool law = random.NextBelow(2) == 0;
            yield return [(random.NextUniform() * 6.0) - 3.0, random.NextBelow(3) == 0 ? double.NaN : random.NextUniform(), random.NextBelow(2), law ? 0.0 : 1.0, law ? 1.0 : 0.0, 0.0];
        }
    }
}
