using System.Globalization;
using Escalation.Calibration;
using Escalation.Calibration.Counting;
using Escalation.Decisions;

namespace Escalation.Core.Tests.Calibration.Counting;

public sealed class ThresholdCountsJsonTests
{
    private static readonly ThresholdGrid Grid = ThresholdGrid.Of(0.1, 0.5, 0.9);

    [Fact]
    public void The_document_is_one_line_of_integers()
    {
        var counter = new ThresholdCounter(Grid);
        counter.Add([0.05, 0.5, 0.6, 0.95], [1.0, 0.0, 1.0, 1.0]);
        Assert.Equal(
            $$"""{"schema":"escalation-threshold-counts/1","direction":"higherActs","losses":"zeroOne","grid":{"count":3,"first":0.1,"last":0.9,"sha256":"{{Grid.Summary.Sha256}}"},"dataSha256":null,"n":4,"items":[1,0,2,1],"errors":[1,0,1,1],"lossUnits":[]}""",
            counter.ToCounts().ToJson());
    }

    [Fact]
    public void Every_kind_of_counts_survives_the_round_trip()
    {
        double[] scores = GridGallery.Uniform(1_000, seed: 6);
        double[] bounded = GridGallery.Uniform(1_000, seed: 7);
        double[] losses = [.. bounded.Select(loss => loss < 0.5 ? 1.0 : 0.0)];
        foreach (ScoreDirection direction in Enum.GetValues<ScoreDirection>())
        {
            foreach (CountedLosses kind in Enum.GetValues<CountedLosses>())
            {
                var counter = new ThresholdCounter(Grid, direction, kind);
                if (kind == CountedLosses.None)
                {
                    counter.Add(scores);
                }
                else
                {
                    counter.Add(scores, kind == CountedLosses.Bounded ? bounded : losses);
                }

                ThresholdCounts counts = counter.ToCounts(CalibrationData.Sha256(scores));
                ThresholdCounts read = ThresholdCounts.Parse(counts.ToJson(), Grid);
                Assert.Equal(counts, read);
                Assert.Equal(counts.ToJson(), read.ToJson());
                Assert.Equal(counts.Acted(1), read.Acted(1));
            }
        }
    }

    [Fact]
    public void Another_grid_is_refused_even_when_it_differs_in_its_last_bit()
    {
        ThresholdGrid other = ThresholdGrid.Of(0.1, double.BitIncrement(0.5), 0.9);
        Assert.Equal("grid.sha256", Assert.Throws<ThresholdCountsFormatException>(() => ThresholdCounts.Parse(Valid(), other)).Field);
    }

    [Theory]
    [InlineData("\"n\":4", "\"n\":5", "n")]
    [InlineData("\"n\":4", "\"n\":3", "n")]
    [InlineData("\"n\":4", "\"n\":4.5", "n")]
    [InlineData("\"n\":4", "\"n\":\"4\"", "n")]
    [InlineData("\"n\":4,", "", "n")]
    [InlineData("\"n\":4", "\"N\":4", "n")]
    [InlineData("[1,0,2,1]", "[1,0,3,0]", "errors[3]")]
    [InlineData("[1,0,2,1]", "[1,0,2]", "items")]
    [InlineData("[1,0,2,1]", "[1,-1,3,1]", "items[1]")]
    [InlineData("[1,0,2,1]", "[1,0,2,9223372036854775807]", "n")]
    [InlineData("[1,0,2,1]", "[1,0,2,9223372036854775808]", "items[3]")]
    [InlineData("[1,0,2,1]", "null", "items")]
    [InlineData("[1,0,1,1]", "[]", "errors")]
    [InlineData("[1,0,1,1]", "[1,1,1,1]", "errors[1]")]
    [InlineData("\"lossUnits\":[]", "\"lossUnits\":[\"0\"]", "lossUnits")]
    [InlineData("\"lossUnits\":[]", "\"lossUnits\":[],\"extra\":1", "extra")]
    [InlineData("counts/1", "counts/2", "schema")]
    [InlineData("higherActs", "HigherActs", "direction")]
    [InlineData("\"higherActs\"", "null", "direction")]
    [InlineData("\"higherActs\"", "5", "direction")]
    [InlineData("zeroOne", "binary", "losses")]
    [InlineData("zeroOne", "none", "errors")]
    [InlineData("zeroOne", "bounded", "lossUnits")]
    [InlineData("\"count\":3", "\"count\":4", "grid")]
    [InlineData("\"first\":0.1", "\"first\":1e999", "grid.first")]
    [InlineData("\"first\":0.1", "\"first\":0.2", "grid")]
    [InlineData("\"dataSha256\":null", "\"dataSha256\":\"ABC\"", "dataSha256")]
    [InlineData("\"dataSha256\":null", "\"dataSha256\":\"\\ud800\"", "dataSha256")]
    public void A_document_that_was_tampered_with_is_refused_and_the_field_named(string from, string to, string field)
    {
        string json = Valid();
        Assert.Contains(from, json, StringComparison.Ordinal);
        ThresholdCountsFormatException error = Assert.Throws<ThresholdCountsFormatException>(() => ThresholdCounts.Parse(json.Replace(from, to, StringComparison.Ordinal), Grid));
        Assert.Equal(field, error.Field);
        Assert.Contains($"'{field}'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"schema\":")]
    [InlineData("{\"n\":1,\"n\":1}")]
    [InlineData("\ufeff{}")]
    [InlineData("{\"a\":\"\ud800\"}")]
    public void What_is_no_such_document_is_refused(string json) =>
        Assert.Throws<ThresholdCountsFormatException>(() => ThresholdCounts.Parse(json, Grid));

