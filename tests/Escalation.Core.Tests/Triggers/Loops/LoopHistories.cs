using System.Globalization;
using Escalation.Decisions;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Triggers.Loops;

/// <summary>Random histories of every kind of step, with so few different ones that repetition of all sorts is common.</summary>
internal static class LoopHistories
{
    private static readonly DateTimeOffset Start = new(2024, 5, 1, 10, 0, 0, TimeSpan.Zero);

    internal static Arbitrary<AgentStep[]> Arbitrary { get; } = Gen.Choose(0, int.MaxValue).Select(Make).ToArbitrary();

    internal static Escalation.Triggers.Loops.LoopOptions Options(int variant)
    {
        var options = new Escalation.Triggers.Loops.LoopOptions
        {
            History = 64,
            StagnantSteps = 12,
            LongestPeriod = variant % 2 == 0 ? 64 : 7,
            ErrorsAcrossCalls = variant % 3 == 0,
            ResetOnUserTurn = variant % 4 != 1,
            Warnings = 1 + (variant % 3),
        };
        options.Tool("poll").Polling = true;
        options.Tool("search").ReadOnly = true;
        options.Tool("think").SideEffectFree = true;
        options.Tool("free").Exempt = true;
        options.Tool("write").TargetFields.Add("path");
        return options;
    }

    internal static AgentStep[] Make(int seed)
    {
        var random = new Random(seed);
        AgentStep[] pattern = [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => Step(random))];
        int length = random.Next(1, 160);
        DateTimeOffset at = Start;
        var steps = new List<AgentStep>();
        for (int i = 0; i < length; i++)
        {
            at += TimeSpan.FromMinutes(random.Next(100) == 0 ? 40 : 1);
            AgentStep step = random.Next(12) == 0 ? Step(random) : pattern[i % pattern.Length];
            steps.Add(step with { At = random.Next(4) == 0 ? null : at, Vetoed = random.Next(30) == 0 });
        }

        return [.. steps];
    }

    private static AgentStep Step(Random random)
    {
        int n = random.Next(3);
        string digit = n.ToString(CultureInfo.InvariantCulture);
        return random.Next(16) switch
        {
            0 => AgentStep.User("go on"),
            1 or 2 => AgentStep.Message(n == 0 ? "I will now carefully read the whole configuration file again." : n == 1 ? "Now I will carefully read the whole configuration file again." : "Done."),
            3 => AgentStep.Condensation(),
            4 or 5 => AgentStep.Chunk(n == 0 ? "\n- item\n" : "I have added all the requested logs. I will now mark the task as complete. "),
            6 => AgentStep.Tool("poll", "{}", "wait"),
            7 or 8 => AgentStep.Tool("search", $"{{\"q\":{digit}}}", n < 2 ? "the same long result for whatever is asked" : "short"),
            9 => AgentStep.Tool("think", $"{{\"t\":{digit}}}", "ok"),
            10 => AgentStep.Tool("free", "{}", "ok"),
            11 => AgentStep.Tool("write", $"{{\"path\":\"a\",\"text\":{random.Next(1000)}}}", "written"),
            12 or 13 => AgentStep.Tool("ssh", $"{{\"host\":\"h{digit}\"}}", $"connect to h{digit}: refused", isError: true),
            _ => AgentStep.Tool("run", $"{{\"n\":{digit}}}", n == 0 ? "no" : "yes", isError: n == 0),
        };
    }
}
