using System.Globalization;
using Escalation.Decisions;
using Escalation.Triggers.Loops;

namespace Escalation.Core.Tests.Triggers.Loops;

/// <summary>What other loop detectors were reported to get wrong, one test a report that the golden scenarios do not hold already.</summary>
public class PeerMistakeTests
{
    private static readonly DateTimeOffset Midnight = new(2024, 5, 1, 0, 0, 0, TimeSpan.Zero);

    // Work that others stopped.

    [Fact]
    public void A_periodic_job_over_idle_gaps_is_no_loop() =>
        Quiet(Steps(2_913, i => AgentStep.Tool("job", "{}", "nothing to do") with { At = Midnight.AddHours(i) }));

    [Fact]
    public void An_exemption_survives_the_call_that_launched_the_wait() =>
        Quiet([AgentStep.Tool("launch", "{}", "started"), .. Steps(50, _ => AgentStep.Tool("wait", "{}", "not yet")), AgentStep.Tool("launch", "{}", "started")], o => o.Tool("wait").Exempt = true);

    [Fact]
    public void A_reader_that_is_called_alike_and_gives_new_data_is_progress() =>
        Quiet(Steps(60, i => AgentStep.Tool("read_output", "{\"id\":1}", $"line {i}")));

    [Fact]
    public void Clicking_next_in_a_calendar_is_progress() =>
        Quiet(Steps(24, i => AgentStep.Tool("click", "{\"element\":\"next\"}", $"{CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName((i % 12) + 1)} {2024 + (i / 12)}")));

    [Fact]
    public void The_same_file_with_another_limit_is_another_read() =>
        Quiet(Steps(20, i => AgentStep.Tool("read", $"{{\"path\":\"a\",\"limit\":{i * 100}}}", $"{i * 100} lines")));

    [Fact]
    public void Restored_context_trims_below_ten_are_no_loop() =>
        Quiet(Steps(9, _ => AgentStep.Condensation()));

    [Fact]
    public void Two_hundred_files_each_written_once_are_a_batch() =>
        Quiet(Steps(200, i => AgentStep.Tool("write", $"{{\"path\":\"f{i}\"}}", "ok")), o => o.Tool("write").TargetFields.Add("path"));

    [Fact]
    public void Short_acknowledgements_of_a_tool_that_acts_are_no_same_result() =>
        Quiet(Steps(12, i => AgentStep.Tool("attach_file", $"{{\"name\":\"f{i}\"}}", "true")));

    // Loops that others missed.

    [Fact]
    public void Forty_nine_calls_to_hosts_that_all_refuse_are_the_same_error() =>
        Fires("same-error", 5, Steps(49, i => AgentStep.Tool("ssh", $"{{\"command\":\"ssh root@10.0.0.{i} uptime\"}}", $"ssh: connect to host 10.0.0.{i} port 22: Connection refused", isError: true)));

    [Fact]
    public void Listing_one_missing_folder_after_the_other_is_the_same_error() =>
        Fires("same-error", 5, Steps(26, i => AgentStep.Tool("ls", $"{{\"path\":\"/srv/app/{(char)('a' + i)}\"}}", $"ls: cannot access '/srv/app/{(char)('a' + i)}': No such file or directory", isError: true)));

    [Fact]
    public void Errors_about_different_things_are_debugging() =>
        Quiet(Steps(20, i => AgentStep.Tool("build", $"{{\"attempt\":{i}}}", $"error CS{1000 + i}: another mistake", isError: true)));

    [Fact]
    public void Two_hundred_calls_of_which_half_are_new_and_none_finds_a_new_target() =>
        Fires("no-progress", 32, Steps(200, i => AgentStep.Tool("sed", $"{{\"file\":\"main.c\",\"expression\":\"s/{i % 97}/\"}}", i % 2 == 0 ? "0 replacements" : "0 replacements made")), o => o.Tool("sed").TargetFields.Add("file"));

