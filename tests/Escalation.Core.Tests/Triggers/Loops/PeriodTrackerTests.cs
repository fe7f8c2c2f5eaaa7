using Escalation.Triggers.Loops;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Triggers.Loops;

public class PeriodTrackerTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(300);

    /// <summary>A period repeated with a few disturbances: random steps alone would hardly ever make a long cycle. 0 equals nothing.</summary>
    private static readonly Gen<ulong[]> Histories =
        from period in Gen.Choose(1, 64)
        from letters in Gen.Choose(1, 4)
        from length in Gen.Choose(1, 400)
        from seed in Gen.Choose(0, int.MaxValue)
        select Disturbed(period, letters, length, new Random(seed));

    [Fact]
    public void The_tracker_equals_comparing_every_window_with_the_one_before()
    {
        Check.One(Many, Prop.ForAll(Histories.ToArbitrary(), history =>
        {
            var tracker = new PeriodTracker(new CycleRule(3, 64, 1));
            for (int i = 0; i < history.Length; i++)
            {
                LoopVerdict expected = Reference(history.AsSpan(0, i + 1), 3, 1);
                LoopVerdict preview = tracker.Preview(history[i], 1);
                LoopVerdict verdict = tracker.Append(history[i], 1, i + 1);
                if (verdict != expected || preview != expected || tracker.Current() != expected)
                {
                    throw new InvalidOperationException($"step {i + 1}: {expected}, was {verdict}, previewed {preview}, again {tracker.Current()}");
                }
            }
        }));
    }

    [Fact]
    public void With_vectors_and_without_every_run_is_the_same()
    {
        Check.One(Many, Prop.ForAll(Histories.ToArbitrary(), history =>
        {
            var tracker = new PeriodTracker(new CycleRule(3, 64, 1));
            int[] runs = new int[64];
            long[] starts = new long[64];
            for (int i = 0; i < history.Length; i++)
            {
                tracker.AdvanceOneByOne(history[i], runs, starts);
                tracker.Append(history[i], 1, i + 1);
                Assert.Equal(runs, tracker.Runs);
                Assert.Equal(starts, tracker.Starts);
            }
        }));
    }

    [Fact]
    public void A_cycle_of_every_period_warns_at_the_end_of_its_third_run_and_not_one_step_earlier()
    {
        for (int period = 2; period <= 64; period++)
        {
            var tracker = new PeriodTracker(new CycleRule(3, 64, 1));
            tracker.Append(999, 1, 1);
            for (int i = 0; i < (4 * period) + 1; i++)
            {
                LoopVerdict verdict = tracker.Append((ulong)(i % period) + 1, 1, i + 2);
                LoopStage stage = i + 1 < 3 * period ? LoopStage.None : i + 1 < 4 * period ? LoopStage.Warn : LoopStage.Stop;
                Assert.Equal((stage, stage == LoopStage.None ? 0 : period), (verdict.Stage, verdict.Period));
                Assert.Equal(stage == LoopStage.None ? 0 : 2, verdict.FirstStep);
            }
        }
    }

    [Fact]
    public void Periods_beyond_the_longest_are_not_cycles()
    {
        var tracker = new PeriodTracker(new CycleRule(2, 5, 0));
        for (int i = 0; i < 60; i++)
        {
            Assert.False(tracker.Append((ulong)(i % 6) + 1, 1, i + 1).IsLoop);
        }
    }

    [Fact]
    public void Equal_steps_are_no_cycle_however_many_and_a_step_of_nothing_breaks_all()
    {
        var tracker = new PeriodTracker(new CycleRule(3, 64, 1));
        for (int i = 0; i < 500; i++)
        {
            Assert.False(tracker.Append(7, 1, i + 1).IsLoop);
        }

        for (int i = 0; i < 500; i++)
        {
            Assert.False(tracker.Append(i % 2 == 0 ? 7UL : 0, 1, i + 1).IsLoop);
        }
    }

    [Fact]
    public void A_tolerant_step_anywhere_in_the_period_makes_the_cycle_tolerated()
    {
        var tracker = new PeriodTracker(new CycleRule(3, 64, 1));
        int fired = 0;
        for (int i = 0; i < 60 && fired == 0; i++)
        {
            fired = tracker.Append((ulong)(i % 5) + 1, i % 5 == 2 ? 4 : 1, i + 1).IsLoop ? i + 1 : 0;
        }

        Assert.Equal(5 * 3 * 4, fired);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var tracker = new PeriodTracker(new CycleRule(3, 64, 1));
        Run(tracker, 1_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(tracker, 1_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void Run(PeriodTracker tracker, int steps)
        {
            for (int i = 0; i < steps; i++)
            {
                tracker.Preview((ulong)(i % 48) + 1, 1);
                tracker.Append((ulong)(i % 48) + 1, 1, i + 1);
            }
        }
    }

    private static ulong[] Disturbed(int period, int letters, int length, Random random)
    {
        ulong[] pattern = [.. Enumerable.Range(0, period).Select(_ => (ulong)random.Next(letters) + 1)];
        return [.. Enumerable.Range(0, length).Select(i => random.Next(60) == 0 ? (ulong)random.Next(letters + 1) : pattern[i % period])];
    }

    /// <summary>For each period, windows compared one before the other, from the end.</summary>
    private static LoopVerdict Reference(ReadOnlySpan<ulong> history, int periods, int stopAfter)
    {
        var found = default(LoopVerdict);
        for (int period = 2; period <= 64; period++)
        {
            int run = 0;
            while (run + period < history.Length && history[^(run + 1)] != 0 && history[^(run + 1)] == history[^(run + 1 + period)])
            {
                run++;
            }

            int repeats = (run / period) + 1;
            if (repeats < periods || history[^period..].IndexOfAnyExcept(history[^1]) < 0)
            {
                continue;
            }

            LoopStage stage = repeats >= periods + stopAfter ? LoopStage.Stop : LoopStage.Warn;
            if (stage > found.Stage)
            {
                found = new LoopVerdict(LoopKind.Cycle, stage, period, repeats, history.Length - run - period + 1);
            }
        }

        return found;
    }
}
