using Escalation.Decisions;
using Escalation.Triggers.Loops;

namespace Escalation.Core.Tests.Triggers.Loops;

public class LoopRuleTests
{
    private static readonly AgentStep A = AgentStep.Tool("a", "{}", "ra");
    private static readonly AgentStep B = AgentStep.Tool("b", "{}", "rb");

    [Fact]
    public void A_warning_becomes_a_stop_with_the_next_repetition_and_stays_one()
    {
        Assert.Equal([0, 0, 0, 1, 2, 2, 2], Stages(LoopScenario.Repeat(A, 7)));
        Assert.Equal([0, 0, 1, 2, 2], Stages(LoopScenario.Repeat(AgentStep.Tool("a", "{}", "no", isError: true), 5)));
        Assert.Equal([0, 0, 0, 0, 0, 1, 1, 2], Stages([A, B, A, B, A, B, A, B]));
        Assert.Equal([0, 0, 0, 2], Stages(LoopScenario.Repeat(A, 4), o => o.StopAfter = 0));
    }

    [Fact]
    public void Messages_and_context_trims_between_equal_calls_are_thought_and_no_progress()
    {
        Assert.Equal("exact-repeat", Code([A, AgentStep.Message("let me look"), A, AgentStep.Condensation(), A, AgentStep.Message("again"), A]));
    }

    [Fact]
    public void A_tool_step_ends_a_monologue_and_a_cycle_of_messages()
    {
        AgentStep x = AgentStep.Message("x"), y = AgentStep.Message("y");
        Assert.Equal("monologue", Code([x, AgentStep.Message("  X "), x]));
        Assert.Equal("unspecified", Code([x, x, A, x]));
        Assert.Equal("unspecified", Code([x, y, x, y, A, x, y]));
    }

    [Fact]
    public void Six_equal_polls_are_no_cycle()
    {
        Assert.Equal("unspecified", Code(LoopScenario.Repeat(AgentStep.Tool("poll", "{}", "wait"), 11), Tools));
        Assert.Equal("exact-repeat", Code(LoopScenario.Repeat(AgentStep.Tool("poll", "{}", "wait"), 12), Tools));
    }

    [Fact]
    public void Waiting_between_polls_is_tolerated_as_long_as_polling()
    {
        AgentStep[] period = [AgentStep.Tool("poll", "{}", "wait"), AgentStep.Tool("sleep", "{\"s\":5}", "slept")];
        Assert.Equal("unspecified", Code([.. Enumerable.Repeat(period, 8).SelectMany(p => p)], Tools));
        Assert.Equal("cycle", Code([.. Enumerable.Repeat(period, 9).SelectMany(p => p)], Tools));
    }

    [Fact]
    public void The_same_call_over_and_over_with_thinking_between_is_no_progress()
    {
        AgentStep T(int n) => AgentStep.Tool("think", $"{{\"n\":{n}}}", "ok");
        AgentStep[] steps = [A, T(1), A, T(2), T(3), A, T(4), A, T(5), A];
        Assert.Equal("no-progress", Code(steps, Tools));
        Assert.Equal("unspecified", Code(steps));
        Assert.Equal("unspecified", Code([A, T(1), A, T(2), A, B, A, T(4), A], Tools));
    }

    [Fact]
    public void Repetition_outside_the_window_is_not_counted()
    {
        AgentStep T(int n) => AgentStep.Tool("think", $"{{\"n\":{n}}}", "ok");
        AgentStep[] spread = [A, .. Enumerable.Range(0, 5).Select(T), A, .. Enumerable.Range(5, 5).Select(T), A, .. Enumerable.Range(10, 5).Select(T), A, .. Enumerable.Range(15, 5).Select(T), A];
        Assert.Equal("unspecified", Code(spread, Tools));
    }

