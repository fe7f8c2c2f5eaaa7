using Escalation.Decisions;
using Escalation.Triggers.Loops;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Triggers.Loops;

/// <summary>What the guard does around its rules: pauses, its own vetoes, strikes, tools and what it tells the agent.</summary>
public class LoopGuardTests
{
    private static readonly DateTimeOffset Noon = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly AgentStep A = AgentStep.Tool("a", "{}", "ra");

    [Fact]
    public void A_pause_starts_over_and_a_shorter_one_does_not()
    {
        Assert.Equal("unspecified", Code(At(30, 8)));
        Assert.Equal("exact-repeat", Code(At(29, 8)));
        Assert.Equal("exact-repeat", Code(At(30, 8), o => o.IdleGap = null));
        Assert.Equal("unspecified", Code(At(5, 8), o => o.IdleGap = TimeSpan.FromMinutes(5)));

        // Clocks of two machines may disagree; time that runs backwards is no pause.
        Assert.Equal("exact-repeat", Code([.. At(1, 4).Reverse()]));
        Assert.Equal("exact-repeat", Code([A with { At = Noon }, A, A, A with { At = Noon.AddMinutes(29) }]));
        Assert.Equal("unspecified", Code([A with { At = Noon }, A, A, A with { At = Noon.AddMinutes(30) }]));

        static AgentStep[] At(int minutes, int count) => [.. Enumerable.Range(0, count).Select(i => A with { At = Noon.AddMinutes(i * minutes) })];
    }

    [Fact]
    public void The_policys_own_veto_is_no_repetition_of_the_agents_and_lifts_no_block()
    {
        AgentStep refused = A with { Observation = "refused by policy", IsError = true, Vetoed = true };
        Assert.Equal("unspecified", Code([A, A, A, refused, refused, refused]));
        LoopState state = State([A, A, A, A, A]);
        Assert.Equal((LoopStage.Stop, 5), (state.Verdict.Stage, state.Verdict.Repeats));
        for (int i = 0; i < 50; i++)
        {
            state.Record(refused);
            Assert.Equal((LoopStage.Stop, 5), (state.Verdict.Stage, state.Verdict.Repeats));
        }

        Assert.Equal(55, state.StepCount);
        state.Record(AgentStep.Tool("b", "{}", "new"));
        Assert.False(state.Verdict.IsLoop);
    }

    [Fact]
    public void An_agent_that_breaks_off_and_starts_again_is_not_warned_for_ever()
    {
        AgentStep Other(int i) => AgentStep.Tool("b", $"{{\"i\":{i}}}", "rb");
        var state = new LoopState(new LoopRules(new LoopOptions()));
        var stages = new List<LoopStage>();
        for (int loop = 0; loop < 5; loop++)
        {
            foreach (AgentStep step in (AgentStep[])[A, A, A, A])
            {
                state.Record(step);
            }

            stages.Add(state.Verdict.Stage);
            Assert.Equal(loop + 1, state.Strikes);
            state.Record(Other(loop));
        }

        Assert.Equal([LoopStage.Warn, LoopStage.Warn, LoopStage.Warn, LoopStage.Stop, LoopStage.Stop], stages);
        state.Record(AgentStep.User("go on"));
        Assert.Equal(0, state.Strikes);
    }

    [Fact]
    public void A_tool_may_have_a_multiplier_of_its_own()
    {
        Assert.Null(First(A, 7, o => o.Tool("a").Multiplier = 2));
        Assert.Equal(8, First(A, 20, o => o.Tool("a").Multiplier = 2));
        Assert.Equal(12, First(A, 40, o => (o.Tool("a").Multiplier, o.Tool("a").Polling) = (2, true)));
        Assert.Equal(20, First(A, 40, o => (o.Tool("a").Multiplier, o.Tool("a").Polling) = (5, true)));
        Assert.Equal(6, First(A with { IsError = true }, 40, o => o.Tool("a").Multiplier = 2));
    }

