using System.Text.Json;
using Escalation.Core.Tests.Uncertainty;
using Escalation.Probes.Pooling;

namespace Escalation.Core.Tests.Probes.Pooling;

public class PoolingRuleTests
{
    [Fact]
    public void The_golden_values_of_each_rule_come_out()
    {
        JsonElement golden = UncertaintyGolden.Section("probe_pooling");
        double[] logits = [.. golden.GetProperty("token_logits").EnumerateArray().Select(value => value.GetDouble())];
        (string Name, PoolingRule Rule)[] cases =
        [
            ("mean", PoolingRule.Mean),
            ("max", PoolingRule.Max),
            ("last", PoolingRule.Last),
            ("softmax_T1", PoolingRule.Softmax()),
            ("softmax_T5", PoolingRule.Softmax(5.0)),
            ("rolling_mean_max_w3", PoolingRule.RollingMeanMax(3)),
            ("rolling_mean_max_w10_shorter_than_window_use_mean", PoolingRule.RollingMeanMax(10)),
            ("top2_mean", PoolingRule.TopMean(2)),
        ];

        foreach ((string name, PoolingRule rule) in cases)
        {
            Assert.Equal(golden.GetProperty(name).GetDouble(), PoolingRules.Pool(rule, logits), 1e-15);
        }
    }

    [Fact]
    public void The_golden_padded_sequence_has_the_maximum_of_its_real_tokens()
    {
        JsonElement golden = UncertaintyGolden.Section("probe_pooling").GetProperty("all_negative_with_padding");
        double[] logits = [.. golden.GetProperty("token_logits").EnumerateArray().Select(value => value.GetDouble()), 0.0];
        bool[] real = [.. golden.GetProperty("mask").EnumerateArray().Select(value => value.GetInt32() == 1)];
        var pooling = new LogitPooling(PoolingRule.Max);

        pooling.Add(logits, real);

        Assert.Equal(golden.GetProperty("correct_max").GetDouble(), pooling.Value);
        Assert.Equal(golden.GetProperty("zero_filled_max_bug").GetDouble(), PoolingRules.Pool(PoolingRule.Max, logits));
    }

    [Fact]
    public void Towards_temperature_zero_softmax_is_the_maximum_and_towards_infinity_the_mean()
    {
        double[] logits = [0.5, -3.0, 2.0, 1.999, -1e30, 2.0];
        double[] moderate = [0.5, -3.0, 2.0, 1.999];

        Assert.Equal(2.0, PoolingRules.Pool(PoolingRule.Softmax(double.Epsilon), logits));
        Assert.Equal(2.0, PoolingRules.Pool(PoolingRule.Softmax(1e-300), logits));
        Assert.Equal(2.0, PoolingRules.Pool(PoolingRule.Softmax(1e-5), logits));
        Assert.Equal(PoolingRules.Pool(PoolingRule.Mean, moderate), PoolingRules.Pool(PoolingRule.Softmax(double.MaxValue), moderate), 1e-15);
    }

    [Fact]
    public void Huge_logits_overflow_nowhere()
    {
        double[] logits = [1e30, -1e30, 1e30, 3.0, -1e30, -1e30];
        foreach ((PoolingRule rule, Func<double[], double> definition) in PoolingRules.All.Where(one => !one.Rule.Name.Contains("mean", StringComparison.Ordinal)))
        {
            double expected = definition(logits);
            Assert.Equal(expected, PoolingRules.Pool(rule, logits), Math.Abs(expected) * 1e-15);
        }

        Assert.Equal(-1e30 / 6.0, PoolingRules.Pool(PoolingRule.Mean, logits), 1e15);
        Assert.Equal(1e30 / 3.0, PoolingRules.Pool(PoolingRule.RollingMeanMax(3), logits), 1e15);
        Assert.Equal(1e30, PoolingRules.Pool(PoolingRule.TopMean(2), logits));
    }

    [Fact]
    public void A_large_common_offset_costs_softmax_no_digits()
    {
        double[] logits = [0.25, -1.0, 3.0, 0.5, 2.0];
        const double Offset = 1L << 40;

        double shifted = PoolingRules.Pool(PoolingRule.Softmax(), [.. logits.Select(value => value + Offset)]);

        // The logits are multiples of 1/4, so the shifted ones are exact; what is left is the rounding of the result itself.
        Assert.Equal(PoolingRules.Pool(PoolingRule.Softmax(), logits), shifted - Offset, Math.BitIncrement(Offset) - Offset);
    }

    [Fact]
    public void Rules_with_parameters_at_their_edge_are_the_simpler_rules()
    {
        double[] logits = [0.2, -1.0, 3.0, 0.5, 0.1, 2.0];

        Assert.Equal(3.0, PoolingRules.Pool(PoolingRule.RollingMeanMax(1), logits));
        Assert.Equal(3.0, PoolingRules.Pool(PoolingRule.TopMean(1), logits));
        Assert.Equal(2.0, PoolingRules.Pool(PoolingRule.Ema(1.0), logits));
        Assert.Equal(3.0, PoolingRules.Pool(PoolingRule.EmaMax(1.0), logits));
    }

    [Fact]
    public void Equal_rules_have_equal_names_with_their_parameters_in_every_culture()
    {
        Assert.Equal("mean", PoolingRule.Mean.Name);
        Assert.Equal("softmax(0.5)", PoolingRule.Softmax(0.5).Name);
        Assert.Equal("rolling-mean-max(10)", PoolingRule.RollingMeanMax(10).ToString());
        Assert.Equal("ema(0.25)", PoolingRule.Ema(0.25).Name);
        Assert.Equal("top-mean(3)", PoolingRule.TopMean(3).Name);
        Assert.Equal(PoolingRule.Softmax(0.5), PoolingRule.Softmax(0.5));
        Assert.NotEqual(PoolingRule.Softmax(0.5), PoolingRule.Softmax(0.25));
        Assert.Equal(PoolingRule.TopMean(2).GetHashCode(), PoolingRule.TopMean(2).GetHashCode());
        Assert.Equal(PoolingRules.All.Length, PoolingRules.All.Select(one => one.Rule).Distinct().Count());
    }

    [Fact]
    public void Parameters_outside_their_range_are_refused()
    {
        foreach (double bad in (double[])[0.0, -1.0, double.NaN, double.PositiveInfinity])
        {
            Assert.Throws<ArgumentOutOfRangeException>("temperature", () => PoolingRule.Softmax(bad));
            Assert.Throws<ArgumentOutOfRangeException>("smoothing", () => PoolingRule.Ema(bad));
            Assert.Throws<ArgumentOutOfRangeException>("smoothing", () => PoolingRule.EmaMax(bad));
        }

        Assert.Throws<ArgumentOutOfRangeException>("smoothing", () => PoolingRule.Ema(1.0000001));
        Assert.Throws<ArgumentOutOfRangeException>("window", () => PoolingRule.RollingMeanMax(0));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => PoolingRule.TopMean(0));
    }
}
