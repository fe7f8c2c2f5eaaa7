using Escalation.Experiments.FinitePopulation;

namespace Escalation.Experiments.Tests.FinitePopulation;

public class CountTableTests
{
    [Fact]
    public void Adding_counts_multiplies_their_probabilities_and_drops_what_is_out_of_bounds()
    {
        var table = new CountTable(mostErrors: 2, most: 3);
        table.Row(1)[1] = 2.0;
        CountTable after = table.Plus(BinomialMass.Of(2, 0.5), BinomialMass.Of(3, 0.25));
        Assert.Equal([0.0, 0.0, 0.0, 0.0], after.Row(0).ToArray());

        // One error and one right one, and none, one more right.
        Assert.Equal(2.0 * 0.25 * 0.421875, after.Row(1)[1], 1e-15);
        Assert.Equal(2.0 * 0.50 * 0.421875, after.Row(1)[2], 1e-15);
        Assert.Equal(2.0 * 0.25 * 0.421875, after.Row(2)[1], 1e-15);
        Assert.Equal(0.0, after.Row(2)[0]);
        Assert.Equal(2, after.Row(2).Length);
    }

    [Fact]
    public void What_moves_is_weighed_once_and_leaves()
    {
        var table = new CountTable(1, 2);
        table.Row(0)[2] = 0.5;
        table.Row(1)[0] = 0.25;
        table.Row(1)[1] = 1e-70;
        var target = new CountTable(1, 2);
        target.Row(1)[0] = 1.0;
        Assert.Equal(2.5, table.MoveTo(target, static (errors, _) => errors == 1, [0.0, 10.0, 100.0]));
        Assert.Equal(1.25, target.Row(1)[0]);
        Assert.Equal(0.0, target.Row(0)[2]);
        Assert.Equal(0.0, table.Row(1)[0]);
        Assert.Equal(0.0, table.Row(1)[1]);
        Assert.Equal(0.5, table.Row(0)[2]);
    }
}
