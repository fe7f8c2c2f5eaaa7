using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Statistics.Sequential;

public sealed class UniformEProcessTests
{
    /// <summary>The first step from a uniform p-value is worth one on average: each bet is a density. The substitution p = sin(x)^2 tames both ends.</summary>
    [Fact]
    public void The_bets_are_densities()
    {
        const int Points = 200_000;
        double[] sums = new double[UniformBets.Count];
        double[] factors = new double[UniformBets.Count];
        for (int i = 0; i < Points; i++)
        {
            // p = 3x^2 - 2x^3 flattens further: its slope vanishes at both ends, as the densities grow.
            double x = (i + 0.5) / Points;
            double y = x * x * x * (10.0 - (15.0 * x) + (6.0 * x * x));
            double slope = 30.0 * x * x * (1.0 - x) * (1.0 - x);
            if (y is > 0.0 and < 1.0)
            {
                UniformBets.LogFactors(y, factors);
                for (int j = 0; j < sums.Length; j++)
                {
                    sums[j] += Math.Exp(factors[j]) * slope / Points;
                }
            }
        }

        Assert.Equal(16, sums.Length);
        Assert.All(sums, sum => Assert.InRange(sum, 0.9995, 1.0005));
    }

    /// <summary>Each bet has a mirror image among the others, so that rising and falling scores are found alike.</summary>
    [Fact]
    public void The_bets_favour_no_side()
    {
        double[] factors = new double[UniformBets.Count];
        double[] mirrored = new double[UniformBets.Count];
        foreach (double p in new[] { 0.03, 0.3, 0.45 })
        {
            UniformBets.LogFactors(p, factors);
            UniformBets.LogFactors(1.0 - p, mirrored);
            Assert.Equal(factors.Order(), mirrored.Order(), (one, other) => Math.Abs(one - other) < 1e-13);
        }
    }

    /// <summary>Bets from the first step on have long been ruined when a change comes late; bets spread over all starts have not.</summary>
    [Fact]
    public void A_start_at_any_step_finds_a_late_change_that_the_first_step_does_not()
    {
        var first = new UniformEProcess();
        var any = new UniformEProcess(EvidenceStart.AnyStep);
        var random = new SplitMix64(8);
        for (int i = 0; i < 2_150; i++)
        {
            double uniform = random.NextOpenUniform();
            double p = i < 2_000 ? uniform : Math.Pow(uniform, 0.4);
            first.Observe(p);
            any.Observe(p);
        }

        Assert.True(any.Rejects(0.01), $"{any.PValue}");
        Assert.True(any.LogValue > first.LogValue + 1.0, $"{any.LogValue} and {first.LogValue}");
    }

    [Theory]
    [InlineData(1.0, 2.0, EvidenceStart.FirstStep)]
    [InlineData(2.0, 1.0, EvidenceStart.AnyStep)]
    public void Scores_that_rise_or_fall_are_found(double rise, double fall, EvidenceStart start)
    {
        var process = new UniformEProcess(start);
        var random = new SplitMix64(4);
        for (int i = 0; i < 400; i++)
        {
            double uniform = random.NextOpenUniform();
            process.Observe(rise < fall ? Math.Pow(uniform, 0.6) : 1.0 - Math.Pow(uniform, 0.6));
        }

        Assert.True(process.Rejects(0.001), $"{process.PValue}");
        Assert.Equal(rise < fall, process.Onset.Mean > 0.5);
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(4.0)]
    public void Scores_that_spread_or_gather_are_found(double power)
    {
        var process = new UniformEProcess();
        var random = new SplitMix64(4);
        for (int i = 0; i < 600; i++)
        {
            double centred = (2.0 * random.NextOpenUniform()) - 1.0;
            process.Observe(0.5 + (0.5 * Math.Sign(centred) * Math.Pow(Math.Abs(centred), power) * 0.999999));
        }

        Assert.True(process.Rejects(0.001), $"{process.PValue}");
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void A_p_value_outside_the_open_interval_is_refused_and_changes_nothing(double p)
    {
        var process = new UniformEProcess();

        Assert.Throws<ArgumentOutOfRangeException>(() => process.Observe(p));
        Assert.Equal(0, process.Count);
        Assert.Equal(0.0, process.LogValue);
    }

    [Theory]
    [InlineData(EvidenceStart.FirstStep)]
    [InlineData(EvidenceStart.AnyStep)]
    public void A_restored_process_goes_on_as_if_nothing_had_happened(EvidenceStart start)
    {
        var whole = new UniformEProcess(start);
        var part = new UniformEProcess(start);
        var random = new SplitMix64(8);
        for (int i = 0; i < 100; i++)
        {
            double p = random.NextOpenUniform();
            whole.Observe(p);
            var next = new UniformEProcess(start);
            next.Restore(part.State);
            part = next;
            part.Observe(p);
        }

        Assert.Equal(whole.LogValue, part.LogValue);
        Assert.Equal(whole.State.Capitals, part.State.Capitals);
        Assert.Throws<InvalidOperationException>(() => part.Restore(whole.State));
        Assert.Throws<ArgumentOutOfRangeException>(() => new UniformEProcess((EvidenceStart)7));
    }

    [Fact]
    public void Observing_allocates_nothing()
    {
        var process = new UniformEProcess(EvidenceStart.AnyStep);
        process.Observe(0.5);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            process.Observe(0.25);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_capital_rejects_at_exactly_the_level_it_is_worth_and_its_p_value_is_the_reciprocal()
    {
        var process = new UniformEProcess();
        while (process.MaxLogValue < 2.0)
        {
            process.Observe(0.01);
        }

        double level = Levels.Needing(process.MaxLogValue);
        Assert.True(process.Rejects(level));
        Assert.False(process.Rejects(level * (1.0 - 1e-14)));
        Outward.AssertRelative(Math.Exp(-process.MaxLogValue), process.PValue, 1e-14);
        Assert.Throws<ArgumentNullException>("state", () => process.Restore(null!));
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void A_level_outside_the_open_interval_is_refused(double level) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(level), () => new UniformEProcess().Rejects(level));
}
