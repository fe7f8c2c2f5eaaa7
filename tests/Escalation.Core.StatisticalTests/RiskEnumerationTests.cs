using Escalation.Calibration;
using Escalation.Decisions;

namespace Escalation.Core.StatisticalTests;

/// <summary>The family-wise error of the fixed sequence, summed exactly over every possible labelled calibration set on a few atoms, through the public API.</summary>
public sealed class RiskEnumerationTests
{
    private const double Tiny = 1e-6;

    /// <summary>A safe strict half and a whole just above the risk level: the sequence passes its early tests surely, so the error is the size of the last one.</summary>
    [Theory]
    [InlineData(30, 0.1, 0.1, 0.04239)]
    [InlineData(40, 0.2, 0.1, 0.07591)]
    public void A_jump_of_the_risk_gives_the_published_violation_probability(int n, double alpha, double delta, double expected)
    {
        // Cells: strict and right, permissive and right, permissive and wrong.
        double[] masses = [0.5, 0.5 - alpha - Tiny, alpha + Tiny];
        var options = new SelectiveRiskOptions(alpha, delta) { Grid = ThresholdGrid.Of(0.2, 0.8), Start = SequenceStart.Floor, DataSha256 = Simulation.NoFingerprint };
        double violation = 0.0;
        foreach (int[] counts in CountVectors.All(n, 3))
        {
            double[] scores = [.. Enumerable.Repeat(0.8, counts[0]), .. Enumerable.Repeat(0.2, n - counts[0])];
            double[] losses = [.. new double[n - counts[2]], .. Enumerable.Repeat(1.0, counts[2])];
            if (SelectiveRisk.Calibrate(scores, losses, options) is Certified { Certificate: var certificate })
            {
                Threshold deployed = certificate;
                violation += deployed.Escalates(0.2) ? 0.0 : CountVectors.Weight(counts, masses);
            }
        }

        Assert.Equal(expected, violation, 1e-5);
        Assert.True(violation <= delta);
    }

    /// <summary>Jumps, creeps, dips, all null, all safe, one item and ties; three starts; fixed grids and the grid over the range of the scores.</summary>
    [Fact]
    public void No_risk_is_ever_broken_more_often_than_delta_on_atoms()
    {
        int cases = 0;
        double worst = 0.0;
        foreach ((int n, double alpha, double delta) in (ReadOnlySpan<(int, double, double)>)[(1, 0.5, 0.6), (2, 0.5, 0.25), (4, 0.5, 0.3), (6, 0.4, 0.3), (8, 0.3, 0.2), (8, 0.5, 0.1), (10, 0.35, 0.4), (10, 0.25, 0.25)])
        {
            foreach (SequenceStart start in Enum.GetValues<SequenceStart>())
            {
                RiskWorlds[] worlds =
                [
                    new(n, new SelectiveRiskOptions(alpha, delta) { Grid = ThresholdGrid.Of(RiskWorlds.Atoms), Start = start, DataSha256 = Simulation.NoFingerprint }),
                    new(n, new SelectiveRiskOptions(alpha, delta) { Grid = ThresholdGrid.Even(-0.5, 1.5, 9), Start = start, DataSha256 = Simulation.NoFingerprint }),
                ];
                foreach (double[] risks in Shapes(alpha))
                {
                    foreach (double[] masses in (double[][])[[0.2, 0.3, 0.5], [0.5, 0.3, 0.2], [0.05, 0.9, 0.05], [1.0 / 3, 1.0 / 3, 1.0 / 3]])
                    {
                        foreach (RiskWorlds world in worlds)
                        {
                            double violation = world.Violation(masses, risks);
                            worst = Math.Max(worst, violation / delta);
                            cases++;
                            Assert.True(violation <= delta, $"n {n}, alpha {alpha}, delta {delta}, {start}, risks {string.Join(' ', risks)}, masses {string.Join(' ', masses)}: {violation}");
                        }
                    }
                }
            }
        }

        Assert.True(cases >= 2_000, $"{cases}");
        Assert.InRange(worst, 0.9, 1.0);
    }

    /// <summary>The error rate of each atom, from the strictest to the most permissive.</summary>
    private static IEnumerable<double[]> Shapes(double alpha) =>
    [
        [0.0, 0.0, alpha + 0.2],
        [0.0, 2.0 * alpha, alpha],
        [alpha + Tiny, alpha + Tiny, alpha + Tiny],
        [alpha + Tiny, 0.0, 0.0],
        [0.0, alpha + 0.3, 0.0],
        [alpha - 0.05, alpha + 0.05, alpha + 0.1],
        [alpha + 0.1, alpha - 0.1, alpha + 0.1],
        [0.0, 0.0, 0.0],
        [1.0, 1.0, 1.0],
        [1.0, 0.0, 0.0],
        [0.0, 1.0, 0.0],
        [alpha / 2, alpha + Tiny, 1.0],
    ];
}
