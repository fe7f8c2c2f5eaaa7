using System.Text;
using Escalation.Decisions;
using Escalation.Prediction;
using Escalation.Prediction.Features;
using Escalation.Prediction.Training;
using Escalation.Statistics;
using Escalation.Uncertainty;

namespace Escalation.Core.Tests.Prediction;

public sealed class PerformancePredictorJsonTests
{
    [Fact]
    public void Every_kind_comes_back_to_the_bit()
    {
        foreach (MetaModelKind kind in Enum.GetValues<MetaModelKind>())
        {
            PerformancePredictor predictor = PredictionData.Train(kind).Predictor;
            byte[] saved = PerformancePredictorJson.ToUtf8Bytes(predictor);
            PerformancePredictor read = PerformancePredictorJson.Parse(saved, PredictionData.Schema);

            Assert.Equal(saved, PerformancePredictorJson.ToUtf8Bytes(read));
            Assert.Equal((predictor.Name, predictor.Kind, predictor.Origin, predictor.Configuration, predictor.Schema.Fingerprint), (read.Name, read.Kind, read.Origin, read.Configuration, read.Schema.Fingerprint));
            var random = new SplitMix64(3);
            for (int i = 0; i < 50; i++)
            {
                double[] row = [(random.NextUniform() * 6.0) - 3.0, i % 3 == 0 ? double.NaN : random.NextUniform(), i % 2, 0.0, 0.0, 1.0];
                Assert.Equal(BitConverter.DoubleToInt64Bits(predictor.LogOdds(row)), BitConverter.DoubleToInt64Bits(read.LogOdds(row)));
            }
        }
    }

    [Fact]
    public void Every_source_of_features_comes_back()
    {
        TurnFeature subject = TurnFeature.OneOf("subject", "räucherei", "law \"x\"");
        FeatureSchema schema = FeatureSchema.Standard(
            "v\n2",
            subject,
            TurnFeature.Number("n"),
            TurnFeature.OneOf(TurnCategory.Language, "de"),
            TurnFeature.Interaction(subject, TurnFeature.Of(TurnMeasure.LogProbQuantile, 0.05)),
            TurnFeature.Of(LabelMeasure.LogShares, new LabelSet(("a", ["a", " a"]), ("b", ["b"])), 2),
            TurnFeature.From(TurnPredictors.ExpertConfidence(0.25)));
        var random = new SplitMix64(1);
        var set = new TrainingSet(schema);
        for (int i = 0; i < 40; i++)
        {
            set.Add([.. Enumerable.Range(0, schema.ColumnCount).Select(_ => random.NextUniform())], i % 3 == 0);
        }

        PerformancePredictor predictor = PredictionData.Train(MetaModelKind.Logistic, set, new() { Penalties = [1.0], Folds = 2 }).Predictor;
        byte[] saved = PerformancePredictorJson.ToUtf8Bytes(predictor);

        Assert.Equal(schema.Fingerprint, PerformancePredictorJson.Parse(saved, schema).Schema.Fingerprint);
        Assert.Equal(schema.Columns, PerformancePredictorJson.Parse(saved, TurnPredictors.ExpertConfidence(0.25)).Schema.Columns);
        Assert.Contains("was not given", Assert.Throws<PredictorFormatException>(() => PerformancePredictorJson.Parse(saved)).Message, StringComparison.Ordinal);
        Assert.Contains("must be configured as '0.25', but is configured as '0.5'", Assert.Throws<PredictorFormatException>(() => PerformancePredictorJson.Parse(saved, TurnPredictors.ExpertConfidence(0.5))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_change_of_a_byte_goes_unnoticed()
    {
        foreach (MetaModelKind kind in new[] { MetaModelKind.Logistic, MetaModelKind.BoostedStumps })
        {
            byte[] saved = PerformancePredictorJson.ToUtf8Bytes(PredictionData.Train(kind).Predictor);
            // Every byte of one kind, every third of the other.
            for (int i = 0; i < saved.Length; i += kind == MetaModelKind.Logistic ? 1 : 3)
            {
                byte[] changed = [.. saved];
                changed[i] = changed[i] == (byte)'1' ? (byte)'2' : (byte)'1';
                Assert.Throws<PredictorFormatException>(() => PerformancePredictorJson.Parse(changed));
            }

            for (int length = 0; length < saved.Length; length += 37)
            {
                Assert.Throws<PredictorFormatException>(() => PerformancePredictorJson.Parse(saved.AsMemory(0, length)));
            }
        }
    }

    [Theory]
    [InlineData("\"format\":\"escalation-performance-predictor/1\"", "\"format\":\"escalation-performance-predictor/2\"", "must have 'escalation-performance-predictor/1'")]
    [InlineData("{\"format\"", "{\"more\":1,\"format\"", "canonical")]
    [InlineData("{\"format\"", "{ \"format\"", "canonical")]
    [InlineData("\"kind\":\"Logistic\"", "\"kind\":\"Logistic\",\"kind\":\"Logistic\"", "not a saved predictor")]
    [InlineData("\"kind\":\"Logistic\"", "\"kind\":\"Ridge\"", "canonical")]
    [InlineData("\"kind\":\"Logistic\"", "\"kind\":\"0\"", "canonical")]
    [InlineData("\"kind\":\"Logistic\"", "\"kind\":\"Forest\"", "unknown value")]
    [InlineData("\"rows\":240", "\"rows\":1e400", "not a saved predictor")]
    [InlineData("\"rows\":240", "\"rows\":NaN", "not a saved predictor")]
    [InlineData("\"baseline\":", "\"baseline\":1e400,\"b\":", "not a saved predictor")]
    [InlineData("\"values\":[\"art\",\"law\"]", "\"values\":[\"art\",\"art\"]", "not a saved predictor")]
    [InlineData("\"values\":[\"art\",\"law\"]", "\"values\":[\"art\"]", "not a saved predictor")]
    public void What_is_no_saved_predictor_is_refused_with_what_is_wrong(string part, string replacement, string expected)
    {
        string saved = Encoding.UTF8.GetString(PerformancePredictorJson.ToUtf8Bytes(PredictionData.Train(MetaModelKind.Logistic).Predictor));
        Assert.Contains(part, saved, StringComparison.Ordinal);
        byte[] changed = Encoding.UTF8.GetBytes(saved.Replace(part, replacement, StringComparison.Ordinal));

        string message = Assert.Throws<PredictorFormatException>(() => PerformancePredictorJson.Parse(changed)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void A_predictor_of_another_schema_is_refused()
    {
        byte[] saved = PerformancePredictorJson.ToUtf8Bytes(PredictionData.Train(MetaModelKind.Ridge).Predictor);
        var other = new FeatureSchema("2", [.. PredictionData.Schema.Features]);

        string message = Assert.Throws<PredictorFormatException>(() => PerformancePredictorJson.Parse(saved, other)).Message;
        Assert.Contains(other.Fingerprint, message, StringComparison.Ordinal);
        Assert.Contains(PredictionData.Schema.Fingerprint, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_mean_nothing_are_refused()
    {
        foreach (string text in new[] { "", "null", "[]", "{}", "1", "{\"format\":1}", "{\"format\":null}", "{\"format\":\"escalation-performance-predictor/1\"}", "{\"format\":\"escalation-performance-predictor/1\",\"sha256\":\"\",\"predictor\":[]}" })
        {
            Assert.Throws<PredictorFormatException>(() => PerformancePredictorJson.Parse(Encoding.UTF8.GetBytes(text)));
        }
    }
}
