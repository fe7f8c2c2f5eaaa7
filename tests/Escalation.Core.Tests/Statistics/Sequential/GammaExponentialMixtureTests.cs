using System.Globalization;
using System.Text.Json;
using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Statistics.Sequential;

public sealed class GammaExponentialMixtureTests
{
    [Fact]
    public void The_boundaries_of_the_golden_file_are_met()
    {
        JsonElement[] cases = [.. GoldenCalibration.Section("time_uniform").GetProperty("gamma_exponential").EnumerateArray()];
        Assert.Equal(3, cases.Length);
        Assert.All(cases, golden =>
        {
            GammaExponentialMixture mixture = GammaExponentialMixture.Tuned(golden.GetProperty("v_opt").GetDouble(), golden.GetProperty("alpha").GetDouble());
            Outward.AssertRelative(golden.GetProperty("rho").GetDouble(), mixture.Rho, 1e-14);
            foreach (JsonProperty bound in golden.GetProperty("bound_at_v").EnumerateObject())
            {
                double variance = double.Parse(bound.Name, CultureInfo.InvariantCulture);
                Outward.AssertRelative(bound.Value.GetDouble(), mixture.Boundary(variance), 2e-12);
            }
        });
    }

    /// <summary>The series at 60 digits, with the level solved by bisection; the result may only be above.</summary>
    [Theory]
    [MemberData(nameof(Reference))]
    public void Boundaries_match_60_digit_arithmetic_and_are_never_below(double rho, double delta, double variance, double expected)
    {
        double actual = new GammaExponentialMixture(rho, delta).Boundary(variance);
        Assert.InRange(actual / expected, 1 - 2e-16, 1 + 1e-11);
    }

    /// <summary>At the parameters 1 and 2 the series are <c>(e^x - 1) / x</c> and <c>(e^x - 1 - x) / x^2</c>.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3.5)]
    [InlineData(20)]
    [InlineData(350)]
    [InlineData(400)]
    [InlineData(700)]
    [InlineData(20_000)]
    public void The_series_is_met_within_its_own_error_bound(double x)
    {
        double first = GammaExponentialMixture.LogSeries(1, x - 1, out double firstError);
        double second = GammaExponentialMixture.LogSeries(2, x - 2, out double secondError);

        double expected = x + Math.Log((1 - Math.Exp(-x)) / x);
        Assert.InRange(Math.Abs(first - expected), 0, firstError + (1e-15 * expected));
        expected = x + Math.Log((1 - ((1 + x) * Math.Exp(-x))) / (x * x));
        Assert.InRange(Math.Abs(second - expected), 0, secondError + (1e-15 * Math.Abs(expected)));
        Assert.InRange(firstError, 1e-15, 1e-14 * (10 + x));
        Assert.InRange(secondError, 1e-15, 1e-14 * (10 + x));
    }

    /// <summary>Without a sum the series is <c>sqrt(2 pi / a) exp(1/(12 a)) (1/2 + 1/(3 sqrt(2 pi a)))</c> for a large parameter, and thus far below one: what is cut off counts in proportion to it.</summary>
    [Theory]
    [InlineData(1e8)]
    [InlineData(1e9)]
    public void A_small_sum_of_a_long_series_is_met_within_its_own_error_bound(double a)
    {
        double log = GammaExponentialMixture.LogSeries(a, 0, out double error);

        double expected = (Math.Log(2 * Math.PI / a) / 2) + (1 / (12 * a)) + Math.Log(.5 + (1 / (3 * Math.Sqrt(2 * Math.PI * a))));
        Assert.InRange(Math.Abs(log - expected), 0, error);
        Assert.InRange(error, 1e-12, 1e-9);
    }

    [Fact]
    public void A_mixture_tells_its_parameters()
    {
        var mixture = new GammaExponentialMixture(1e9, .025);
        Assert.Equal((1e9, .025), (mixture.Rho, mixture.Delta));
    }

    [Fact]
    public void The_guess_does_not_matter()
    {
        var mixture = new GammaExponentialMixture(1.5, .025);
        double expected = mixture.Boundary(100);
        foreach (double guess in (double[])[1e-9, .1, 1, 20, expected, 60, 500, 5000])
        {
            Outward.AssertRelative(expected, mixture.Boundary(100, guess), 1e-12);
        }

        Assert.Equal(expected, mixture.Boundary(100, double.PositiveInfinity));
    }

