using Escalation.Statistics.Sequential;

namespace Escalation.Core.StatisticalTests;

/// <summary>Ville's bound without chance: the probability that the evidence ever reaches 1/delta, added up over all streams at the very boundary of the hypothesis.</summary>
public sealed class EProcessEnumerationTests
{
    private static readonly double[] Alphas = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9];
    private static readonly double[] Levels = [0.5, 0.2, 0.1, 0.05, 0.01];

    [Theory]
    [InlineData(MeanHypothesis.AtLeast)]
    [InlineData(MeanHypothesis.AtMost)]
    public void Betting_rules_keep_their_level_over_all_streams_of_fifteen(MeanHypothesis hypothesis)
    {
        int cases = 0;
        double closest = 0.0;
        foreach (double alpha in Alphas)
        {
            double largest = 1.0 / (hypothesis == MeanHypothesis.AtLeast ? 1.0 - alpha : alpha);
            EProcess[] games =
            [
                EProcess.Fixed(hypothesis, alpha, 0.1 * largest),
                EProcess.Fixed(hypothesis, alpha, 0.5 * largest),
                EProcess.Fixed(hypothesis, alpha, 0.99 * largest),
                EProcess.KrichevskyTrofimov(hypothesis, alpha),
                EProcess.PlugIn(hypothesis, alpha),
            ];
            foreach (EProcess game in games)
            {
                foreach (double level in Levels)
                {
                    double alarm = LossTree.Alarms(15, alpha, game, Step, process => process.Rejects(level));
                    Assert.True(alarm <= level * (1.0 + 1e-12), $"{hypothesis} {alpha} {game.State.Rule} {level}: {alarm:R}");
                    closest = Math.Max(closest, alarm / level);
                    cases++;
                }
            }
        }

        // Ville's bound is not slack: some game comes close to it, so a level that is overdrawn would show.
        Assert.Equal(175, cases);
        Assert.True(closest > 0.9, $"{closest}");
    }

    [Theory]
    [InlineData(EvidenceStart.FirstStep)]
    [InlineData(EvidenceStart.AnyStep)]
    public void Mixtures_keep_their_level_over_all_streams_of_twelve(EvidenceStart start)
    {
        double closest = 0.0;
        foreach (MeanHypothesis hypothesis in Enum.GetValues<MeanHypothesis>())
        {
            foreach (double alpha in new[] { 0.05, 0.25, 0.5, 0.9 })
            {
                foreach (double level in new[] { 0.5, 0.1, 0.01 })
                {
                    double alarm = LossTree.Alarms(12, alpha, new MixtureEProcess(hypothesis, alpha, start), Step, process => process.Rejects(level));
                    Assert.True(alarm <= level * (1.0 + 1e-12), $"{hypothesis} {alpha} {start} {level}: {alarm:R}");
                    closest = Math.Max(closest, alarm / level);
                }
            }
        }

        Assert.True(closest > 0.5, $"{closest}");
    }

    private static EProcess Step(EProcess process, double loss)
    {
        var next = EProcess.Restore(process.State);
        next.Observe(loss);
        return next;
    }

    private static MixtureEProcess Step(MixtureEProcess process, double loss)
    {
        var next = new MixtureEProcess(process.Hypothesis, process.Alpha, process.Start);
        next.Restore(process.State);
        next.Observe(loss);
        return next;
    }
}
