using System.Text.Json;
using Escalation.Calibration.MultipleTesting;
using Escalation.Core.Tests.Statistics;

namespace Escalation.Core.Tests.Calibration.MultipleTesting;

/// <summary>The golden sections multiple_testing, graphical and mapie_control_fwer_nan.</summary>
public sealed class GoldenFamilyTests
{
    private const double Delta = 0.05;

    public static TheoryData<string> Families()
    {
        var names = new TheoryData<string>();
        foreach (JsonElement family in GoldenCalibration.Section("multiple_testing").GetProperty("families").EnumerateArray())
        {
            names.Add(family.GetProperty("name").GetString()!);
        }

        return names;
    }

    public static TheoryData<string> Graphs()
    {
        var names = new TheoryData<string>();
        foreach (JsonElement graph in GoldenCalibration.Section("graphical").GetProperty("cases").EnumerateArray())
        {
            names.Add(graph.GetProperty("name").GetString()!);
        }

        return names;
    }

    [Fact]
    public void There_are_eight_golden_families_and_five_golden_graphs()
    {
        Assert.Equal(8, Families().Count);
        Assert.Equal(5, Graphs().Count);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Adjusted_p_values_and_rejections_of_eight_methods_are_the_golden_ones(string name)
    {
        JsonElement family = GoldenCalibration.Section("multiple_testing").GetProperty("families").EnumerateArray().Single(f => f.GetProperty("name").GetString() == name);
        double[] p = Numbers(family.GetProperty("p"));
        int compared = 0;
        foreach (JsonProperty method in family.GetProperty("adjusted").EnumerateObject())
        {
            int[] golden = Indices(family.GetProperty("rejected_at_0.05").GetProperty(method.Name));
            (double[] adjusted, int[] rejected) = Run(method.Name, p);
            Assert.Equal(golden, rejected);
            double[] expected = Numbers(method.Value);
            for (int i = 0; i < p.Length; i++)
            {
                Assert.InRange(adjusted[i], expected[i] * (1 - 1e-14), expected[i] * (1 + 1e-14));
                compared++;
            }
        }

        Assert.Equal(8 * p.Length, compared);
        FamilywiseResult sequence = FamilywiseTest.FixedSequence(p, Delta);
        Assert.Equal(Enumerable.Range(0, family.GetProperty("fixed_sequence_prefix_at_0.05").GetInt32()), sequence.Rejected);
    }

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Graphs_reject_in_the_golden_order_and_end_with_the_golden_weights(string name)
    {
        JsonElement golden = GoldenCalibration.Section("graphical").GetProperty("cases").EnumerateArray().Single(f => f.GetProperty("name").GetString() == name);
        double[][] transitions = [.. golden.GetProperty("transitions").EnumerateArray().Select(Numbers)];
        var graph = TestGraph.Dense(Numbers(golden.GetProperty("weights")), transitions);
        FamilywiseResult result = FamilywiseTest.Graphical(graph, Numbers(golden.GetProperty("p")), golden.GetProperty("delta").GetDouble());

        Assert.Equal(Indices(golden.GetProperty("rejection_order")), result.Rejections.Select(rejection => rejection.Index));
        double[] weights = Numbers(golden.GetProperty("final_weights"));
        Assert.Equal(weights.Length, result.FinalWeights.Count);
        for (int i = 0; i < weights.Length; i++)
        {
            Assert.Equal(weights[i], result.FinalWeights[i], 1e-12);
        }
    }

    [Fact]
    public void A_family_with_NaN_is_refused_by_index_where_a_peer_returns_an_empty_set()
    {
        JsonElement golden = GoldenCalibration.Section("mapie_control_fwer_nan");
        double[] p = Numbers(golden.GetProperty("p"));
        double delta = golden.GetProperty("delta").GetDouble();
        Assert.Contains(p, double.IsNaN);
        foreach ((string name, Func<double[], double, FamilywiseResult> test) in Procedures.All)
        {
            var refused = Assert.Throws<ArgumentOutOfRangeException>(() => test(p, delta));
            Assert.True(refused.Message.Contains("pValues[2]", StringComparison.Ordinal) && refused.Message.Contains("NaN", StringComparison.Ordinal), name);
        }

        double[] empty = [.. p.Select(value => double.IsNaN(value) ? 1.0 : value)];
        Assert.Equal([0, 1], FamilywiseTest.Holm(empty, delta).Rejected);
    }

    [Fact]
    public void Adjusted_p_values_of_the_reference_example_are_reproduced()
    {
        double[] p = [.01, .04, .03, .005];
        Near([.04, .16, .12, .02], Run("bonferroni", p).Adjusted);
        Near([.03940399, .15065344, .11470719, .019850499375], Run("sidak", p).Adjusted);
        Near([.03, .06, .06, .02], Run("holm", p).Adjusted);
        Near([.029701, .0591, .0591, .019850499375], Run("holm-sidak", p).Adjusted);
        Near([.03, .04, .04, .02], Run("simes-hochberg", p).Adjusted);
        Near([.03, .04, .04, .02], Run("hommel", p).Adjusted);
        Near([.02, .04, .04, .02], Run("fdr_bh", p).Adjusted);
        Near([.0416667, .0833333, .0833333, .0416667], Run("fdr_by", p).Adjusted, 1e-7);
    }

    private static void Near(double[] expected, double[] actual, double tolerance = 1e-14)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }

    private static (double[] Adjusted, int[] Rejected) Run(string method, double[] p)
    {
        if (Procedures.Symmetric.TryGetValue(method, out Func<double[], double, FamilywiseResult>? test))
        {
            FamilywiseResult result = test(p, Delta);
            return ([.. p.Select((_, i) => result.AdjustedPValue(i)!.Value)], [.. result.Rejected]);
        }

        FalseDiscoveryReport report = method == "fdr_bh"
            ? FalseDiscoveryRate.BenjaminiHochberg(p, Delta, Dependence.PositiveRegression)
            : method == "fdr_by" ? FalseDiscoveryRate.BenjaminiYekutieli(p, Delta) : throw new ArgumentOutOfRangeException(nameof(method), method, "No such method.");
        return ([.. report.AdjustedPValues], [.. report.Discoveries]);
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(GoldenCalibration.Number)];

    private static int[] Indices(JsonElement array) => [.. array.EnumerateArray().Select(element => element.GetInt32())];
}
