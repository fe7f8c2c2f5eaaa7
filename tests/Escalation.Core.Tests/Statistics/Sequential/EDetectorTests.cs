using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Statistics.Sequential;

public sealed class EDetectorTests
{
    [Theory]
    [InlineData(MeanHypothesis.AtMost)]
    [InlineData(MeanHypothesis.AtLeast)]
    public void It_says_what_it_tests(MeanHypothesis hypothesis)
    {
        var detector = new EDetector(hypothesis, 0.3);
        Assert.Equal((hypothesis, 0.3), (detector.Hypothesis, detector.Alpha));
        var mixture = new MixtureEProcess(hypothesis, 0.3);
        Assert.Equal((hypothesis, 0.3), (mixture.Hypothesis, mixture.Alpha));
        Assert.Throws<ArgumentNullException>("state", () => new EDetector(hypothesis, 0.3).Restore(null!));
        Assert.Equal("1 in [0, 1]", WeightedLoss.Seen(1.0).ToString());
        Assert.Throws<ArgumentOutOfRangeException>("delta", () => BettingTest.PValue([0.5], 0.5, double.NaN));
    }

    [Theory]
    [InlineData(MeanHypothesis.AtMost, 0.1)]
    [InlineData(MeanHypothesis.AtMost, 0.4)]
    [InlineData(MeanHypothesis.AtLeast, 0.1)]
    [InlineData(MeanHypothesis.AtLeast, 0.7)]
    public void At_the_boundary_the_expectation_grows_by_one_a_step(MeanHypothesis hypothesis, double alpha)
    {
        for (int steps = 1; steps <= 10; steps++)
        {
            double expectation = LossPaths.Expect(steps, alpha, losses =>
            {
                var detector = new EDetector(hypothesis, alpha);
                foreach (double loss in losses)
                {
                    detector.Observe(loss);
                }

                return Math.Exp(detector.LogValue);
            });

            Assert.InRange(expectation, steps * (1.0 - 1e-12), steps * (1.0 + 1e-12));
        }
    }

    /// <summary>The stopped detector is worth at most the steps it took, so its mean run length cannot be shorter than the threshold by more than what is still running.</summary>
    [Theory]
    [InlineData(2.0)]
    [InlineData(5.0)]
    public void What_a_false_alarm_is_worth_never_exceeds_the_steps_it_took(double runLength)
    {
        double worth = 0.0;
        double steps = LossPaths.Expect(12, 0.2, losses =>
        {
            var detector = new EDetector(MeanHypothesis.AtMost, 0.2);
            int taken = 0;
            while (taken < losses.Length && !detector.Alarms(runLength))
            {
                detector.Observe(losses[taken++]);
            }

            worth += losses.Aggregate(1.0, (product, loss) => product * (loss == 1.0 ? 0.2 : 0.8)) * Math.Exp(detector.LogValue);
            return taken;
        });

        Assert.Equal(steps, worth, 10);
    }

    [Fact]
    public void A_late_change_is_found_sooner_than_by_an_e_process_at_the_same_number()
    {
        var detector = new EDetector(MeanHypothesis.AtMost, 0.1);
        var process = new MixtureEProcess(MeanHypothesis.AtMost, 0.1, EvidenceStart.AnyStep);
        for (int i = 1; i <= 5_000; i++)
        {
            detector.Observe(i % 20 == 0 ? 1.0 : 0.0);
            process.Observe(i % 20 == 0 ? 1.0 : 0.0);
        }

        int delay = 0;
        while (!detector.Alarms(1e6))
        {
            Assert.False(process.Rejects(1e-6));
            detector.Observe(delay % 2);
            process.Observe(delay % 2);
            delay++;
        }

        Assert.InRange(delay, 10, 60);
        Assert.InRange(detector.Onset.FirstStep, 4_990, 5_002);
    }

    [Fact]
    public void A_restored_detector_goes_on_as_if_nothing_had_happened()
    {
        var whole = new EDetector(MeanHypothesis.AtMost, 0.2);
        var part = new EDetector(MeanHypothesis.AtMost, 0.2);
        part.Restore(part.State);
        for (int i = 0; i < 50; i++)
        {
            whole.Observe(i % 3 / 2.0);
            var next = new EDetector(MeanHypothesis.AtMost, 0.2);
            next.Restore(part.State);
            part = next;
            part.Observe(i % 3 / 2.0);
        }

        Assert.Equal(whole.LogValue, part.LogValue);
        Assert.Equal(whole.MaxLogValue, part.MaxLogValue);
        Assert.Equal(whole.State.Capitals, part.State.Capitals);
        Assert.Throws<InvalidOperationException>(() => part.Restore(whole.State));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_run_length_that_means_nothing_is_refused(double runLength) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new EDetector(MeanHypothesis.AtMost, 0.2).Alarms(runLength));

    [Fact]
    public void Nothing_observed_is_no_alarm()
    {
        var detector = new EDetector(MeanHypothesis.AtMost, 0.2);

        Assert.False(detector.Alarms(1.5));
        Assert.Equal(double.NegativeInfinity, detector.LogValue);
        Assert.Throws<ArgumentOutOfRangeException>(() => detector.Observe(double.NaN));
        Assert.Equal(0, detector.Count);
    }

    [Fact]
    public void An_alarm_is_raised_at_exactly_the_run_length()
    {
        var detector = new EDetector(MeanHypothesis.AtMost, 0.2);
        while (detector.MaxLogValue < 2.0)
        {
            detector.Observe(1.0);
        }

        double runLength = Levels.RunLengthNeeding(detector.MaxLogValue);
        Assert.True(detector.Alarms(runLength));
        Assert.False(detector.Alarms(runLength * (1.0 + 1e-14)));
    }
}
