using Escalation.Calibration;
using Escalation.Calibration.Grouping;

namespace Escalation.Core.Tests.Calibration.Grouping;

/// <summary>Documents and columns that fit no calibration over weighted items.</summary>
public sealed class WeightedVerifierTests
{
    private static readonly Certificate Risk = Of("weighted, betting");
    private static readonly Certificate Budget = Of("weighted budget, betting");

    /// <summary>A weighted count is not binomial.</summary>
    [Fact]
    public void The_exact_method_is_named_and_nothing_is_repeated()
    {
        var named = new CertificateDifference("method", "exact", "a method for numbers between 0 and 1");
        Certificate risk = Certificates.Mutate(Risk, static json => (json["method"], json["lossSum"]) = ("exact", null));
        Certificate budget = Certificates.Mutate(Budget, static json => (json["method"], json["lossSum"]) = ("exact", null));

        Assert.Contains(named, WeightedVerifier.VerifyRisk(risk, GroupingGallery.Data.Scores, GroupingGallery.Data.Losses, GroupingGallery.Weights).Differences);
        Assert.Contains(named, WeightedVerifier.VerifyBudget(budget, GroupingGallery.Data.Scores, GroupingGallery.Weights, GroupingGallery.Own).Differences);
    }

    [Fact]
    public void Columns_are_refused_by_their_own_names()
    {
        ClusterData data = GroupingGallery.Data;
        Assert.Contains("losses must have one value", Refused("losses", () => WeightedVerifier.VerifyRisk(Risk, data.Scores, data.Losses.AsSpan(1), GroupingGallery.Weights)), StringComparison.Ordinal);
        Assert.Contains("scores[0] must be finite", Refused("scores", () => WeightedVerifier.VerifyRisk(Risk, [double.NaN, .. data.Scores.AsSpan(1)], data.Losses, GroupingGallery.Weights)), StringComparison.Ordinal);
        Assert.Contains("scores[0] must be finite", Refused("scores", () => WeightedVerifier.VerifyBudget(Budget, [double.NaN, .. data.Scores.AsSpan(1)], GroupingGallery.Weights)), StringComparison.Ordinal);
        Assert.Contains("without losses", Refused("certificate", () => WeightedVerifier.VerifyRisk(Budget, data.Scores, data.Losses, GroupingGallery.Weights)), StringComparison.Ordinal);
        Assert.Contains("needs the losses", Refused("certificate", () => WeightedVerifier.VerifyBudget(Risk, data.Scores, GroupingGallery.Weights)), StringComparison.Ordinal);

        // Also where the document leaves nothing to repeat.
        Certificate unrepeatable = Certificates.Mutate(Budget, static json => json["direction"] = "higherActs");
        Assert.Contains("weights[0]", Refused("weights", () => WeightedVerifier.VerifyBudget(unrepeatable, data.Scores, [-1.0, .. GroupingGallery.Weights.AsSpan(1)])), StringComparison.Ordinal);

        static string Refused(string name, Action act) => Assert.Throws<ArgumentException>(name, act).Message;
    }

    private static Certificate Of(string name) => GroupingGallery.All.Single(kind => kind.Name == name).Certificate;
}