    /// <summary>The boundary of the observation before is as good as a new one when it is still above and close enough: one series instead of several.</summary>
    [Fact]
    public void A_guess_that_is_good_enough_is_kept()
    {
        var mixture = new GammaExponentialMixture(1.5, .025);
        double guess = mixture.Boundary(100) * (1 + 4e-14);
        Assert.Equal(guess, mixture.Boundary(100, guess));
    }

    /// <summary>At long times, and now and then at any, rounding moves the search to and fro across the boundary. It must end all the same, above it and near it.</summary>
    [Fact]
    public void Rounding_does_not_keep_the_search_from_ending()
    {
        var random = new SplitMix64(1);
        for (int i = 0; i < 1000; i++)
        {
            AssertTight(Math.Pow(10, (7 * random.NextUniform()) - 3), Math.Pow(10, (7 * random.NextUniform()) - 6), Math.Exp(-1 - (20 * random.NextUniform())), 1e-10);
        }

        for (int i = 1; i <= 30; i++)
        {
            AssertTight(1E7 * i, 2, .05, 1e-9);
        }

        static void AssertTight(double variance, double rho, double delta, double tolerance)
        {
            var mixture = new GammaExponentialMixture(rho, delta);
            double boundary = mixture.Boundary(variance);
            Assert.True(double.IsFinite(boundary), $"{variance:R}, {rho:R}, {delta:R}");
            Assert.True(GammaExponentialMixture.LogSeries(variance + rho, boundary, out double error) - error >= mixture.Needed);
            Assert.True(GammaExponentialMixture.LogSeries(variance + rho, boundary * (1 - tolerance), out error) - error < mixture.Needed);
        }
    }

    /// <summary>Against sums of the same terms in decimals.</summary>
    [Theory]
    [InlineData(1e-6, 0)]
    [InlineData(.1, 0)]
    [InlineData(.1, 3.75)]
    [InlineData(1.5, 40)]
    [InlineData(37.3, 0)]
    [InlineData(37.3, 21.7)]
    [InlineData(1e3, 100)]
    [InlineData(12345.6, 0)]
    [InlineData(1e5, 0)]
    public void The_error_of_the_series_is_within_its_bound(double a, double excess)
    {
        double log = GammaExponentialMixture.LogSeries(a, excess, out double error);

        Assert.InRange(Math.Abs(Decimals.Exact(log) - LogSeries(a, excess)), 0, (decimal)error);
    }

    /// <summary><c>T(1e-6, 1e-6) = 1e6 + 1 + 5e-7 + ...</c>: the second term leaves a rest below 1e-17 of the sum. Each of the two takes four roundings, and the logarithm is rounded to half its last place.</summary>
    [Fact]
    public void The_error_bound_of_a_short_series_counts_each_of_its_roundings_and_few_more()
    {
        double log = GammaExponentialMixture.LogSeries(1e-6, 0, out double error);

        Assert.InRange(error / FactorRounding.Unit, 8 + Math.Abs(log), 40);
    }

    /// <summary>The error bound tells the number of terms: the rest of the series is below 1e-17 of its sum, and would not be with a tenth of the terms less.</summary>
    [Fact]
    public void The_series_is_cut_where_its_rest_cannot_be_seen()
    {
        const double A = 1e4;
        double log = GammaExponentialMixture.LogSeries(A, 0, out double error);
        int length = (int)Math.Round((((error / FactorRounding.Unit) - Math.Abs(log)) / 6) - 2);
        double term = 1;
        double[] terms = [.. Enumerable.Range(1, 3 * length).Select(n => term *= A / (A + n))];

        Assert.InRange(terms[length..].Sum(), 0, 1e-17 * terms.Sum());
        Assert.True(terms[(length * 9 / 10)..].Sum() > 1e-17 * terms.Sum());
    }

    [Theory]
    [InlineData(1e-6, 1)]
    [InlineData(1e-6, 1000)]
    [InlineData(2.5, 1)]
    [InlineData(2.5, 1000)]
    public void What_the_series_must_reach_is_rounded_up(double rho, int halvings)
    {
        double needed = new GammaExponentialMixture(rho, Math.ScaleB(1, -halvings)).Needed;

        Assert.InRange(Decimals.Exact(needed) - (LogSeries(rho, 0) + (halvings * Decimals.Ln2)), 0, 1e-12m);
    }