    [Fact]
    public void Text_behind_the_document_and_endless_documents_are_refused()
    {
        Assert.Throws<ThresholdCountsFormatException>(() => ThresholdCounts.Parse(Valid() + "x", Grid));
        Assert.Contains("too long", Assert.Throws<ThresholdCountsFormatException>(() => ThresholdCounts.Parse(new string(' ', 5_000), Grid)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>("json", () => ThresholdCounts.Parse(null!, Grid));
        Assert.Throws<ArgumentNullException>("grid", () => ThresholdCounts.Parse("{}", null!));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("01")]
    [InlineData("+4611686018427387904")]
    [InlineData("9223372036854775809")]
    [InlineData("-1")]
    public void Sums_of_losses_that_their_counts_rule_out_are_refused(string units)
    {
        var counter = new ThresholdCounter(Grid, losses: CountedLosses.Bounded);
        counter.Add([0.95, 0.95], [0.5, 0.5]);
        string json = counter.ToCounts().ToJson();
        string exact = (1L << 62).ToString(CultureInfo.InvariantCulture);
        Assert.Contains($"\"{exact}\"]", json, StringComparison.Ordinal);
        Assert.Equal("lossUnits[3]", Assert.Throws<ThresholdCountsFormatException>(() => ThresholdCounts.Parse(json.Replace($"\"{exact}\"]", $"\"{units}\"]", StringComparison.Ordinal), Grid)).Field);
    }

    [Fact]
    public void Units_that_are_no_text_are_told_from_text_that_is_no_number()
    {
        var counter = new ThresholdCounter(Grid, losses: CountedLosses.Bounded);
        counter.Add([0.95, 0.95], [0.5, 0.5]);
        string json = counter.ToCounts().ToJson();
        string exact = (1L << 62).ToString(CultureInfo.InvariantCulture);
        Assert.EndsWith("must be a text.", Refused($"{exact}]"), StringComparison.Ordinal);
        Assert.EndsWith("must be a text.", Refused("null]"), StringComparison.Ordinal);
        Assert.EndsWith("must be a whole number in digits.", Refused("\"1.5\"]"), StringComparison.Ordinal);
        Assert.EndsWith("is not valid Unicode.", Refused("\"\\ud800\"]"), StringComparison.Ordinal);

        string Refused(string last) => Assert.Throws<ThresholdCountsFormatException>(() => ThresholdCounts.Parse(json.Replace($"\"{exact}\"]", last, StringComparison.Ordinal), Grid)).Message;
    }

    /// <summary>Half of a surrogate pair as such, not as an escape, has no bytes in UTF-8.</summary>
    [Fact]
    public void Half_of_a_surrogate_pair_in_the_document_is_refused()
    {
        string json = Valid().Replace("zeroOne", "zero\ud800One", StringComparison.Ordinal);
        ThresholdCountsFormatException error = Assert.Throws<ThresholdCountsFormatException>(() => ThresholdCounts.Parse(json, Grid));
        Assert.Equal("The counts are not valid Unicode: they have half of a surrogate pair.", error.Message);
        Assert.IsType<System.Text.EncoderFallbackException>(error.InnerException);
    }

    [Fact]
    public void The_largest_counts_fit_the_length_that_is_allowed()
    {
        ThresholdGrid grid = ThresholdGrid.Of(0.0);
        string json = new ThresholdCounter(grid, losses: CountedLosses.Bounded).ToCounts(new string('a', 64)).ToJson()
            .Replace("\"n\":0", $"\"n\":{long.MaxValue}", StringComparison.Ordinal)
            .Replace("\"items\":[0,0],\"errors\":[0,0],\"lossUnits\":[\"0\",\"0\"]", $"\"items\":[0,{long.MaxValue}],\"errors\":[0,{long.MaxValue}],\"lossUnits\":[\"0\",\"{(UInt128)long.MaxValue << 62}\"]", StringComparison.Ordinal);
        Assert.Equal(long.MaxValue, ThresholdCounts.Parse(json, grid).LossSum(0));
    }

    private static string Valid()
    {
        var counter = new ThresholdCounter(Grid);
        counter.Add([0.05, 0.5, 0.6, 0.95], [1.0, 0.0, 1.0, 1.0]);
        return counter.ToCounts().ToJson();
    }
}
