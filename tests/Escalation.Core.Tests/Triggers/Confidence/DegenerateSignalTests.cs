using Escalation.Decisions;
using Escalation.Triggers.Confidence;

namespace Escalation.Core.Tests.Triggers.Confidence;

public class DegenerateSignalTests
{
    [Fact]
    [Trait("Row", "70")]
    public void A_model_that_always_says_the_same_raises_the_alarm_once_the_window_is_full()
    {
        var monitor = new DegenerateSignalMonitor();
        for (int i = 0; i < 199; i++)
        {
            Assert.False(monitor.Observe(0.99));
        }

        Assert.True(monitor.Observe(0.99));
        Assert.Equal(200, monitor.Observed);
    }

    [Fact]
    [Trait("Row", "70")]
    public void Jitter_around_one_number_does_not_hide_it()
    {
        var monitor = new DegenerateSignalMonitor();
        var random = new Random(1);
        for (int i = 0; i < 400; i++)
        {
            monitor.Observe(0.99 + (random.NextDouble() * 1e-4));
        }

        Assert.True(monitor.IsDegenerate);
    }

    [Fact]
    public void Scores_that_vary_are_fine_and_the_alarm_ends_when_they_vary_again()
    {
        var monitor = new DegenerateSignalMonitor(options: new DegenerateSignalOptions { Window = 20, MaximumShare = 0.9 });
        for (int i = 0; i < 20; i++)
        {
            monitor.Observe(0.5);
        }

        Assert.True(monitor.IsDegenerate);
        monitor.Observe(0.1);
        Assert.True(monitor.IsDegenerate);
        monitor.Observe(0.9);
        Assert.False(monitor.IsDegenerate);
    }

    [Fact]
    public void The_window_forgets()
    {
        var monitor = new DegenerateSignalMonitor(options: new DegenerateSignalOptions { Window = 10, MaximumShare = 0.8, MinimumDeviation = 0 });
        double[] scores = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, .. Enumerable.Repeat(0.0, 8), .. Enumerable.Repeat(-0.0, 1)];
        bool[] alarms = [.. scores.Select(monitor.Observe)];

        Assert.Equal(18, Array.IndexOf(alarms, true));
    }

    [Fact]
    public void Scores_that_are_not_finite_are_passed_over()
    {
        var monitor = new DegenerateSignalMonitor(options: new DegenerateSignalOptions { Window = 10 });
        for (int i = 0; i < 50; i++)
        {
            Assert.False(monitor.Observe(double.NaN));
        }

        Assert.Equal(0, monitor.Observed);
    }

    [Fact]
    public void The_trigger_reads_what_the_monitor_saw_of_decisions()
    {
        var monitor = new DegenerateSignalMonitor(options: new DegenerateSignalOptions { Window = 10 });
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Confidence(below: 0.5).DegenerateSignal(monitor));
        var turn = new AgentTurn { Confidence = 0.99 };
        for (int i = 0; i < 10; i++)
        {
            EscalationDecision decision = policy.Decide(turn);
            Assert.Equal(DecisionOutcome.Act, decision.Outcome);
            monitor.OnDecided(turn, decision);
            monitor.OnDecided(new AgentTurn(), decision);
        }

        EscalationDecision alarmed = policy.Decide(turn);
        Assert.Equal((DecisionOutcome.EscalateToPerson, DegenerateSignalTrigger.DegenerateSignal), (alarmed.Outcome, alarmed.Reason));
        Assert.Equal(GuaranteeScope.None, alarmed.Guarantee.Scope);
    }

    [Fact]
    public void Observers_on_many_threads_lose_nothing()
    {
        var monitor = new DegenerateSignalMonitor(options: new DegenerateSignalOptions { Window = 100 });

        Parallel.For(0, 8, thread =>
        {
            for (int i = 0; i < 1_000; i++)
            {
                monitor.Observe(((thread * 1_000) + i) % 97);
            }
        });

        Assert.Equal(8_000, monitor.Observed);
        Assert.False(monitor.IsDegenerate);
    }

    [Fact]
    public void A_full_window_takes_no_more_memory()
    {
        var monitor = new DegenerateSignalMonitor(options: new DegenerateSignalOptions { Window = 50 });
        for (int i = 0; i < 500; i++)
        {
            monitor.Observe(i * 0.37);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 500; i++)
        {
            monitor.Observe(i * 0.21);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(9, 0.9, 0.1)]
    [InlineData(100_001, 0.9, 0.1)]
    [InlineData(10, 0.0, 0.1)]
    [InlineData(10, 1.1, 0.1)]
    [InlineData(10, double.NaN, 0.1)]
    [InlineData(10, 0.9, -0.1)]
    [InlineData(10, 0.9, double.NaN)]
    public void Options_are_checked(int window, double share, double deviation) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DegenerateSignalMonitor(options: new DegenerateSignalOptions { Window = window, MaximumShare = share, MinimumDeviation = deviation }));
}
