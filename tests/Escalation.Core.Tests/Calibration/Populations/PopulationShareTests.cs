using Escalation.Calibration.Populations;

namespace Escalation.Core.Tests.Calibration.Populations;

public class PopulationShareTests
{
    [Fact]
    public void Equality_keeps_a_promise_for_every_level_that_is_a_share_of_the_population()
    {
        for (int of = 1; of <= 1000; of++)
        {
            for (int permille = 1; permille < 1000; permille++)
            {
                double level = permille / 1000.0;
                int floor = permille * of / 1000;
                Assert.False(PopulationShare.Exceeds(floor, of, level));
                Assert.True(PopulationShare.Exceeds(floor + 1, of, level));
            }
        }
    }

    [Fact]
    public void Nothing_acted_on_breaks_no_promise() => Assert.False(PopulationShare.Exceeds(0, 0, 0.1));
}
