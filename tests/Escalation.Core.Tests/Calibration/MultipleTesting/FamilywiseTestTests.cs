using Escalation.Calibration.MultipleTesting;

namespace Escalation.Core.Tests.Calibration.MultipleTesting;

public sealed class FamilywiseTestTests
{
    [Fact]
    public void Rejections_are_listed_without_their_type_too()
    {
        FamilywiseResult result = FamilywiseTest.Holm([0.01, 0.5, 0.001], 0.1);
        var untyped = new List<object?>();
        foreach (object? rejection in (System.Collections.IEnumerable)result.Rejections)
        {
            untyped.Add(rejection);
        }

        Assert.Equal(result.Rejections.Cast<object>(), untyped);
        Assert.Equal(2, untyped.Count);
        Assert.Throws<ArgumentOutOfRangeException>("index", () => result.Rejections[-1]);
        Assert.Throws<ArgumentOutOfRangeException>("index", () => result.Rejections[2]);
    }

    [Fact]
    public void On_demand_the_first_that_fails_knows_what_it_would_have_taken()
    {
        FamilywiseResult result = FamilywiseTest.Fallback(PValues.OnDemand(2, static i => i == 0 ? 0.2 : 0.9), [0.5, 0.5], 0.1);

        Assert.Empty(result.Rejected);
        Assert.Equal(0.4, result.AdjustedPValue(0));
        Assert.Null(result.AdjustedPValue(1));
    }

    [Fact]
    public void An_empty_family_rejects_nothing() => Assert.All(Procedures.All, procedure =>
    {
        FamilywiseResult result = procedure.Value([], 0.1);
        Assert.Equal(0, result.Count);
        Assert.Empty(result.Rejected);
        Assert.Empty(result.Rejections);
        Assert.Empty(result.Stops);
        Assert.Empty(result.FinalWeights);
        Assert.Throws<IndexOutOfRangeException>(() => result.Outcome(0));
    });

    [Fact]
    public void A_single_hypothesis_is_tested_at_delta_and_rejected_at_equality() => Assert.All(Procedures.All, procedure =>
    {
        FamilywiseResult at = procedure.Value([0.05], 0.05);
        Assert.Equal([new Rejection(0, 0.05, 0.05, 0.05)], at.Rejections);
        FamilywiseResult above = procedure.Value([Math.BitIncrement(0.05)], 0.05);
        Assert.Empty(above.Rejected);
        Assert.Equal(HypothesisOutcome.Retained, above.Outcome(0));
        Assert.Equal(0.05, above.Level(0));
        Assert.Equal(Math.BitIncrement(0.05), above.AdjustedPValue(0));
    });

    [Fact]
    public void All_can_be_rejected() => Assert.All(Procedures.All, procedure =>
    {
        FamilywiseResult result = procedure.Value([1e-9, 0.0, 1e-300, 1e-12, 0.0], 0.05);
        Assert.Equal(Enumerable.Range(0, 5), result.Rejected);
        Assert.Equal(5, result.Rejections.Count);
    });

