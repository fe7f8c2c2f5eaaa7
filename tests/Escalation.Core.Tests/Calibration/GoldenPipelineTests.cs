using System.Text.Json;
using Escalation.Calibration;
using Escalation.Statistics;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Calibration;

/// <summary>The golden pipeline: seeded data, the grid <c>t_j = j * 0.99 / 999</c>, exact tails, fixed sequence.</summary>
public sealed class GoldenPipelineTests
{
    private static readonly ThresholdGrid Grid = ThresholdGrid.Even(0.0, 0.99, 1000);

    [Fact]
    public void The_generator_is_the_one_of_the_golden_file()
    {
        using JsonDocument golden = Read();
        JsonElement check = golden.RootElement.GetProperty("generator_check");
        var random = new SplitMix64(1);
        foreach (JsonElement uniform in check.GetProperty("uniforms").EnumerateArray())
        {
            Assert.Equal(uniform.GetDouble(), random.NextUniform());
        }

        (double[] scores, double[] losses) = GoldenScores.Draw(5, 1);
        Assert.Equal(check.GetProperty("scores").EnumerateArray().Select(score => score.GetDouble()), scores);
        Assert.Equal(check.GetProperty("correct").EnumerateArray().Select(correct => correct.GetBoolean() ? 0.0 : 1.0), losses);
    }

    [Fact]
    public void Counts_and_p_values_of_the_sampled_thresholds_agree()
    {
        using JsonDocument golden = Read();
        int rows = 0;
        foreach (JsonElement expected in Cases(golden))
        {
            CalibrationResult result = Calibrate(expected, SequenceStart.Strictest);
            foreach (JsonElement row in expected.GetProperty("sample_counts").EnumerateArray())
            {
                Hypothesis hypothesis = result.Hypotheses[row[0].GetInt32()];
                AssertWithinOneUlp(row[1].GetDouble(), hypothesis.Threshold);
                Assert.Equal(row[2].GetInt32(), hypothesis.Acted);
                Assert.Equal(row[3].GetInt32(), hypothesis.Errors);
                double expectedP = row[4].GetDouble();
                Assert.InRange(hypothesis.PValue, expectedP * (1.0 - 1e-10), (expectedP * (1.0 + 1e-10)) + double.Epsilon);
                rows++;
            }
        }

        Assert.Equal(12 * 8, rows);
    }

    [Fact]
    public void The_fixed_sequence_from_the_strictest_threshold_certifies_exactly_what_the_golden_file_does()
    {
        using JsonDocument golden = Read();
        foreach (JsonElement expected in Cases(golden))
        {
            JsonElement column = expected.GetProperty("rejected").GetProperty("fixed_sequence_from_strictest");
            CalibrationResult result = Calibrate(expected, SequenceStart.Strictest);
            int count = column.GetProperty("count").GetInt32();
            Assert.Equal(count, result.Hypotheses.Count(hypothesis => hypothesis.Certified));
            if (count == 0)
            {
                Assert.IsNotType<Certified>(result);
                continue;
            }

            Certificate certificate = Assert.IsType<Certified>(result).Certificate;
            AssertWithinOneUlp(column.GetProperty("lowest_threshold").GetDouble(), certificate.Threshold);
            Assert.Equal(Grid.Thresholds[column.GetProperty("lowest_index").GetInt32()], certificate.Threshold);
            Assert.Equal(count + 1, certificate.HypothesesTested);
        }
    }

    [Theory]
    [InlineData(CertificateProcedure.Bonferroni, "bonferroni")]
    [InlineData(CertificateProcedure.Holm, "holm")]
    public void Tests_without_an_order_certify_exactly_what_the_golden_file_does(CertificateProcedure procedure, string column)
    {
        using JsonDocument golden = Read();
        foreach (JsonElement expected in Cases(golden))
        {
            JsonElement rejected = expected.GetProperty("rejected").GetProperty(column);
            CalibrationResult result = Calibrate(expected, SequenceStart.Strictest, procedure);
            int count = rejected.GetProperty("count").GetInt32();
            Assert.Equal(count, result.Hypotheses.Count(hypothesis => hypothesis.Certified));
            Assert.All(result.Hypotheses, hypothesis => Assert.True(hypothesis.Tested));
            if (count == 0)
            {
                Assert.IsNotType<Certified>(result);
                continue;
            }

            Certificate certificate = Assert.IsType<Certified>(result).Certificate;
            Assert.Equal(Grid.Thresholds[rejected.GetProperty("lowest_index").GetInt32()], certificate.Threshold);
            AssertWithinOneUlp(rejected.GetProperty("lowest_threshold").GetDouble(), certificate.Threshold);
            Assert.Equal(1000, certificate.HypothesesTested);
            Assert.True(certificate.PValue <= certificate.Level && certificate.Level <= certificate.Delta);
            Assert.Null(certificate.Start);
        }
    }