    [Fact]
    public void Volatile_parameters_number_formats_and_timestamps_hide_no_repeat() =>
        Fires("exact-repeat", 4, Steps(8, i => AgentStep.Tool("get", $"{{\"n\":{(i % 2 == 0 ? "1.0" : "1")},\"trace\":\"t{i}\"}}", $"[2024-05-01 10:0{i}:00] run_id=r{i} empty")), o =>
        {
            o.Tool("get").NoiseFields.Add("trace");
            o.VolatileWords.Add("run_id");
        });

    [Fact]
    public void One_unrelated_harmless_call_between_does_not_reset_the_count() =>
        Fires("no-progress", 9, Steps(20, i => i % 2 == 0 ? AgentStep.Tool("get", "{}", "empty") : AgentStep.Tool("clock", $"{{\"n\":{i}}}", $"{i} o'clock")), o => o.Tool("clock").SideEffectFree = true);

    [Fact]
    public void A_hundred_and_seventy_two_calls_that_look_like_success_are_stopped_at_the_fifth()
    {
        LoopState state = After(Steps(172, _ => AgentStep.Tool("run", "{}", "")));
        Assert.Equal((LoopStage.Stop, 172), (state.Verdict.Stage, state.Verdict.Repeats));
        Assert.Equal(LoopStage.Stop, After(Steps(5, _ => AgentStep.Tool("run", "{}", ""))).Verdict.Stage);
    }

    [Fact]
    public void A_stub_in_place_of_a_repeated_result_is_a_result() =>
        Fires("exact-repeat", 5, [AgentStep.Tool("get", "{}", "content"), .. Steps(6, _ => AgentStep.Tool("get", "{}", "unchanged since the last call"))]);

    [Fact]
    public void A_stop_stays_a_stop_as_long_as_the_run_goes_on()
    {
        var state = new LoopState(new LoopRules(new LoopOptions()));
        for (int i = 0; i < 1_000; i++)
        {
            state.Record(AgentStep.Tool("get", "{}", "same"));
            Assert.Equal(i < 3 ? LoopStage.None : i == 3 ? LoopStage.Warn : LoopStage.Stop, state.Verdict.Stage);
        }
    }

    [Fact]
    public void The_third_error_right_after_the_first_user_turn_is_the_third() =>
        Fires("repeat-error", 4, [AgentStep.User("go"), .. Steps(3, i => AgentStep.Tool("run", "{}", $"error {i}", isError: true))]);

    [Fact]
    public void A_cycle_longer_than_any_window_of_twenty_events_is_seen() =>
        Fires("cycle", 60, Steps(70, i => AgentStep.Tool("t", $"{{\"i\":{i % 20}}}", "r")), o => o.StagnantSteps = 1_000);

    [Fact]
    public void The_order_of_members_hides_no_repeat() =>
        Fires("exact-repeat", 4, Steps(4, i => AgentStep.Tool("t", i % 2 == 0 ? "{\"a\":1,\"b\":[1,2]}" : "{\"b\":[1,2],\"a\":1}", "r")));

    [Fact]
    public void The_same_command_with_another_output_is_progress_whatever_its_exit_code() =>
        Quiet(Steps(10, i => AgentStep.Tool("terminal", "{\"command\":\"make\"}", $"{10 - i} errors left")));

    private static AgentStep[] Steps(int count, Func<int, AgentStep> make) => [.. Enumerable.Range(0, count).Select(make)];

    private static void Quiet(AgentStep[] steps, Action<LoopOptions>? configure = null) => Assert.Equal(default, LoopReplay.Run(steps, Options(configure)));

    private static void Fires(string reason, int step, AgentStep[] steps, Action<LoopOptions>? configure = null)
    {
        LoopReplayResult result = LoopReplay.Run(steps, Options(configure));
        Assert.Equal((reason, (int?)step), (result.Verdict.Reason.Code, result.AtStep));
    }

    private static LoopOptions Options(Action<LoopOptions>? configure)
    {
        var options = new LoopOptions();
        configure?.Invoke(options);
        return options;
    }

    private static LoopState After(AgentStep[] steps)
    {
        var state = new LoopState(new LoopRules(new LoopOptions()));
        foreach (AgentStep step in steps)
        {
            state.Record(step);
        }

        return state;
    }
}
