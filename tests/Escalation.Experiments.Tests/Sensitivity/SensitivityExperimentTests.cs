using Escalation.Experiments.Sensitivity;
using Escalation.Tests.Shared;

namespace Escalation.Experiments.Tests.Sensitivity;

public class SensitivityExperimentTests
{
    [DataFact("moderation/xstest_prompts.csv")]
    public void Every_figure_keeps_its_bar_on_the_real_data_sets()
    {
        string folder = DataFactAttribute.PathOf(".");
        IReadOnlyList<SensitivityRow> rows = SensitivityExperiment.Run(folder);
        Assert.All(rows, row => Assert.True(row.MeetsBar));
        Assert.Equal(200, rows.Single(row => row.Figure == "unsafe: recall").Total);
        Assert.Equal(136, rows.Single(row => row.Figure == "CREDIT_CARD: recall").Count);
        Assert.True(rows.Single(row => row.Figure == "PHONE_NUMBER: precision").Value >= 0.95);
        Assert.True(rows.Single(row => row.Figure == "self-harm by topic self-harm: false alarms").Value <= 0.02);
        Assert.DoesNotContain("MISSED", SensitivityReport.Write(rows), StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_that_is_no_number_keeps_no_bar()
    {
        Assert.False(new SensitivityRow("d", "f", double.NaN, Least: 0).MeetsBar);
        Assert.False(SensitivityRow.Share("d", "f", 0, 0, most: 1).MeetsBar);
        Assert.Contains("MISSED", SensitivityReport.Write([SensitivityRow.Share("d", "f", 1, 4, least: 0.5)]), StringComparison.Ordinal);
    }
}
