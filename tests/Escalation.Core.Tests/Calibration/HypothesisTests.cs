using Escalation.Calibration;

namespace Escalation.Core.Tests.Calibration;

public sealed class HypothesisTests
{
    /// <summary>One trial without an error is evidence <c>1 - alpha</c>, one with an error and none at all are no evidence.</summary>
    [Theory]
    [InlineData(1, 0, 0.75)]
    [InlineData(1, 1, 1.0)]
    [InlineData(0, 0, 1.0)]
    public void A_single_trial_counts_and_no_trial_is_no_evidence(long acted, long errors, double pValue)
    {
        var hypothesis = new Hypothesis(0.5, acted, errors, alpha: 0.25, tested: true, certified: false);

        Assert.Equal(pValue, hypothesis.PValue);
        Assert.Equal((acted, null, null), (hypothesis.Trials, hypothesis.LossSum, hypothesis.Level));
    }
}
