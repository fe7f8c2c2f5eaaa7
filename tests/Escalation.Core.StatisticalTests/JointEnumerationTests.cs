using Escalation.Calibration;
using Escalation.Statistics;

namespace Escalation.Core.StatisticalTests;

/// <summary>The joint promise, "delegation rate and risk within their bounds except with probability delta", summed exactly over every possible testing set on a few atoms, through the public API.</summary>
public sealed class JointEnumerationTests
{
    private const double Tiny = 1e-6;
    private static readonly double[] NoLoss = [0.0, 0.0, 0.0];
    private static readonly (double, double, double)[] OneChooses = [(0.5, 0.0, 0.0)];

    /// <summary>A world in which every certified threshold breaks something: below its upper atom a hair too much is delegated, from it on a hair too many acts are wrong. The exact probability is a double sum.</summary>
    [Theory]
    [InlineData(30, 0.5, 0.15, 0.1)]
    [InlineData(19, 0.8, 0.4, 0.05)]
    public void When_nothing_is_safe_the_error_is_the_computed_one_and_at_most_delta(int n, double budget, double risk, double delta)
    {
        double high = budget + Tiny;
        double wrongOfHigh = (risk + Tiny) / high;
        var worlds = new JointWorlds(n, [0.2, 0.8], OneChooses, budget, risk, delta, SequenceStart.Floor, RiskSubject.Acted);
        double violation = worlds.Violation([1.0 - high, high], [0.0, wrongOfHigh], NoLoss);

        long allowed = BinomialBudget.LargestCount(n, budget, delta / 2);
        long errorsAllowed = BinomialBudget.LargestCount(n, risk, delta / 2);
        long floor = BinomialBudget.MinimumTrials(risk, delta / 2);
        double expected = 0.0;
        for (int delegated = 0; delegated <= n; delegated++)
        {
            // The lower threshold never has an error, so it is certified exactly when the budget allows it and enough is acted on; the upper one when its errors pass.
            double atLeastOne = delegated <= allowed && n - delegated >= floor ? 1.0 : BinomialTail.Lower(errorsAllowed, delegated, wrongOfHigh);
            expected += CountVectors.Weight([delegated, n - delegated], [high, 1.0 - high]) * atLeastOne;
        }

        Assert.Equal(expected, violation, 1e-11);
        Assert.True(violation <= delta, $"{violation}");
        Assert.True(violation > 0.85 * delta, $"{violation}");
    }

    /// <summary>Jumps, creeps, dips, worlds where all is safe and where nothing is, budgets at the boundary and far from it; three starts.</summary>
    [Fact]
    public void No_promise_about_acted_items_is_broken_more_often_than_delta_on_atoms()
    {
        int cases = 0;
        double worst = 0.0;
        foreach ((int n, double budget, double risk, double delta) in (ReadOnlySpan<(int, double, double, double)>)[(2, 0.5, 0.5, 0.5), (7, 0.75, 0.5, 0.15), (8, 0.7, 0.35, 0.4), (9, 0.75, 0.55, 0.1)])
        {
            // The floor is the start that uses the level most; the others are tried where sets are few.
            foreach (SequenceStart start in n < 9 ? Enum.GetValues<SequenceStart>() : [SequenceStart.Floor])
            {
                var worlds = new JointWorlds(n, [0.2, 0.5, 0.8], OneChooses, budget, risk, delta, start, RiskSubject.Acted);
                foreach (double[] masses in Masses(budget))
                {
                    foreach (double[] risks in Risks(risk, masses))
                    {
                        double violation = worlds.Violation(masses, risks, NoLoss);
                        Assert.True(violation <= delta, $"n {n}, budget {budget}, risk {risk}, delta {delta}, {start}, masses {string.Join(' ', masses)}, risks {string.Join(' ', risks)}: {violation}");
                        worst = Math.Max(worst, violation / delta);
                        cases++;
                    }
                }
            }
        }

        Assert.True(cases >= 600, $"{cases}");
        Assert.InRange(worst, 0.8, 1.0);
    }

