using System.Text.Json.Nodes;
using Escalation.Calibration;
using Escalation.Calibration.Grouping;

namespace Escalation.Core.Tests.Calibration.Grouping;

/// <summary>Documents whose sentences tell one way from clusters to draws and whose procedure or method belongs to another: the answer names what would fit.</summary>
public sealed class ClusterVerifierTests
{
    [Fact]
    public void Shares_of_clusters_fit_no_order_statistic_and_a_draw_from_each_fits_nothing_else()
    {
        AssertDiffers("budget, one per cluster", "procedure", "order-statistic", "fixed-sequence for the shares of clusters", json => Reword(json, GroupingAssumptions.OneDrawn, GroupingAssumptions.SharesOfClusters));
        AssertDiffers("budget, shares by betting", "procedure", "fixed-sequence", "order-statistic for one item from each cluster", json => Reword(json, GroupingAssumptions.SharesOfClusters, GroupingAssumptions.OneDrawn));
    }

    [Fact]
    public void Several_starts_fit_no_means_of_clusters() =>
        AssertDiffers("means, pilot", "procedure", "multi-start", "fixed-sequence, holm or bonferroni for cluster means", json => (json["procedure"], json["starts"]) = ("multi-start", 2));

    [Fact]
    public void Counts_fit_no_means_and_no_shares_of_clusters()
    {
        AssertDiffers("one per cluster, exact", "method", "exact", "a method for numbers between 0 and 1", json => Reword(json, GroupingAssumptions.OneDrawn, GroupingAssumptions.MeansOfClusters));
        AssertDiffers("budget, one per cluster", "method", "exact", "a method for numbers between 0 and 1", json =>
        {
            Reword(json, GroupingAssumptions.OneDrawn, GroupingAssumptions.SharesOfClusters);
            json["procedure"] = "fixed-sequence";
            json["grid"] = Json(GroupingGallery.Grid.Summary);
        });
    }

    /// <summary>No calibration over means takes such a grid: the document is compared at its threshold, not thrown out.</summary>
    [Fact]
    public void Candidates_of_the_scores_are_no_grid_for_means_of_clusters()
    {
        GridSummary grid = ThresholdGrid.Observed(GroupingGallery.Data.Scores).Summary;
        Certificate edited = Certificates.Mutate(Of("means, pilot").Certificate, json => json["grid"] = Json(grid));

        Assert.Contains(Of("means, pilot").Verify(edited).NotRecomputed, static sentence => sentence.Contains("grid.sha256", StringComparison.Ordinal));
    }

    [Fact]
    public void The_start_of_a_sequence_of_means_is_said_once()
    {
        AssertDiffers("means, pilot", "assumptions", "a start that is not said once", "either the pilot or the threshold that placed the start of the sequence", json => Reword(json, GroupingAssumptions.Pilot, "All is well."));

        // Two starts are one too many.
        string said = Of("means, fixed start").Certificate.Assumptions.Single(static sentence => GroupingAssumptions.StartIn([sentence]) is not null);
        AssertDiffers("means, pilot", "assumptions", "a start that is not said once", "either the pilot or the threshold that placed the start of the sequence", json => json["assumptions"]!.AsArray().Add((JsonNode)said));
    }

    [Fact]
    public void Neither_way_and_both_ways_are_no_way()
    {
        const string Neither = "sentences that do not tell how clusters became draws";
        const string Ways = "one item drawn from each cluster, or the means of clusters";
        AssertDiffers("means, pilot", "assumptions", Neither, Ways, json => Reword(json, GroupingAssumptions.MeansOfClusters, "All is well."));
        AssertDiffers("budget, shares by betting", "assumptions", Neither, Ways, json => json["assumptions"]!.AsArray().Add((JsonNode)GroupingAssumptions.OneDrawn));
    }

    private static GroupingGallery Of(string name) => GroupingGallery.All.Single(kind => kind.Name == name);

    private static JsonObject Json(GridSummary grid) => new() { ["count"] = grid.Count, ["first"] = grid.First, ["last"] = grid.Last, ["sha256"] = grid.Sha256 };

    private static void Reword(JsonObject json, string from, string to)
    {
        JsonArray sentences = json["assumptions"]!.AsArray();
        int at = Enumerable.Range(0, sentences.Count).Single(i => sentences[i]!.GetValue<string>() == from);
        sentences[at] = to;
    }

    private static void AssertDiffers(string name, string field, string stated, string recomputed, Action<JsonObject> edit)
    {
        CertificateVerification verification = Of(name).Verify(Certificates.Mutate(Of(name).Certificate, edit));

        Assert.Contains(new CertificateDifference(field, stated, recomputed), verification.Differences);
    }
}
