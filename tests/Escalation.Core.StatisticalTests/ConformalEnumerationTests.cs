using Escalation.Calibration;
using Escalation.Decisions;

namespace Escalation.Core.StatisticalTests;

/// <summary>The expected loss of conformal risk control, summed exactly over every calibration set on three score atoms.</summary>
public sealed class ConformalEnumerationTests
{
    private static readonly double[] Atoms = [0, 1, 2];

    [Fact]
    public void The_expected_loss_of_the_next_item_never_exceeds_the_level_and_comes_close()
    {
        int cases = 0;
        double closest = 0;
        foreach (int n in (int[])[1, 3, 6, 9])
        {
            foreach (double alpha in (double[])[.1, .125, .2, .25, .4, .5])
            {
                foreach (double[] masses in (double[][])[[.4, .1, .2, .1, .15, .05], [.1, .2, .2, .1, .3, .1], [.1, .4, .1, .2, .1, .1], [.05, .25, .05, .25, .05, .35]])
                {
                    double expected = Expected(n, alpha, masses);
                    Assert.True(expected <= alpha * (1 + 1e-12), FormattableString.Invariant($"n {n}, alpha {alpha}: {expected}"));
                    closest = Math.Max(closest, expected / alpha);
                    cases++;
                }
            }
        }

        Assert.Equal(96, cases);
        Assert.InRange(closest, .7, 1);
    }

    // Cells: each atom right, then wrong.
    private static double Expected(int n, double alpha, double[] masses)
    {
        double expected = 0;
        foreach (int[] counts in CountVectors.All(n, masses.Length))
        {
            double[] scores = [.. counts.SelectMany((count, cell) => Enumerable.Repeat(Atoms[cell / 2], count))];
            double[] losses = [.. counts.SelectMany((count, cell) => Enumerable.Repeat(cell % 2 * 1.0, count))];
            if (ConformalRiskControl.ForRisk(scores, losses, alpha).Value is not { } threshold)
            {
                continue;
            }

            double loss = 0;
            for (int cell = 1; cell < masses.Length; cell += 2)
            {
                loss += ScoreComparison.Escalates(ScoreDirection.HigherActs, Atoms[cell / 2], threshold) ? 0 : masses[cell];
            }

            expected += CountVectors.Weight(counts, masses) * loss;
        }

        return expected;
    }
}
