using System.Text.Json;
using Escalation.Core.Tests.Statistics;
using Escalation.Evaluation;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Evaluation;

/// <summary>The two tests of calibration by cumulative differences.</summary>
public class CumulativeDifferencesTests
{
    public static TheoryData<string> Cases =>
        [.. GoldenCalibration.Section("metrics").GetProperty("cases").EnumerateArray().Where(one => one.TryGetProperty("mapie_ks", out _)).Select(one => one.GetProperty("name").GetString()!)];

    /// <summary>The peer moves every confidence by noise, to break ties, and leaves the start at 0 out of the range.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Golden_statistics_come_out(string name)
    {
        JsonElement golden = CalibrationMetricsGoldenTests.Case(name);
        (double[] p, bool[] correct) = CalibrationMetricsGoldenTests.Data(golden);
        double[] walk = Walk(p, correct);
        Assert.Equal(golden.GetProperty("mapie_ks").GetDouble(), KolmogorovSmirnovTest.Statistic(p, correct).Value!.Value, 1e-6);
        Assert.Equal(golden.GetProperty("mapie_kuiper").GetDouble(), walk.Max() - walk.Min(), 1e-6);
        Assert.Equal(Math.Max(walk.Max(), 0.0) - Math.Min(walk.Min(), 0.0), KuiperTest.Statistic(p, correct).Value!.Value, 1e-10);
    }

    /// <summary>The peer subtracts from 1, so of its p-values only those well above its rounding error say anything.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Golden_p_values_come_out(string name)
    {
        JsonElement golden = CalibrationMetricsGoldenTests.Case(name);
        Assert.Equal(golden.GetProperty("mapie_ks_p").GetDouble(), KolmogorovSmirnovTest.PValue(golden.GetProperty("mapie_ks").GetDouble()), 1e-10);
        Assert.Equal(golden.GetProperty("mapie_kuiper_p").GetDouble(), KuiperTest.PValue(golden.GetProperty("mapie_kuiper").GetDouble()), 1e-10);
    }

    [Fact]
    public void Both_series_of_a_law_meet_and_p_values_fall_from_one_to_a_tail_that_is_never_negative()
    {
        foreach ((Func<double, double> pValue, double seam) in new (Func<double, double>, double)[] { (KolmogorovSmirnovTest.PValue, 1.0), (KuiperTest.PValue, 1.5) })
        {
            Assert.Equal(pValue(Math.BitDecrement(seam)), pValue(seam), 1e-14);
            Assert.Equal(1.0, pValue(0.0));
            Assert.Equal(1.0, pValue(1e-200));
            Assert.InRange(pValue(30.0), double.Epsilon, 1e-190);
            Assert.Equal(0.0, pValue(1e6));
            double last = 1.0;
            for (double statistic = 0.0; statistic < 10.0; statistic += 0.01)
            {
                double p = pValue(statistic);
                Assert.InRange(p, 0.0, last + 1e-15);
                last = p;
            }

            Assert.Throws<ArgumentOutOfRangeException>("statistic", () => pValue(double.NaN));
            Assert.Throws<ArgumentOutOfRangeException>("statistic", () => pValue(-0.1));
        }
    }

    [Fact]
    public void The_order_of_the_rows_plays_no_part_even_among_equal_confidences()
    {
        double[] p = [0.2, 0.8, 0.8, 0.8, 0.5, 0.5];
        bool[] correct = [false, true, false, true, false, true];
        MetricValue smirnov = KolmogorovSmirnovTest.Statistic(p, correct);
        MetricValue kuiper = KuiperTest.Statistic(p, correct);
        var random = new SplitMix64(5);
        for (int trial = 0; trial < 50; trial++)
        {
            double[] keys = [.. p.Select(_ => random.NextUniform())];
            int[] order = [.. Enumerable.Range(0, p.Length).OrderBy(row => keys[row])];
            Assert.Equal(smirnov.Value!.Value, KolmogorovSmirnovTest.Statistic([.. order.Select(row => p[row])], [.. order.Select(row => correct[row])]).Value!.Value, 1e-12);
            Assert.Equal(kuiper.Value!.Value, KuiperTest.Statistic([.. order.Select(row => p[row])], [.. order.Select(row => correct[row])]).Value!.Value, 1e-12);
        }
    }

