using System.Text;
using Escalation.Learning;
using Escalation.Learning.Calibrators;

namespace Escalation.Core.Tests.Learning.Calibrators;

public sealed class CalibratorJsonTests
{
    public static TheoryData<CalibrationMethod> Methods => [.. Enum.GetValues<CalibrationMethod>()];

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_map_comes_back_to_the_bit_and_its_text_is_one(CalibrationMethod method)
    {
        (double[] scores, bool[] labels) = LearningGolden.ScoresAndCorrect(200, 19);
        IConfidenceCalibrator map = ConfidenceCalibration.OfProbabilities(method, scores, labels);
        byte[] saved = CalibratorJson.ToUtf8Bytes(map);
        IConfidenceCalibrator read = CalibratorJson.Parse(saved);

        Assert.Equal(map.GetType(), read.GetType());
        Assert.Equal((map.Name, map.Fingerprint), (read.Name, read.Fingerprint));
        Assert.Equal(saved, CalibratorJson.ToUtf8Bytes(read));
        foreach (double score in scores.Concat([0.0, 1.0, 0.5, double.NaN]))
        {
            Assert.Equal(BitConverter.DoubleToInt64Bits(map.Probability(score)), BitConverter.DoubleToInt64Bits(read.Probability(score)));
            if (map is IIntervalCalibrator interval)
            {
                Assert.Equal(interval.Interval(score), ((IIntervalCalibrator)read).Interval(score));
            }
        }
    }

    [Fact]
    public void The_document_is_as_it_is_described()
    {
        var map = new LogOddsCalibration(new PlattCalibration(-1.5, 1e-7));
        string text = Encoding.UTF8.GetString(CalibratorJson.ToUtf8Bytes(map));
        string content = """
            "kind":"log-odds","map":{"kind":"platt","map":{"a":-1.5,"b":1e-7,"converged":true}},"schema":"escalation-calibrator","version":1}
            """;
        string hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes("{" + content)));
        Assert.Equal($$"""{"fingerprint":"{{hash}}",""" + content, text);
        Assert.Equal(hash, map.Fingerprint);
    }

    [Fact]
    public void Another_map_has_another_fingerprint()
    {
        string[] prints =
        [
            new PlattCalibration(-1.0, 0.0).Fingerprint,
            new PlattCalibration(-1.0, 1e-300).Fingerprint,
            new LogOddsCalibration(new PlattCalibration(-1.0, 0.0)).Fingerprint,
            new BetaCalibration(1.0, 1.0, 0.0).Fingerprint,
            TemperatureScaling.FromTemperature(1.0).Fingerprint,
        ];
        Assert.Equal(prints.Length, prints.Distinct().Count());
    }

    [Theory]
    [InlineData("\"version\":1", "\"version\":2", "version")]
    [InlineData("\"version\":1", "\"version\":1,\"note\":0", "note")]
    [InlineData("\"version\":1", "\"version\":1,\"version\":1", "version")]
    [InlineData("escalation-calibrator", "escalation-calibrators", "schema")]
    [InlineData("\"kind\":\"isotonic\"", "\"kind\":\"spline\"", "kind")]
    [InlineData("\"kind\":\"isotonic\"", "\"kind\":\"histogram\"", "edges")]
    [InlineData("[0.25,0.75]", "[0.75,0.25]", "scores")]
    [InlineData("[0.25,0.75]", "[0.25,0.25]", "scores")]
    [InlineData("[0.25,0.75]", "[0.25,1e400]", "scores")]
    [InlineData("[0.25,0.75]", "[0.25,NaN]", "")]
    [InlineData("[0.25,0.75]", "[0.25]", "values")]
    [InlineData("[0.25,0.75]", "0.25", "scores")]
    [InlineData("[0,1]", "[0,1.5]", "values")]
    [InlineData("[0,1]", "[1,0]", "values")]
    [InlineData("[0,1]", "[0,0.9]", "fingerprint")]
    [InlineData("[0,1]", "[0,\"1\"]", "values")]
    [InlineData("\"values\"", "\"levels\"", "values")]
    public void A_document_that_was_changed_is_refused(string part, string other, string field)
    {
        string saved = Encoding.UTF8.GetString(CalibratorJson.ToUtf8Bytes(IsotonicCalibration.Fit([0.25, 0.75], [false, true])));
        Assert.Contains(part, saved, StringComparison.Ordinal);
        byte[] changed = Encoding.UTF8.GetBytes(saved.Replace(part, other, StringComparison.Ordinal));
        Assert.Contains(field, Assert.Throws<FormatException>(() => CalibratorJson.Parse(changed)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"fingerprint\":\"\"}")]
    [InlineData("{}{}")]
    public void What_is_no_map_is_refused(string text) =>
        Assert.Throws<FormatException>(() => CalibratorJson.Parse(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void White_space_does_not_change_a_map()
    {
        byte[] saved = CalibratorJson.ToUtf8Bytes(VennAbersCalibration.Fit([0.2, 0.4, 0.6], [false, true, true]));
        string spaced = Encoding.UTF8.GetString(saved).Replace(",", " ,\n", StringComparison.Ordinal);
        Assert.Equal(saved, CalibratorJson.ToUtf8Bytes(CalibratorJson.Parse(Encoding.UTF8.GetBytes(spaced))));
    }

    [Fact]
    public void Cutting_or_flipping_a_byte_anywhere_never_gives_another_map()
    {
        byte[] saved = CalibratorJson.ToUtf8Bytes(VennAbersCalibration.Fit([0.2, 0.4, 0.6, 0.4], [false, true, true, false]));
        string fingerprint = CalibratorJson.Parse(saved).Fingerprint;
        for (int at = 0; at < saved.Length; at++)
        {
            Assert.Throws<FormatException>(() => CalibratorJson.Parse(saved.AsMemory(0, at)));
            byte[] flipped = [.. saved];
            flipped[at] ^= 1;
            try
            {
                Assert.Equal(fingerprint, CalibratorJson.Parse(flipped).Fingerprint);
            }
            catch (FormatException)
            {
            }
        }
    }

    [Fact]
    public void A_foreign_map_cannot_be_saved() =>
        Assert.Throws<ArgumentException>("calibrator", () => CalibratorJson.ToUtf8Bytes(new Foreign()));

    private sealed class Foreign : IConfidenceCalibrator
    {
        public string Name => "foreign";

        public string Fingerprint => "none";

        public double Probability(double score) => score;
    }
}