    /// <summary>The risk of all items, with an order learned from choosing items of every persuasion.</summary>
    [Fact]
    public void No_promise_about_all_items_is_broken_more_often_than_delta_on_atoms()
    {
        int cases = 0;
        double worst = 0.0;
        (double, double, double)[][] choosers =
        [
            OneChooses,
            [(0.2, 0.0, 1.0), (0.8, 0.0, 1.0), (0.8, 0.0, 1.0)],
            [(0.2, 1.0, 0.0), (0.8, 1.0, 0.0), (0.2, 1.0, 0.0)],
            [(0.2, 0.0, 0.0), (0.8, 1.0, 0.0), (0.2, 0.0, 1.0)],
        ];
        foreach ((int n, double budget, double risk, double delta) in (ReadOnlySpan<(int, double, double, double)>)[(3, 0.5, 0.5, 0.5), (7, 0.75, 0.5, 0.15), (8, 0.7, 0.35, 0.4), (9, 0.75, 0.55, 0.1)])
        {
            foreach ((double, double, double)[] choosing in n < 8 ? choosers : choosers[^2..])
            {
                var worlds = new JointWorlds(n, [0.2, 0.8], choosing, budget, risk, delta, SequenceStart.TwiceFloor, RiskSubject.All);
                foreach (double[] masses in (double[][])[[0.5, 0.5], [1.0 - budget - Tiny, budget + Tiny], [1.0 - budget, budget], [0.9, 0.1], [0.1, 0.9]])
                {
                    foreach ((double[] act, double[] escalate) in Persons(risk, masses))
                    {
                        double violation = worlds.Violation(masses, act, escalate);
                        Assert.True(violation <= delta, $"n {n}, budget {budget}, risk {risk}, delta {delta}, masses {string.Join(' ', masses)}, acts {string.Join(' ', act)}, escalations {string.Join(' ', escalate)}: {violation}");
                        worst = Math.Max(worst, violation / delta);
                        cases++;
                    }
                }
            }
        }

        Assert.True(cases >= 500, $"{cases}");
        Assert.InRange(worst, 0.8, 1.0);
    }

    private static IEnumerable<double[]> Masses(double budget) =>
    [
        [1.0 / 3, 1.0 / 3, 1.0 / 3],
        [1.0 - budget - Tiny, 0.1, budget + Tiny - 0.1],
        [1.0 - budget, 0.05, budget - 0.05],
        [0.9, 0.05, 0.05],
        [0.05, 0.05, 0.9],
        [0.2, 0.75 - (budget / 2), 0.05 + (budget / 2)],
    ];

    /// <summary>Error rates of the atoms; some make the running risk meet its bound by a hair at one threshold.</summary>
    private static IEnumerable<double[]> Risks(double risk, double[] masses)
    {
        double lower = masses[0] + masses[1];
        yield return [0.0, 0.0, 0.0];
        yield return [1.0, 1.0, 1.0];
        yield return [risk + Tiny, risk + Tiny, risk + Tiny];
        yield return [risk + Tiny, 0.0, 0.0];
        yield return [1.0, 0.0, 0.0];
        yield return [0.0, 1.0, 0.0];
        yield return [0.0, 0.0, 1.0];
        yield return [0.0, Math.Min(1.0, (risk + Tiny) * lower / masses[1]), 0.0];
        yield return [0.0, 0.0, Math.Min(1.0, (risk + Tiny) / masses[2])];
        yield return [risk / 2, risk + Tiny, 1.0];
        yield return [risk - 0.05, risk + 0.05, risk + 0.1];
        yield return [Math.Min(1.0, risk + 0.2), Math.Max(0.0, risk - 0.2), risk + 0.1];
    }

    /// <summary>Loss rates of acting and of escalating; some make the risk of the whole meet its bound by a hair.</summary>
    private static IEnumerable<(double[] Act, double[] Escalate)> Persons(double risk, double[] masses)
    {
        yield return ([0.0, 0.0], [0.0, 0.0]);
        yield return ([1.0, 1.0], [0.0, 0.0]);
        yield return ([0.0, 0.0], [1.0, 1.0]);
        yield return ([risk + Tiny, risk + Tiny], [risk + Tiny, risk + Tiny]);
        yield return ([0.0, Math.Min(1.0, (risk + Tiny) / masses[1])], [0.0, 0.0]);
        yield return ([Math.Min(1.0, (risk + Tiny) / masses[0]), 0.0], [0.0, 0.0]);
        yield return ([0.0, 0.5], [0.0, Math.Min(0.5, (risk + Tiny) / masses[1])]);
        yield return ([0.0, 0.5], [Math.Min(1.0, (risk + Tiny) / masses[0]), 0.0]);
        yield return ([0.3, 0.6], [0.4, 0.2]);
    }
}