    [Fact]
    public void P_values_of_one_are_never_rejected() => Assert.All(Procedures.All, procedure =>
    {
        FamilywiseResult result = procedure.Value([1.0, 1.0, 1.0, 1.0], Math.BitDecrement(1.0));
        Assert.Empty(result.Rejected);
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(1.0, result.AdjustedPValue(i)));
    });

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(-1e-300, "-1E-300")]
    [InlineData(1.0000000000000002, "1.0000000000000002")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void A_p_value_outside_the_unit_interval_is_refused_with_its_index_wherever_it_stands(double bad, string written) => Assert.All(Procedures.All, procedure =>
    {
        for (int place = 0; place < 4; place++)
        {
            double[] p = [0.9, 0.9, 0.9, 0.9];
            p[place] = bad;
            string message = Assert.Throws<ArgumentOutOfRangeException>(() => procedure.Value(p, 0.1)).Message;
            Assert.Contains(FormattableString.Invariant($"pValues[{place}]"), message, StringComparison.Ordinal);
            Assert.Contains(written, message, StringComparison.Ordinal);
        }
    });

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void An_error_level_outside_the_open_unit_interval_is_refused(double delta) => Assert.All(Procedures.All, procedure =>
        Assert.Contains("delta", Assert.Throws<ArgumentOutOfRangeException>(() => procedure.Value([0.5], delta)).Message, StringComparison.Ordinal));

    [Fact]
    public void Procedures_that_need_a_dependence_refuse_an_arbitrary_one_and_say_what_would_happen()
    {
        (Action Test, string Name, string Rate)[] cases =
        [
            (() => FamilywiseTest.Hochberg([0.1], 0.1, Dependence.Arbitrary), "Hochberg", "0.15"),
            (() => FamilywiseTest.Hommel([0.1], 0.1, Dependence.Arbitrary), "Hommel", "0.15"),
            (() => FamilywiseTest.Sidak([0.1], 0.1, Dependence.Arbitrary), "Sidak", "0.1026"),
            (() => FamilywiseTest.HolmSidak([0.1], 0.1, Dependence.Arbitrary), "Holm-Sidak", "0.1026"),
            (() => FalseDiscoveryRate.BenjaminiHochberg([0.1], 0.1, Dependence.Arbitrary), "Benjamini-Hochberg", "1/m"),
        ];
        foreach ((Action test, string name, string rate) in cases)
        {
            var refused = Assert.Throws<ArgumentException>(test);
            Assert.Equal("dependence", refused.ParamName);
            Assert.Contains(name, refused.Message, StringComparison.Ordinal);
            Assert.Contains(rate, refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(Dependence.Arbitrary, default);
    }

    [Fact]
    public void A_dependence_outside_the_enum_is_refused()
    {
        const Dependence Unknown = (Dependence)7;
        Assert.Throws<ArgumentOutOfRangeException>(() => FamilywiseTest.Hochberg([0.1], 0.1, Unknown));
        Assert.Throws<ArgumentOutOfRangeException>(() => FamilywiseTest.Hommel([0.1], 0.1, Unknown));
        Assert.Throws<ArgumentOutOfRangeException>(() => FamilywiseTest.Sidak([0.1], 0.1, Unknown));
        Assert.Throws<ArgumentOutOfRangeException>(() => FamilywiseTest.HolmSidak([0.1], 0.1, Unknown));
        Assert.Throws<ArgumentOutOfRangeException>(() => FalseDiscoveryRate.BenjaminiHochberg([0.1], 0.1, Unknown));
    }

    [Fact]
    public void Results_name_their_procedure()
    {
        double[] p = [0.01, 0.2];
        Assert.Equal(FamilywiseProcedure.Bonferroni, FamilywiseTest.Bonferroni(p, 0.1).Procedure);
        Assert.Equal(FamilywiseProcedure.Holm, FamilywiseTest.Holm(p, 0.1).Procedure);
        Assert.Equal(FamilywiseProcedure.FixedSequence, FamilywiseTest.FixedSequence(p, 0.1).Procedure);
        Assert.Equal(FamilywiseProcedure.Hochberg, FamilywiseTest.Hochberg(p, 0.1, Dependence.Independent).Procedure);
        Assert.Equal(FamilywiseProcedure.Hommel, FamilywiseTest.Hommel(p, 0.1, Dependence.Independent).Procedure);
        Assert.Equal(FamilywiseProcedure.Sidak, FamilywiseTest.Sidak(p, 0.1, Dependence.Independent).Procedure);
        Assert.Equal(FamilywiseProcedure.HolmSidak, FamilywiseTest.HolmSidak(p, 0.1, Dependence.Independent).Procedure);
    }

    [Fact]
    public void Holm_tests_each_at_the_share_of_one_among_those_left()
    {
        FamilywiseResult result = FamilywiseTest.Holm([0.019, 0.5, 0.01, 0.06], 0.06);
        Assert.Equal([2, 0], result.Rejections.Select(rejection => rejection.Index));
        Assert.Equal([LevelShare.Level(0.06, 4), LevelShare.Level(0.06, 3)], result.Rejections.Select(rejection => rejection.Level));
        Assert.Equal(LevelShare.Level(0.06, 2), result.Level(3));
        Assert.Equal(LevelShare.Level(0.06, 2), result.Level(1));
    }

    [Fact]
    public void Equal_p_values_are_rejected_in_the_order_of_their_indices()
    {
        FamilywiseResult result = FamilywiseTest.Holm([.. Enumerable.Repeat(0.001, 40), 0.0005], 0.1);
        Assert.Equal([40, .. Enumerable.Range(0, 40)], result.Rejections.Select(rejection => rejection.Index));
    }

    [Fact]
    public void P_values_on_demand_are_checked_when_they_are_computed()
    {
        var family = PValues.OnDemand(3, i => i == 1 ? double.NaN : 0.01);
        Assert.Contains("pValues[1]", Assert.Throws<ArgumentOutOfRangeException>(() => FamilywiseTest.FixedSequence(family, 0.1)).Message, StringComparison.Ordinal);
        Assert.Contains("pValues[1]", Assert.Throws<ArgumentOutOfRangeException>(() => FamilywiseTest.Graphical(TestGraph.FixedSequence(3), family, 0.1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => PValues.OnDemand(1, null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => PValues.OnDemand(-1, _ => 0.1));
        Assert.Throws<ArgumentNullException>(() => FamilywiseTest.FixedSequence((PValues)null!, 0.1));
        Assert.Throws<ArgumentNullException>(() => FamilywiseTest.MultiStart((PValues)null!, [0], 0.1));
        Assert.Throws<ArgumentNullException>(() => FamilywiseTest.Fallback((PValues)null!, [0], 0.1));
    }

    [Fact]
    public void Given_p_values_are_copied()
    {
        double[] p = [0.01, 0.02];
        var family = PValues.Of(p);
        p[0] = 0.9;
        Assert.Equal([0, 1], FamilywiseTest.FixedSequence(family, 0.05).Rejected);
    }
}