    [Fact]
    public void Many_new_calls_without_a_new_target_or_result_are_stagnation()
    {
        // 40 different commands about one file, all of which say the same.
        AgentStep[] steps = [.. Enumerable.Range(0, 40).Select(i => AgentStep.Tool("edit", $"{{\"path\":\"a.txt\",\"text\":\"{i}\"}}", "written"))];
        Assert.Equal("unspecified", Code(steps));
        LoopVerdict verdict = State(steps, o => o.Tool("edit").TargetFields.Add("path")).Verdict;
        Assert.Equal((LoopKind.Stagnation, "no-progress", LoopStage.Stop, 39, 2L), (verdict.Kind, verdict.Reason.Code, verdict.Stage, verdict.Repeats, verdict.FirstStep));

        AgentStep[] elsewhere = [.. steps[..29], AgentStep.Tool("edit", "{\"path\":\"b.txt\",\"text\":\"x\"}", "written"), .. steps[29..]];
        Assert.Equal("unspecified", Code(elsewhere, o => o.Tool("edit").TargetFields.Add("path")));
        AgentStep[] news = [.. steps[..29], AgentStep.Tool("edit", "{\"path\":\"a.txt\",\"text\":\"x\"}", "disk full"), .. steps[29..]];
        Assert.Equal("unspecified", Code(news, o => o.Tool("edit").TargetFields.Add("path")));
    }

    [Fact]
    public void Reads_that_bring_no_new_result_are_stagnation_and_batches_that_change_something_are_not()
    {
        AgentStep[] searches = [.. Enumerable.Range(0, 31).Select(i => AgentStep.Tool("grep", $"{{\"q\":{i}}}", "none"))];
        Assert.Equal("no-progress", Code(searches, o => o.Tool("grep").ReadOnly = true));
        Assert.Equal("unspecified", Code(searches));
        Assert.Equal("unspecified", Code(searches, o =>
        {
            o.Tool("grep").ReadOnly = true;
            o.Tool("grep").TargetFields.Add("q");
        }));
    }

    [Fact]
    public void Steps_that_all_were_there_before_are_stagnation_in_whatever_order()
    {
        var random = new Random(5);
        AgentStep[] steps = [.. Enumerable.Range(0, 60).Select(_ => random.Next(6)).Select(i => AgentStep.Tool("t", $"{{\"i\":{i}}}", $"r{i}"))];
        Assert.Equal("no-progress", Code(steps));
    }

    [Fact]
    public void Equal_errors_across_harmless_calls_count_where_asked_for()
    {
        AgentStep book = AgentStep.Tool("book", "{\"seat\":1}", "Error: wrong amount", isError: true);
        AgentStep Think(int i) => AgentStep.Tool("think", $"{{\"t\":{i}}}", "ok");
        AgentStep[] steps = [book, Think(1), book, AgentStep.Tool("book", "{\"seat\":2}", "Error: no such seat", isError: true), book];
        Assert.Equal("unspecified", Code(steps, o => o.Tool("think").SideEffectFree = true));
        Assert.Equal("repeat-error", Code(steps, Across));
        Assert.Equal("unspecified", Code([book, Think(1), book, AgentStep.Tool("cancel", "{}", "done"), book], Across));

        static void Across(LoopOptions options)
        {
            options.ErrorsAcrossCalls = true;
            options.Tool("think").SideEffectFree = true;
        }
    }

    [Fact]
    public void A_user_turn_need_not_end_a_loop_of_calls_and_is_never_itself_one()
    {
        AgentStep[] steps = [A, A, AgentStep.User("and?"), A, A];
        Assert.Equal("unspecified", Code(steps));
        Assert.Equal("exact-repeat", Code(steps, o => o.ResetOnUserTurn = false));
        Assert.Equal("unspecified", Code([.. steps, AgentStep.User("stop")], o => o.ResetOnUserTurn = false));
        AgentStep x = AgentStep.Message("x");
        Assert.Equal("unspecified", Code([x, x, AgentStep.User("and?"), x], o => o.ResetOnUserTurn = false));
    }

    [Fact]
    public void Plans_restated_in_other_words_are_a_monologue_and_reports_on_different_things_are_not()
    {
        string[] plans =
        [
            "I will now open the configuration file, look for the port and then change the value as requested.",
            "Now I will open the configuration file, look for the port, and then change the value as requested!",
            "I will open the configuration file now, then look for the port and change the value as requested.",
            "Now, I will look for the port in the configuration file, open it and then change the value as requested.",
        ];
        LoopVerdict verdict = State([.. plans.Select(AgentStep.Message)]).Verdict;
        Assert.Equal((LoopKind.RestatedPlan, "monologue", 4, 1L), (verdict.Kind, verdict.Reason.Code, verdict.Repeats, verdict.FirstStep));

        foreach (string report in new[] { "I have finished file # of 200, everything compiles and I move on to the next one.", "Everything in src/module#.cs compiles now, so I will move on to the next file in the list.", "I wrote the letter to customer K#x and I will now go on with the next one of the list." })
        {
            Assert.Equal("unspecified", Code([.. Enumerable.Range(1, 20).Select(i => AgentStep.Message(report.Replace("#", $"{i}", StringComparison.Ordinal)))]));
        }

        string[] names = ["Alice", "Bob", "Carol", "Dave", "Erin", "Frank"];
        Assert.Equal("unspecified", Code([.. names.Select(name => AgentStep.Message($"The invoice is done and it was sent to {name} by mail, so I go on with the next one."))]));
        Assert.Equal("unspecified", Code([.. plans.Select(AgentStep.Message).SelectMany(plan => (AgentStep[])[plan, AgentStep.Tool("t", $"{{\"p\":\"{plan.Text!.Length}\"}}", "r")])]));
    }

