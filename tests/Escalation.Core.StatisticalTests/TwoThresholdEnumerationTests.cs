using Escalation.Calibration;
using Escalation.Calibration.RiskControl;
using Escalation.Decisions;

namespace Escalation.Core.StatisticalTests;

/// <summary>The promise of two thresholds, "all bounds at once except with probability delta", summed exactly over every possible testing set on three atoms, through the public API.</summary>
public sealed class TwoThresholdEnumerationTests
{
    private const double Tiny = 1e-6;
    private static readonly double[] Atoms = [0.2, 0.5, 0.8];

    /// <summary>Cells: low; middle with the model right and wrong; high with the agent right and wrong.</summary>
    private static readonly (int Atom, double Act, double Model)[] Cells = [(0, 0.0, 0.0), (1, 0.0, 0.0), (1, 1.0, 1.0), (2, 0.0, 0.0), (2, 1.0, 0.0)];

    [Theory]
    [InlineData(TwoThresholdProcedure.LearnedOrder)]
    [InlineData(TwoThresholdProcedure.Graphical)]
    public void No_bound_is_broken_more_often_than_delta(TwoThresholdProcedure procedure)
    {
        int cases = 0;
        double worst = 0.0;
        (double, double, double)[][] choosers =
        [
            [(0.5, 0.0, 0.0), (0.8, 0.0, 0.0), (0.2, 0.0, 0.0)],
            [(0.8, 1.0, 0.0), (0.5, 1.0, 1.0), (0.8, 1.0, 0.0)],
            [(0.2, 0.0, 0.0), (0.2, 0.0, 0.0), (0.2, 0.0, 0.0)],
        ];
        foreach ((int n, double acted, double all, double person, double delta) in (ReadOnlySpan<(int, double, double, double, double)>)[(6, 0.5, 0.5, 0.7, 0.4), (9, 0.55, 0.5, 0.75, 0.1)])
        {
            foreach ((double, double, double)[] choosing in n < 9 ? choosers : choosers[..1])
            {
                var options = new TwoThresholdOptions(new TwoThresholdCosts(10.0, 1.0, 3.0), delta)
                {
                    MaxActedRisk = acted,
                    MaxRisk = all,
                    MaxPersonRate = person,
                    Procedure = procedure,
                    Chains = 2,
                    ChoosingShare = (choosing.Length + 0.5) / (n + choosing.Length),
                    Grid = ThresholdGrid.Of(0.1, 0.35, 0.65, 0.95),
                };
                List<(int[] Counts, List<TwoThresholds> Certified)> sets = Enumerate(n, choosing, options);
                foreach (double[] masses in (double[][])[[0.3, 0.3, 0.4], [person + Tiny, 0.1, 0.9 - person - Tiny], [0.05, 0.05, 0.9], [0.1, 0.6, 0.3]])
                {
                    foreach ((double model, double agent) in (ReadOnlySpan<(double, double)>)[(0.0, 0.0), (1.0, 1.0), (acted + Tiny, acted + Tiny), (0.0, Math.Min(1.0, (all + Tiny) / masses[2])), (Math.Min(1.0, (all + Tiny) / masses[1]), 0.0), (0.5, 0.2)])
                    {
                        double violation = Violation(sets, options, masses, model, agent);
                        Assert.True(violation <= delta, $"{procedure}, n {n}, masses {string.Join(' ', masses)}, model {model}, agent {agent}: {violation}");
                        worst = Math.Max(worst, violation / delta);
                        cases++;
                    }
                }
            }
        }

        Assert.Equal((3 + 1) * 4 * 6, cases);
        Assert.InRange(worst, procedure == TwoThresholdProcedure.LearnedOrder ? 0.6 : 0.3, 1.0);
    }

    private static List<(int[] Counts, List<TwoThresholds> Certified)> Enumerate(int testing, (double Score, double Act, double Model)[] choosing, TwoThresholdOptions options)
    {
        int n = testing + choosing.Length;
        var split = CalibrationSplit.Random(n, options.ChoosingShare, options.Seed);
        Assert.Equal(choosing.Length, split.Choosing.Length);
        (double[] scores, double[] act, double[] model) = (new double[n], new double[n], new double[n]);
        for (int i = 0; i < choosing.Length; i++)
        {
            (scores[split.Choosing[i]], act[split.Choosing[i]], model[split.Choosing[i]]) = choosing[i];
        }

        var sets = new List<(int[], List<TwoThresholds>)>();
        foreach (int[] counts in CountVectors.All(testing, Cells.Length))
        {
            int next = 0;
            for (int cell = 0; cell < Cells.Length; cell++)
            {
                for (int i = 0; i < counts[cell]; i++)
                {
                    int item = split.Testing[next++];
                    scores[item] = Atoms[Cells[cell].Atom];
                    (act[item], model[item]) = (Cells[cell].Act, Cells[cell].Model);
                }
            }

            TwoThresholdResult result = TwoThresholdCalibration.Calibrate(scores, act, model, options);
            sets.Add((counts, [.. result.Details.Certified.Select(row => row.Configuration)]));
        }

        return sets;
    }

    private static double Violation(List<(int[] Counts, List<TwoThresholds> Certified)> sets, TwoThresholdOptions options, double[] masses, double modelWrong, double agentWrong)
    {
        double[] probabilities = [masses[0], masses[1] * (1.0 - modelWrong), masses[1] * modelWrong, masses[2] * (1.0 - agentWrong), masses[2] * agentWrong];
        var broken = new Dictionary<TwoThresholds, bool>();
        double violation = 0.0;
        foreach ((int[] counts, List<TwoThresholds> certified) in sets)
        {
            foreach (TwoThresholds pair in certified)
            {
                if (!broken.TryGetValue(pair, out bool breaks))
                {
                    breaks = Breaks(pair, options, probabilities);
                    broken.Add(pair, breaks);
                }

                if (breaks)
                {
                    violation += CountVectors.Weight(counts, probabilities);
                    break;
                }
            }
        }

        return violation;
    }

    private static bool Breaks(TwoThresholds pair, TwoThresholdOptions options, double[] probabilities)
    {
        double acted = 0.0;
        double wrongActs = 0.0;
        double wrong = 0.0;
        double person = 0.0;
        for (int cell = 0; cell < Cells.Length; cell++)
        {
            (int atom, double act, double model) = Cells[cell];
            DecisionOutcome outcome = pair.Outcome(Atoms[atom]);
            acted += outcome == DecisionOutcome.Act ? probabilities[cell] : 0.0;
            wrongActs += outcome == DecisionOutcome.Act ? probabilities[cell] * act : 0.0;
            wrong += probabilities[cell] * (outcome switch { DecisionOutcome.Act => act, DecisionOutcome.EscalateToModel => model, _ => 0.0 });
            person += outcome == DecisionOutcome.EscalateToPerson ? probabilities[cell] : 0.0;
        }

        return (acted > 0.0 && wrongActs / acted > options.MaxActedRisk) || wrong > options.MaxRisk || person > options.MaxPersonRate;
    }
}