    [Fact]
    public void Parameters_and_times_may_be_at_their_ends_but_not_beyond()
    {
        Assert.True(GammaExponentialMixture.Tuned(1E-3, .1).Rho > 0);
        Assert.True(GammaExponentialMixture.Tuned(1E9, .1).Rho > 0);
        Assert.Throws<ArgumentOutOfRangeException>("variance", () => GammaExponentialMixture.Tuned(Math.BitDecrement(1E-3), .1));
        Assert.Throws<ArgumentOutOfRangeException>("variance", () => GammaExponentialMixture.Tuned(Math.BitIncrement(1E9), .1));
        Assert.Throws<ArgumentOutOfRangeException>("delta", () => GammaExponentialMixture.Tuned(1, 0));
        var mixture = new GammaExponentialMixture(1E9, .5);
        Assert.InRange(mixture.Boundary(BinomialTail.MaxTrials), 1E6, 1E7);
        Assert.Throws<ArgumentOutOfRangeException>("variance", () => mixture.Boundary(Math.BitIncrement(BinomialTail.MaxTrials)));
    }

    [Fact]
    public void The_boundary_grows_with_time_and_confidence()
    {
        double last = 0;
        foreach (double variance in (double[])[0, 1e-6, .1, 1, 10, 1e3, 1e5])
        {
            double boundary = new GammaExponentialMixture(2, .05).Boundary(variance);
            Assert.True(boundary > last);
            Assert.True(new GammaExponentialMixture(2, .01).Boundary(variance) > boundary);
            last = boundary;
        }
    }

    [Fact]
    public void The_tuned_boundary_is_nearly_the_tightest_at_its_time()
    {
        double tuned = GammaExponentialMixture.Tuned(100, .05).Boundary(100);
        Assert.True(tuned < GammaExponentialMixture.Tuned(10, .05).Boundary(100));
        Assert.True(tuned < GammaExponentialMixture.Tuned(1000, .05).Boundary(100));
    }

    [Fact]
    public void The_least_level_has_a_boundary() =>
        Assert.InRange(new GammaExponentialMixture(1e-6, double.Epsilon).Boundary(1e3), 1500, 4000);

    [Theory]
    [InlineData(0, .1, "rho")]
    [InlineData(1_000_000_000.5, .1, "rho")]
    [InlineData(double.NaN, .1, "rho")]
    [InlineData(double.PositiveInfinity, .1, "rho")]
    [InlineData(1, 0, "delta")]
    [InlineData(1, 1, "delta")]
    [InlineData(1, double.NaN, "delta")]
    public void Bad_parameters_are_named(double rho, double delta, string parameter) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(() => new GammaExponentialMixture(rho, delta)).ParamName);

    [Fact]
    public void Bad_times_and_levels_are_named()
    {
        Assert.Equal("variance", Assert.Throws<ArgumentOutOfRangeException>(() => new GammaExponentialMixture(1, .1).Boundary(double.NaN)).ParamName);
        Assert.Equal("variance", Assert.Throws<ArgumentOutOfRangeException>(() => new GammaExponentialMixture(1, .1).Boundary(-1)).ParamName);
        Assert.Equal("variance", Assert.Throws<ArgumentOutOfRangeException>(() => GammaExponentialMixture.Tuned(0, .1)).ParamName);
        Assert.Equal("delta", Assert.Throws<ArgumentOutOfRangeException>(() => GammaExponentialMixture.Tuned(1, .5)).ParamName);
        Assert.Equal("delta", Assert.Throws<ArgumentOutOfRangeException>(() => GammaExponentialMixture.Tuned(1, double.NaN)).ParamName);
    }

    public static TheoryData<double, double, double, double> Reference => new()
    {
        { 0.1, 0.025, 0, 3.8681674530291184 },
        { 0.1, 0.025, 3.75, 11.018183886841614 },
        { 1.0, 0.1, 50, 22.597828595656498 },
        { 15.5, 0.05, 700.25, 81.26201590363988 },
        { 2.0, 1e-12, 40, 69.78640846050429 },
        { 1e-06, 0.05, 10, 31.191812065546888 },
        { 100.0, 0.01, 5000.0, 249.37867144140287 },
        { 1000.0, 0.45, 20, 26.813990786342277 },
    };

    private static decimal LogSeries(double a, double excess)
    {
        decimal start = Decimals.Exact(a);
        decimal x = start + Decimals.Exact(excess);
        decimal term = 1m / start;
        decimal sum = term;
        for (int n = 1; term > sum * 1e-24m; n++)
        {
            term *= x / (start + n);
            sum += term;
        }

        return Decimals.Logarithm(sum);
    }
}