    [Fact]
    public void Parallel_calls_and_their_results_have_no_order()
    {
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            string[] calls = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => $"{{\"name\":\"f{random.Next(3)}\",\"arguments\":{{\"x\":{random.Next(3)},\"why\":\"#\"}}}}")];
            string[] results = [.. Enumerable.Range(0, calls.Length).Select(_ => $"\"r{random.Next(3)} in 0.#s\"")];
            AgentStep[] steps = [.. Enumerable.Range(1, 4).Select(turn => AgentStep.Tool("parallel", Shuffled(calls, turn, "{{\"calls\":[{0}]}}"), Shuffled(results, turn, "[{0}]")))];
            AgentStep[] other = [.. steps[..3], steps[3] with { Arguments = steps[3].Arguments!.Replace("\"name\":", "\"name2\":", StringComparison.Ordinal) }];
            return Code(steps, Declare) == "exact-repeat" && Code(other, Declare) == "unspecified";

            string Shuffled(string[] parts, int turn, string format)
            {
                string[] shuffled = [.. parts];
                random.Shuffle(shuffled);
                return string.Format(System.Globalization.CultureInfo.InvariantCulture, format, string.Join(',', shuffled).Replace("#", $"{turn}", StringComparison.Ordinal));
            }
        }).QuickCheckThrowOnFailure();

        static void Declare(LoopOptions options)
        {
            options.Tool("parallel").ParallelCalls = "calls";
            options.Tool("parallel").NoiseFields.Add("why");
        }
    }

    [Fact]
    public void A_multiset_counts_how_often_a_call_is_in_it()
    {
        AgentStep Calls(string calls) => AgentStep.Tool("parallel", $"{{\"calls\":[{calls}]}}", "r");
        Assert.Equal("unspecified", Code([Calls("1,2"), Calls("1,2"), Calls("1,2,2"), Calls("2,1")], o => o.Tool("parallel").ParallelCalls = "calls"));
    }

    [Fact]
    public void The_nudge_says_what_and_since_when_and_nothing_that_was_said_or_done()
    {
        var trigger = new LoopTrigger("loops");
        var conversation = new Conversation("c");
        conversation.Attach(trigger.Slot);
        var turn = new AgentTurn { Conversation = conversation };
        Assert.Null(trigger.NudgeFor(turn));
        Assert.Null(trigger.NudgeFor(new AgentTurn()));
        for (int i = 0; i < 4; i++)
        {
            conversation.Record(AgentStep.Tool("secret-tool", "{\"card\":\"4111\"}", "secret result"));
        }

        string nudge = trigger.NudgeFor(turn)!;
        Assert.Contains("4 times since step 1", nudge, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", nudge, StringComparison.Ordinal);
        foreach (LoopKind kind in Enum.GetValues<LoopKind>())
        {
            string text = LoopNudge.TextFor(new LoopVerdict(kind, LoopStage.Warn, 2, 7, 3));
            Assert.Equal(kind == LoopKind.None, text.Length == 0);
            Assert.Equal(kind != LoopKind.None, text.Contains('7', StringComparison.Ordinal));
            Assert.Equal(kind == LoopKind.None, new LoopVerdict(kind, LoopStage.Warn, 2, 7, 3).Reason == default);
        }
    }

    private static int? First(AgentStep step, int times, Action<LoopOptions> configure)
    {
        var options = new LoopOptions();
        configure(options);
        return LoopReplay.Run(LoopScenario.Repeat(step, times), options).AtStep;
    }

    private static string Code(AgentStep[] steps, Action<LoopOptions>? configure = null) => State(steps, configure).Verdict.Reason.Code;

    private static LoopState State(AgentStep[] steps, Action<LoopOptions>? configure = null)
    {
        var options = new LoopOptions();
        configure?.Invoke(options);
        var state = new LoopState(new LoopRules(options));
        foreach (AgentStep step in steps)
        {
            state.Record(step);
        }

        return state;
    }
}
