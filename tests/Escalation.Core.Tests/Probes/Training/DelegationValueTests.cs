using Escalation.Probes.Training;

namespace Escalation.Core.Tests.Probes.Training;

public sealed class DelegationValueTests
{
    [Fact]
    public void The_value_is_the_gain_in_the_probability_of_the_true_class()
    {
        Assert.Equal([0.9 - 0.2, 0.2 - 0.9, 0.6 - 0.6, -1.0], DelegationValue.Continuous([0.2, 0.2, 0.6, 1.0], [0.9, 0.9, 0.6, 0.0], [true, false, true, true]));
    }

    [Fact]
    public void Delegation_helps_only_where_the_probe_is_wrong_and_the_expert_right()
    {
        double[] probe = [0.2, 0.2, 0.8, 0.8, 0.5, 0.5];
        double[] expert = [0.9, 0.1, 0.9, 0.2, 0.5, 0.4];
        Assert.Equal([true, false, false, false, false, false], DelegationValue.Helps(probe, expert, [true, true, true, true, true, true]));
        Assert.Equal([false, false, false, true, false, true], DelegationValue.Helps(probe, expert, [false, false, false, false, false, false]));
    }

    [Fact]
    public void What_is_no_probability_is_refused_with_its_row()
    {
        Assert.Contains("row 1", Assert.Throws<ArgumentOutOfRangeException>(() => DelegationValue.Continuous([0.5, double.NaN], [0.5, 0.5], [true, true])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => DelegationValue.Helps([0.5], [1.5], [true]));
        Assert.Throws<ArgumentException>(() => DelegationValue.Helps([0.5], [0.5, 0.5], [true]));
    }
}
