using Escalation.Triggers.Loops;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Triggers.Loops;

/// <summary>Row 77: fingerprints that collide can only add alarms.</summary>
public class HashCollisionTests
{
    private static readonly Gen<Step[]> Histories =
        from letters in Gen.Choose(2, 12)
        from steps in (from call in Gen.Choose(1, letters) from result in Gen.Choose(1, 3) from error in Gen.Elements(false, false, true) select new Step(call, result, error)).ListOf()
        select steps.ToArray();

    [Fact]
    public void Colliding_calls_and_results_hide_no_loop()
    {
        var cases = from history in Histories.Resize(60) from classes in Gen.Choose(1, 6) select (history, classes);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(cases.ToArbitrary(), drawn =>
        {
            bool[] exact = Alarms(drawn.history, static hash => hash);
            bool[] collided = Alarms(drawn.history, hash => 1 + (hash % (ulong)drawn.classes));
            return exact.Zip(collided).All(pair => !pair.First || pair.Second);
        }));
    }

    [Fact]
    public void A_million_distinct_steps_with_one_fingerprint_take_bounded_memory_and_fire()
    {
        var tools = new ToolLoops(new LoopRules(new LoopOptions()));
        LoopVerdict verdict = default;
        int slots = tools.Entries.Capacity;
        for (int step = 1; step <= 1_000_000; step++)
        {
            verdict = tools.Commit(new LoopStep(new LoopEntry(1, 1, 0, LoopTraits.None, 1, step), 1, 1, DeclaresTargets: false));
        }

        Assert.Equal((LoopStage.Stop, slots), (verdict.Stage, tools.Entries.Capacity));
        Assert.True(tools.Entries.Count <= slots);
    }

    private static bool[] Alarms(Step[] history, Func<ulong, ulong> fingerprint)
    {
        var tools = new ToolLoops(new LoopRules(new LoopOptions()));
        return [.. history.Select((step, i) => tools.Commit(Of(step, i + 1, fingerprint)).IsLoop)];
    }

    /// <summary>The traits are read from the step itself and do not collide: odd calls only read, and every fourth is one whose results mean something.</summary>
    private static LoopStep Of(Step step, long number, Func<ulong, ulong> fingerprint)
    {
        ulong tool = (ulong)step.Call % 3;
        LoopTraits traits = (step.Error ? LoopTraits.Error : 0) | (step.Call % 2 == 1 ? LoopTraits.ReadOnly | LoopTraits.SideEffectFree : 0) | (step.Call % 4 == 1 ? LoopTraits.LongResult : 0);
        ulong result = (ulong)((step.Result * 2) + (step.Error ? 1 : 0));
        ulong shape = step.Error || traits.HasFlag(LoopTraits.ReadOnly) ? (tool * 100) + result : 0;
        return new LoopStep(new LoopEntry(fingerprint((ulong)step.Call), fingerprint(result), shape == 0 ? 0 : fingerprint(shape), traits, 1, number), fingerprint(tool), fingerprint((ulong)step.Call), DeclaresTargets: false);
    }

    private sealed record Step(int Call, int Result, bool Error);
}