    /// <summary>Right where unsure and wrong where sure cancel in the whole: the range sees all of it, the distance from 0 half.</summary>
    [Fact]
    public void Misfits_that_cancel_are_seen()
    {
        double[] p = [.. Enumerable.Repeat(0.5, 100), .. Enumerable.Repeat(0.6, 100)];
        bool[] correct = [.. Enumerable.Range(0, 200).Select(row => row % 10 < (row < 100 ? 8 : 3))];
        double deviation = Math.Sqrt((100 * 0.25) + (100 * 0.24));
        Assert.Equal(30.0 / deviation, KolmogorovSmirnovTest.Statistic(p, correct).Value!.Value, 1e-12);
        Assert.Equal(30.0 / deviation, KuiperTest.Statistic(p, correct).Value!.Value, 1e-12);

        double[] late = [.. Enumerable.Repeat(0.3, 100), .. p];
        bool[] lateCorrect = [.. Enumerable.Range(0, 100).Select(row => row % 10 < 1), .. correct];
        double all = Math.Sqrt((deviation * deviation) + (100 * 0.21));
        Assert.Equal(20.0 / all, KolmogorovSmirnovTest.Statistic(late, lateCorrect).Value!.Value, 1e-12);
        Assert.Equal(30.0 / all, KuiperTest.Statistic(late, lateCorrect).Value!.Value, 1e-12);
    }

    /// <summary>Two thousand samples of calibrated confidences: of p-values at most 0.05 there are 100, give or take five standard deviations; the law of Brownian motion is a little wide for sums.</summary>
    [Fact]
    public void Calibrated_confidences_are_rejected_as_often_as_the_level_says()
    {
        var random = new SplitMix64(11);
        int smirnov = 0;
        int kuiper = 0;
        double[] p = new double[1_000];
        bool[] correct = new bool[p.Length];
        for (int world = 0; world < 2_000; world++)
        {
            for (int i = 0; i < p.Length; i++)
            {
                p[i] = random.NextUniform();
                correct[i] = random.NextUniform() < p[i];
            }

            smirnov += KolmogorovSmirnovTest.PValue(KolmogorovSmirnovTest.Statistic(p, correct).Value!.Value) <= 0.05 ? 1 : 0;
            kuiper += KuiperTest.PValue(KuiperTest.Statistic(p, correct).Value!.Value) <= 0.05 ? 1 : 0;
        }

        Assert.InRange(smirnov, 51, 149);
        Assert.InRange(kuiper, 51, 149);
    }

    [Fact]
    public void What_has_no_statistic_says_why()
    {
        Assert.Equal(MetricUndefined.NoItems, KolmogorovSmirnovTest.Statistic([], []).Reason);
        Assert.Equal(MetricUndefined.NoItems, KuiperTest.Statistic([], []).Reason);
        Assert.Equal(MetricUndefined.NoVariance, KolmogorovSmirnovTest.Statistic([0.0, 1.0], [true, false]).Reason);
        Assert.Equal(MetricUndefined.NoVariance, KuiperTest.Statistic([0.0, 1.0], [true, false]).Reason);
        Assert.Throws<ArgumentOutOfRangeException>("confidences", () => KuiperTest.Statistic([0.5, double.NaN], [true, true]));
        Assert.Throws<ArgumentOutOfRangeException>("confidences", () => KolmogorovSmirnovTest.Statistic([1.5], [true]));
        Assert.Throws<ArgumentException>("correct", () => KuiperTest.Statistic([0.5], []));
        Assert.Throws<ArgumentException>("correct", () => KolmogorovSmirnovTest.Statistic([0.5], []));
    }

    private static double[] Walk(double[] p, bool[] correct)
    {
        double deviation = Math.Sqrt(p.Sum(one => one * (1.0 - one)));
        double sum = 0.0;
        return [.. Enumerable.Range(0, p.Length).OrderBy(row => p[row]).Select(row => (sum += (correct[row] ? 1.0 : 0.0) - p[row]) / deviation)];
    }
}
