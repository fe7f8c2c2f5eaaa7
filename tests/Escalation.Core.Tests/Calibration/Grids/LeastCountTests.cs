using Escalation.Calibration;
using Escalation.Calibration.Grids;
using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Calibration.Grids;

public sealed class LeastCountTests
{
    [Theory]
    [InlineData(0.1, 0.1, 22, 25)]
    [InlineData(0.1, 0.05, 29, 32)]
    [InlineData(0.05, 0.1, 45, 48)]
    [InlineData(0.01, 0.02, 390, 394)]
    [InlineData(0.5, 0.5, 1, 2)]
    public void Fewer_items_without_any_loss_are_never_rejected(double alpha, double level, int counted, int bet)
    {
        Assert.Equal(counted, LeastCount.Of(CertificateMethod.Exact, alpha, level));
        Assert.Equal(counted, LeastCount.Of(CertificateMethod.HoeffdingBentkus, alpha, level));
        Assert.Equal(bet, LeastCount.Of(CertificateMethod.Betting, alpha, level));
        Assert.True(BinomialTail.Lower(0, counted, alpha) <= level && HoeffdingBentkus.PValue(0.0, counted, alpha) <= level * (1.0 + 1e-12));
        Assert.True(BinomialTail.Lower(0, counted - 1, alpha) > level && HoeffdingBentkus.PValue(0.0, counted - 1, alpha) > level);
        Assert.True(BettingTest.PValue(new double[bet - 1], alpha, level) > level);
    }
}