    [Theory]
    [InlineData(0.05, 0.05, 2809, 120)]
    [InlineData(0.05, 0.1, 2871, 126)]
    [InlineData(0.1, 0.05, 6493, 609)]
    [InlineData(0.1, 0.1, 6611, 628)]
    public void Ten_thousand_items_act_on_as_many_as_published(double alpha, double delta, int acted, int errors)
    {
        (double[] scores, double[] losses) = GoldenScores.Draw(10_000, 1);
        var options = new SelectiveRiskOptions(alpha, delta) { Grid = Grid, Start = SequenceStart.Strictest };
        Certificate certificate = Assert.IsType<Certified>(SelectiveRisk.Calibrate(scores, losses, options)).Certificate;
        Assert.Equal(acted, certificate.ActedCount);
        Assert.Equal(errors, certificate.K);
        Assert.Equal((double)errors / acted, certificate.EmpiricalRisk);
        Assert.True(certificate.UpperBound <= alpha);
    }

    /// <summary>Five hundred items, where the sequence dies at the floor and twice the floor certifies.</summary>
    [Theory]
    [InlineData(0.1, 0.05, 692, 147, 8)]
    [InlineData(0.1, 0.1, 467, 263, 19)]
    [InlineData(0.15, 0.05, 0, 500, 57)]
    [InlineData(0.15, 0.1, 0, 500, 57)]
    [InlineData(0.2, 0.05, 0, 500, 57)]
    [InlineData(0.2, 0.1, 0, 500, 57)]
    public void Twice_the_floor_certifies_where_the_floor_and_the_strictest_start_block(double alpha, double delta, int index, int acted, int errors)
    {
        (double[] scores, double[] losses) = GoldenScores.Draw(500, 1);
        var options = new SelectiveRiskOptions(alpha, delta) { Grid = Grid };
        Certificate certificate = Assert.IsType<Certified>(SelectiveRisk.Calibrate(scores, losses, options)).Certificate;
        Assert.Equal(Grid.Thresholds[index], certificate.Threshold);
        Assert.Equal(acted, certificate.ActedCount);
        Assert.Equal(errors, certificate.K);
        foreach (SequenceStart start in (SequenceStart[])[SequenceStart.Floor, SequenceStart.Strictest])
        {
            var blocked = Assert.IsType<SequenceBlocked>(SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(alpha, delta) { Grid = Grid, Start = start }));
            Assert.True(blocked.At.PValue > delta);
            Assert.True(blocked.PassingAlone > 0);
            Assert.DoesNotContain(blocked.Hypotheses, hypothesis => hypothesis.Certified);
        }
    }

    private static CalibrationResult Calibrate(JsonElement expected, SequenceStart start, CertificateProcedure procedure = CertificateProcedure.FixedSequence)
    {
        (double[] scores, double[] losses) = GoldenScores.Draw(expected.GetProperty("n").GetInt32(), expected.GetProperty("seed").GetUInt64());
        Assert.Equal(expected.GetProperty("errors").GetInt32(), losses.Count(loss => loss == 1.0));
        var options = new SelectiveRiskOptions(expected.GetProperty("alpha").GetDouble(), expected.GetProperty("delta").GetDouble()) { Grid = Grid, Start = start, Procedure = procedure };
        return SelectiveRisk.Calibrate(scores, losses, options);
    }

    private static JsonElement.ArrayEnumerator Cases(JsonDocument golden) =>
        golden.RootElement.GetProperty("ltt_exact_binomial_pipeline").GetProperty("cases").EnumerateArray();

    private static JsonDocument Read() =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "calibration.json")));

    private static void AssertWithinOneUlp(double expected, double actual) =>
        Assert.True(actual >= Math.BitDecrement(expected) && actual <= Math.BitIncrement(expected), FormattableString.Invariant($"{actual:R} is more than one unit in the last place from {expected:R}"));
}
