using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Statistics.Sequential;

public sealed class EProcessPlugInTests
{
    /// <summary>The bets of Waudby-Smith and Ramdas from 200-bit arithmetic, step by step; the stake of the first step is 0, some of the others are at their limit.</summary>
    [Theory]
    [InlineData(MeanHypothesis.AtLeast, 0.5, new[] { 0.25, 0.375, 0.125, 0.25, 0.5, 0.125 }, new[] { 0.0, 0.100083458556982536, 0.47164701498946557, 0.790100746108000186, 0.790100746108000186, 1.2363878487364197 })]
    [InlineData(MeanHypothesis.AtMost, 0.25, new[] { 0.5, 0.375, 0.75, 0.5, 0.25, 1.0 }, new[] { 0.0, 0.100083458556982536, 0.57008708780271809, 0.91226769488060942, 0.91226769488060942, 1.79875469656163438 })]
    public void Plug_in_stakes_are_those_of_mean_and_variance_so_far(MeanHypothesis hypothesis, double alpha, double[] losses, double[] logs)
    {
        var process = EProcess.PlugIn(hypothesis, alpha);
        for (int i = 0; i < losses.Length; i++)
        {
            process.Observe(losses[i]);
            Assert.Equal(logs[i], process.LogValue, 1e-13);
        }
    }
}
