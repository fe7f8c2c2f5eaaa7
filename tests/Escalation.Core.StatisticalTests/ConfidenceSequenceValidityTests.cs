using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.StatisticalTests;

/// <summary>Whether the true mean ever leaves a confidence sequence, looking after each observation.</summary>
public sealed class ConfidenceSequenceValidityTests
{
    private const double Delta = .1;

    [Theory]
    [InlineData(.1, 71)]
    [InlineData(.5, 72)]
    public void The_empirical_Bernstein_sequence_holds_the_mean_at_all_times(double mean, ulong seed)
    {
        const int Worlds = 2_000;
        var random = new SplitMix64(seed);
        int misses = 0;
        for (int world = 0; world < Worlds; world++)
        {
            var sequence = new EmpiricalBernsteinSequence(Delta, 20 * mean * (1 - mean));
            for (int i = 0; i < 200; i++)
            {
                sequence.Add(random.NextUniform() < mean ? 1 : 0);
            }

            misses += mean < sequence.Lower || mean > sequence.Upper ? 1 : 0;
        }

        Assert.InRange(misses, 1, Simulation.OneSided(Worlds, Delta));
    }

    [Theory]
    [InlineData(.1, 73)]
    [InlineData(.505, 74)]
    public void The_betting_sequence_holds_the_mean_at_all_times(double mean, ulong seed)
    {
        const int Worlds = 2_000;
        var random = new SplitMix64(seed);
        int misses = 0;
        for (int world = 0; world < Worlds; world++)
        {
            var sequence = new BettingConfidenceSequence(Delta, 50);
            for (int i = 0; i < 200; i++)
            {
                sequence.Add(random.NextUniform() < mean ? 1 : 0);
            }

            misses += mean < sequence.Lower || mean > sequence.Upper ? 1 : 0;
        }

        Assert.InRange(misses, 1, Simulation.OneSided(Worlds, Delta));
    }

    /// <summary>What a confidence sequence is for: the fixed-sample interval, looked at after each observation, misses far more often than it says.</summary>
    [Fact]
    public void Looking_at_a_fixed_sample_interval_again_and_again_breaks_its_promise()
    {
        const int Worlds = 1_000;
        const double Mean = .3;
        var random = new SplitMix64(75);
        int misses = 0;
        for (int world = 0; world < Worlds; world++)
        {
            int errors = 0;
            bool missed = false;
            for (int i = 1; i <= 200 && !missed; i++)
            {
                errors += random.NextUniform() < Mean ? 1 : 0;
                missed = i >= 10 && (BinomialTail.Lower(errors, i, Mean) <= Delta / 2 || BinomialTail.Upper(errors, i, Mean) <= Delta / 2);
            }

            misses += missed ? 1 : 0;
        }

        Assert.InRange(misses, .25 * Worlds, .6 * Worlds);
    }
}