    [Fact]
    public void Volatile_parts_of_a_result_do_not_make_progress_and_numbers_do()
    {
        AgentStep At(int i, string text) => AgentStep.Tool("status", "{}", text.Replace("#", i.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        foreach (string text in new[] { "running, pid 10#1", "session=ab#c idle", "[2024-05-0#T10:00:0#.12#Z] waiting", "at 10:00:0# nothing", "{\"session_id\":\"x#\",\"ok\":true}", "run 6f9619ff-8b86-d011-b42d-00c04fc964f# pending" })
        {
            Assert.True(Code([.. Enumerable.Range(1, 4).Select(i => At(i, text))]) == "exact-repeat", text);
            Assert.True(Code([.. Enumerable.Range(1, 4).Select(i => At(i, text))], o => o.IgnoreVolatileTokens = false) == "unspecified", text);
        }

        foreach (string text in new[] { "running #0%", "page #", "pid file missing, # errors", "row #: ok", "next free day 2024-05-0#" })
        {
            Assert.True(Code([.. Enumerable.Range(1, 4).Select(i => At(i, text))]) == "unspecified", text);
        }
    }

    [Fact]
    public void Different_searches_whose_results_differ_in_times_only_are_progress()
    {
        AgentStep[] searches = [.. Enumerable.Range(1, 6).Select(i => AgentStep.Tool("search", $"{{\"day\":{i}}}", $"flight HAT100 departs at 0{i}:00:00, all seats free"))];
        Assert.Equal("unspecified", Code(searches, o => o.Tool("search").ReadOnly = true));
    }

    [Fact]
    public void An_exempt_tool_is_never_part_of_a_loop()
    {
        Assert.Equal("unspecified", Code(LoopScenario.Repeat(A, 30), o => o.Tool("a").Exempt = true));
        Assert.Equal("unspecified", Code([B, A, B, A, B, A, B, A], o => o.Tool("a").Exempt = true));
    }

    [Fact]
    public void Streamed_text_ends_a_run_of_context_trims()
    {
        AgentStep[] trims = LoopScenario.Repeat(AgentStep.Condensation(), 9);
        Assert.Equal("condensation", Code([.. trims, AgentStep.Condensation()]));
        Assert.Equal("unspecified", Code([.. trims, AgentStep.Chunk("so"), AgentStep.Condensation()]));
    }

    [Fact]
    [Trait("Row", "77")]
    public void A_million_different_steps_stay_bounded_and_quiet_and_a_long_loop_is_counted_to_its_end()
    {
        var state = new LoopState(new LoopRules(new LoopOptions()));
        for (int i = 0; i < 1_000_000; i++)
        {
            state.Record(AgentStep.Tool("t", $"{{\"i\":{i}}}", "x"));
            if (state.Verdict.IsLoop)
            {
                Assert.Fail($"{state.Verdict} at step {i}");
            }
        }

        Assert.Equal((64, 128), (state.Tools.Entries.Count, state.Tools.Facts.Elder.Count));
        foreach (AgentStep step in LoopScenario.Repeat(A, 300))
        {
            state.Record(step);
        }

        Assert.Equal((LoopKind.ExactRepeat, 300, 1_000_001), (state.Verdict.Kind, state.Verdict.Repeats, state.Verdict.FirstStep));
        state.Record(AgentStep.User("stop"));
        Assert.Equal((false, 0), (state.Verdict.IsLoop, state.Tools.Entries.Count));
    }

    [Fact]
    public void Rules_that_could_never_fire_are_refused()
    {
        foreach (Action<LoopOptions> configure in new Action<LoopOptions>[]
        {
            o => o.ExactRepeats = 1, o => o.CyclePeriods = 0, o => o.LongestPeriod = 1, o => o.LongestPeriod = 65, o => o.History = 63, o => o.NoProgressWindow = 4,
            o => o.NoProgressWindow = 129, o => o.ExactRepeats = 10_001, o => o.Condensations = 10_001, o => o.StopAfter = -1, o => o.Chants = 2, o => o.PollingTolerance = 0,
            o => o.StopAfter = int.MaxValue, o => o.SameErrors = int.MaxValue, o => o.WarnOutcome = DecisionOutcome.Act, o => o.RestatedPlans = 1, o => o.StagnantSteps = 1,
            o => o.Warnings = 0, o => o.IdleGap = TimeSpan.Zero, o => o.IdleGap = TimeSpan.FromDays(366), o => o.Tool("a").Multiplier = 0, o => o.Tool("a").Multiplier = 1_001,
            o => (o.WarnOutcome, o.StopOutcome) = (DecisionOutcome.EscalateToPerson, DecisionOutcome.Nudge),
        })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => EscalationPolicy.Build(p => p.Loops(configure)));
        }

        foreach (string word in new[] { "", " ", "job:", "job id" })
        {
            Assert.Throws<ArgumentException>(() => EscalationPolicy.Build(p => p.Loops(o => o.VolatileWords.Add(word))));
        }
    }

    [Fact]
    public void Errors_about_options_name_what_is_wrong()
    {
        var milder = Assert.Throws<ArgumentOutOfRangeException>(() => new LoopTrigger("l", new LoopOptions { WarnOutcome = DecisionOutcome.SafeStop }));
        Assert.Contains("StopOutcome must be at least as strict as WarnOutcome, SafeStop, but was EscalateToPerson", milder.Message, StringComparison.Ordinal);
        var options = new LoopOptions();
        options.Tools["search"] = null!;
        Assert.Contains("'search'", Assert.Throws<ArgumentNullException>(() => new LoopTrigger("l", options)).Message, StringComparison.Ordinal);
    }

    private static void Tools(LoopOptions options)
    {
        options.Tool("poll").Polling = true;
        options.Tool("think").SideEffectFree = true;
    }

    private static int[] Stages(AgentStep[] steps, Action<LoopOptions>? configure = null)
    {
        LoopState state = State(configure);
        return [.. steps.Select(step =>
        {
            state.Record(step);
            return (int)state.Verdict.Stage;
        })];
    }

    private static string Code(AgentStep[] steps, Action<LoopOptions>? configure = null)
    {
        LoopState state = State(configure);
        foreach (AgentStep step in steps)
        {
            state.Record(step);
        }

        return state.Verdict.Reason.Code;
    }

    private static LoopState State(Action<LoopOptions>? configure)
    {
        var options = new LoopOptions();
        configure?.Invoke(options);
        return new LoopState(new LoopRules(options));
    }
}
