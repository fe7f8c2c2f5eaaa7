using System.Text.Json;
using Escalation.Decisions;
using Escalation.Uncertainty;

namespace Escalation.Core.Tests.Uncertainty;

public class ListedMassTests
{
    [Fact]
    [Trait("Row", "12")]
    public void The_golden_positions_give_the_listed_and_the_tail_mass()
    {
        int cases = 0;
        foreach (JsonElement golden in UncertaintyGolden.Section("topk_entropy").GetProperty("cases").EnumerateArray())
        {
            JsonElement expected = golden.GetProperty("expected");
            List<TokenAlternative> listed = [.. UncertaintyGolden.Alternatives(golden.GetProperty("top"))];
            if (!expected.GetProperty("chosen_listed").GetBoolean())
            {
                // The golden mass counts the chosen token too.
                JsonElement chosen = golden.GetProperty("chosen");
                listed.Add(new TokenAlternative(chosen.GetProperty("token").GetString()!, chosen.GetProperty("logprob").GetDouble()));
            }

            var mass = ListedMass.Of([.. listed]);
            UncertaintyGolden.AssertClose(expected.GetProperty("listed_mass"), mass.Mass, $"case {cases}");
            UncertaintyGolden.AssertClose(expected.GetProperty("tail_mass"), mass.Tail, $"case {cases}");
            cases++;
        }

        Assert.Equal(7, cases);
    }

    [Fact]
    [Trait("Row", "12")]
    public void With_more_than_all_the_mass_listed_the_bound_is_the_smallest_listed_one()
    {
        var mass = ListedMass.Of([new("a", 0.0), new("b", -18.0)]);
        Assert.True(mass.Mass > 1.0);
        Assert.Equal((0.0, -18.0), (mass.Tail, mass.UnlistedLogBound));
    }

    [Fact]
    [Trait("Row", "8")]
    public void Nothing_listed_bounds_nothing()
    {
        Assert.Equal(double.NaN, ListedMass.Of([]).UnlistedLogBound);
        Assert.Equal(double.NaN, ListedMass.Of([new("a", -9999)]).UnlistedLogBound);
        Assert.Equal(Reason.ScoreOutOfRange, ListedMass.Of([new("a", 0.5)]).Fault);
    }
}
