using System.Reflection;
using Escalation.Decisions;

namespace Escalation.Core.Tests.Decisions;

public class ReasonTests
{
    private static readonly PropertyInfo[] WellKnown = [.. typeof(Reason).GetProperties(BindingFlags.Public | BindingFlags.Static)];

    [Fact]
    public void Well_known_codes_are_distinct_lower_case_words_with_hyphens()
    {
        string[] codes = [.. WellKnown.Select(property => ((Reason)property.GetValue(null)!).Code)];

        Assert.Equal(codes.Length, codes.Distinct(StringComparer.Ordinal).Count());
        Assert.All(codes, code => Assert.Matches("^[a-z]+(-[a-z]+)*$", code));
    }

    [Fact]
    public void A_reason_equals_another_of_the_same_code_and_nothing_else()
    {
        var custom = new Reason("refund-limit");

        Assert.Equal(custom, new Reason("refund-limit"));
        Assert.True(custom != new Reason("Refund-limit"));
        Assert.Equal(custom.GetHashCode(), new Reason("refund-limit").GetHashCode());
        Assert.Equal("refund-limit", custom.ToString());
        Assert.Throws<ArgumentException>(() => new Reason(" "));
    }
}
