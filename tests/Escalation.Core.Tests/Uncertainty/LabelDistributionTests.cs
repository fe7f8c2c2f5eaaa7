using System.Text.Json;
using Escalation.Decisions;
using Escalation.Uncertainty;

namespace Escalation.Core.Tests.Uncertainty;

public class LabelDistributionTests
{
    [Fact]
    public void The_golden_distributions_come_out()
    {
        int cases = 0;
        foreach (JsonElement golden in UncertaintyGolden.Section("label_distribution").EnumerateArray())
        {
            var labels = new LabelSet([.. golden.GetProperty("labels").EnumerateObject().Select(l => (l.Name, l.Value.EnumerateArray().Select(f => f.GetString()!).ToArray()))]);
            var d = LabelDistribution.Of(labels, UncertaintyGolden.Alternatives(golden.GetProperty("top")));
            JsonElement expected = golden.GetProperty("expected");
            foreach ((string key, double actual) in new[]
            {
                ("label_mass", d.LabelMass), ("entropy", d.Entropy), ("entropy_normalized", d.Entropy / Math.Log(labels.Labels.Count)),
                ("margin", d.Margin), ("max_probability", d.MaximumProbability), ("gini", d.Gini),
            })
            {
                UncertaintyGolden.AssertClose(expected.GetProperty(key), actual, $"case {cases}, {key}");
            }

            Assert.Equal(expected.GetProperty("missing_labels").GetArrayLength(), d.MissingLabels);
            Assert.InRange(d.MaximumProbabilityLowerBound, 0.0, d.MaximumProbability);
            cases++;
        }

        Assert.Equal(3, cases);
    }

    [Fact]
    [Trait("Row", "12")]
    public void An_unlisted_label_never_counts_as_impossible()
    {
        var labels = new LabelSet(("yes", ["Yes"]), ("no", ["No"]));
        var d = LabelDistribution.Of(labels, [new("Yes", Math.Log(0.95))]);
        Assert.Equal(1.0, d.MaximumProbability, 12);
        Assert.Equal(0.95, d.MaximumProbabilityLowerBound, 12);
        Assert.Equal(0, d.Best);
    }

    [Fact]
    [Trait("Row", "8")]
    public void Without_any_label_there_is_no_distribution()
    {
        var labels = new LabelSet(("yes", ["Yes"]), ("no", ["No"]));
        Assert.Equal(Reason.NoSignal, LabelDistribution.Of(labels, []).Fault);
        Assert.Equal(Reason.NoSignal, LabelDistribution.Of(labels, [new("Maybe", -0.1)]).Fault);
        Assert.Equal(Reason.NoSignal, LabelDistribution.Of(labels, [new("Yes", -9999)]).Fault);
        Assert.Equal(Reason.ScoreUndefined, LabelDistribution.Of(labels, [new("Yes", double.NaN)]).Fault);
        Assert.Equal(-1, LabelDistribution.Of(labels, []).Best);
    }

    [Fact]
    public void Label_sets_that_cannot_tell_labels_apart_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new LabelSet(("yes", ["Y"])));
        Assert.Throws<ArgumentException>(() => new LabelSet(("yes", ["Y"]), ("no", ["Y"])));
        Assert.Throws<ArgumentException>(() => new LabelSet(("yes", ["Y"]), ("yes", ["N"])));
        Assert.Throws<ArgumentException>(() => new LabelSet(("yes", ["Y"]), ("no", [])));
        Assert.Throws<ArgumentException>(() => new LabelSet(("yes", ["Y"]), ("no", [""])));
    }
}
