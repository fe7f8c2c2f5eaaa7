using Escalation.Calibration;

namespace Escalation.Core.StatisticalTests;

/// <summary>The family-wise error of every procedure, over all thresholds that it certifies, summed exactly over every possible labelled calibration set on a few atoms, through the public API.</summary>
public sealed class ProcedureEnumerationTests
{
    private const double Tiny = 1e-6;

    private static readonly double[][] Masses = [[0.2, 0.3, 0.5], [0.5, 0.3, 0.2], [0.05, 0.9, 0.05], [1.0 / 3, 1.0 / 3, 1.0 / 3]];

    [Theory]
    [InlineData(CertificateProcedure.MultiStart)]
    [InlineData(CertificateProcedure.Graphical)]
    [InlineData(CertificateProcedure.Bonferroni)]
    [InlineData(CertificateProcedure.Holm)]
    public void No_certified_threshold_breaks_the_risk_more_often_than_delta(CertificateProcedure procedure)
    {
        ThresholdGrid grid = ThresholdGrid.Of(0.0, 0.5, 1.0);
        int cases = 0;
        double worst = 0.0;
        foreach ((int n, double alpha, double delta) in (ReadOnlySpan<(int, double, double)>)[(6, 0.4, 0.5), (8, 0.5, 0.3), (8, 0.3, 0.6), (10, 0.5, 0.2), (10, 0.35, 0.4)])
        {
            foreach (SequenceStart start in (SequenceStart[])[SequenceStart.Strictest, SequenceStart.Floor])
            {
                foreach (int starts in (int[])[2, 3])
                {
                    var world = new ProcedureWorlds(n, [0.0, 1.0], _ => new SelectiveRiskOptions(alpha, delta) { Grid = grid, Procedure = procedure, Start = start, Starts = starts, DataSha256 = Simulation.NoFingerprint });
                    worst = Math.Max(worst, Worst(world, alpha, delta, ref cases));
                }
            }
        }

        Assert.True(cases > 900, $"{cases}");
        Assert.InRange(worst, 0.25, 1.0);
    }

    /// <summary>Candidates at the observed scores, each counting what lies strictly above: monotone risks, which the proof asks for, and others too.</summary>
    [Fact]
    public void Candidates_at_observed_scores_keep_the_error_level_also_where_the_risk_is_not_monotone()
    {
        int cases = 0;
        double worst = 0.0;
        foreach ((int n, double alpha, double delta) in (ReadOnlySpan<(int, double, double)>)[(4, 0.5, 0.3), (6, 0.4, 0.3), (8, 0.3, 0.2), (8, 0.5, 0.1), (10, 0.35, 0.4), (10, 0.25, 0.25)])
        {
            foreach (SequenceStart start in Enum.GetValues<SequenceStart>())
            {
                var world = new ProcedureWorlds(n, [0.0, 1.0], scores => new SelectiveRiskOptions(alpha, delta) { Grid = ThresholdGrid.Observed(scores), Start = start, DataSha256 = Simulation.NoFingerprint });
                worst = Math.Max(worst, Worst(world, alpha, delta, ref cases));
            }
        }

        Assert.True(cases > 1_000, $"{cases}");
        Assert.InRange(worst, 0.9, 1.0);
    }

    /// <summary>Losses of a half: the bound is valid on them, and never attained.</summary>
    [Fact]
    public void Hoeffding_bentkus_on_fractional_losses_keeps_the_error_level()
    {
        ThresholdGrid grid = ThresholdGrid.Of(0.0, 0.5, 1.0);
        double worst = 0.0;
        foreach ((int n, double alpha, double delta) in (ReadOnlySpan<(int, double, double)>)[(6, 0.5, 0.5), (7, 0.6, 0.3)])
        {
            var world = new ProcedureWorlds(n, [0.0, 0.5, 1.0], _ => new SelectiveRiskOptions(alpha, delta) { Grid = grid, Start = SequenceStart.Floor, Method = CertificateMethod.HoeffdingBentkus, DataSha256 = Simulation.NoFingerprint });
            Assert.True(world.Certifying > 100, $"{world.Certifying}");
            foreach (double[] risks in Shapes(alpha))
            {
                // The same mean with as much of it as possible in halves, or with none.
                foreach (bool halves in (bool[])[true, false])
                {
                    double[][] chances = [.. risks.Select(risk => halves ? Halves(risk) : [1.0 - risk, 0.0, risk])];
                    foreach (double[] masses in Masses)
                    {
                        double error = world.FamilyWiseError(masses, chances);
                        Assert.True(error <= delta, $"{error}");
                        worst = Math.Max(worst, error / delta);
                    }
                }
            }
        }

        Assert.InRange(worst, 0.05, 1.0);
    }

    private static double Worst(ProcedureWorlds world, double alpha, double delta, ref int cases)
    {
        double worst = 0.0;
        foreach (double[] risks in Shapes(alpha))
        {
            double[][] chances = [.. risks.Select(risk => new[] { 1.0 - risk, risk })];
            foreach (double[] masses in Masses)
            {
                double error = world.FamilyWiseError(masses, chances);
                Assert.True(error <= delta, $"alpha {alpha}, delta {delta}, risks {string.Join(' ', risks)}, masses {string.Join(' ', masses)}: {error}");
                worst = Math.Max(worst, error / delta);
                cases++;
            }
        }

        return worst;
    }

    private static double[] Halves(double risk) => risk <= 0.5 ? [1.0 - (2.0 * risk), 2.0 * risk, 0.0] : [0.0, 2.0 - (2.0 * risk), (2.0 * risk) - 1.0];

    /// <summary>The risk of each atom, from the strictest to the most permissive.</summary>
    private static double[][] Shapes(double alpha) =>
    [
        [0.0, 0.0, alpha + 0.2],
        [0.0, 2.0 * alpha <= 1.0 ? 2.0 * alpha : 1.0, alpha],
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
