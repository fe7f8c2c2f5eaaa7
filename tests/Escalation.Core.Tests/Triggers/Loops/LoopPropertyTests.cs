using Escalation.Decisions;
using Escalation.Triggers.Loops;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Triggers.Loops;

public class LoopPropertyTests
{
    /// <summary>Few letters, so that repetition is common: the call is the letter, upper case fails.</summary>
    private static readonly Gen<string> Histories = Gen.Elements('a', 'b', 'c', 'A', 'B').ListOf().Select(letters => new string([.. letters])).Resize(60);

    [Fact]
    public void The_detector_agrees_with_the_rules_taken_literally()
    {
        Config config = Config.QuickThrowOnFailure.WithMaxTest(2_000);
        Check.One(config, Prop.ForAll(Histories.ToArbitrary(), history =>
        {
            LoopVerdict verdict = VerdictOf(Steps(history));
            return verdict.IsLoop == (Errors(history) || Repeats(history) || Enumerable.Range(2, 63).Any(k => Cycles(history, k)) || Stagnates(history));
        }));
    }

    [Fact]
    public void A_user_turn_forgets_everything_before_it()
    {
        Prop.ForAll(Histories.ToArbitrary(), Histories.ToArbitrary(), (before, after) =>
        {
            LoopVerdict whole = VerdictOf([.. Steps(before), AgentStep.User("next"), .. Steps(after)]);
            LoopVerdict alone = VerdictOf(Steps(after));
            return (whole.Kind, whole.Stage, whole.Period, whole.Repeats) == (alone.Kind, alone.Stage, alone.Period, alone.Repeats);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Different_calls_never_fire()
    {
        Prop.ForAll(Gen.Choose(0, 1_000_000).ListOf().Select(n => n.Distinct().ToArray()).ToArbitrary(), numbers =>
            !LoopReplay.Run(numbers.Select(n => AgentStep.Tool("read", $"{{\"n\":{n}}}", "a result that is long enough to mean something"))).Fired)
            .QuickCheckThrowOnFailure();
    }

    private static AgentStep[] Steps(string history) =>
        [.. history.Select(c => AgentStep.Tool(char.ToLowerInvariant(c).ToString(), "{}", c.ToString(), isError: char.IsAsciiLetterUpper(c)))];

    private static LoopVerdict VerdictOf(AgentStep[] steps)
    {
        var state = new LoopState(new LoopRules(new LoopOptions()));
        foreach (AgentStep step in steps)
        {
            state.Record(step);
        }

        return state.Verdict;
    }

    private static bool Errors(string h) => h.Length >= 3 && char.IsAsciiLetterUpper(h[^1]) && h[^3..].All(c => c == h[^1]);

    private static bool Repeats(string h) => h.Length >= 4 && h[^4..].All(c => c == h[^1]);

    /// <summary>Every letter of the tail stood before it: call and result are nothing new.</summary>
    private static bool Stagnates(string h) => h.Length >= 30 && h[^30..].All(c => h[..^30].Contains(c, StringComparison.Ordinal));

    private static bool Cycles(string h, int k)
    {
        if (h.Length < 3 * k)
        {
            return false;
        }

        string tail = h[^(3 * k)..];
        string period = tail[..k];
        return tail == period + period + period && period.Distinct().Count() > 1;
    }
}
