using System.Text.Json.Nodes;
using Escalation.Calibration;
using Escalation.Calibration.Counting;
using Escalation.Calibration.Grouping;
using Escalation.Core.Tests.Calibration.Grouping;
using Escalation.Core.Tests.Calibration.RiskControl;
using Escalation.Decisions;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Calibration;

/// <summary>What a certificate says it assumes is what the library says of its kind, or the edit is named.</summary>
public sealed class AssumptionVerificationTests
{
    private static readonly ThresholdGrid Grid = ThresholdGrid.Even(0.0, 1.0, 101);

    public static TheoryData<string> Kinds => [.. Gallery.Keys];

    private static Dictionary<string, Certificate> Gallery { get; } = MakeGallery();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_a_calibration_writes_agrees(string kind) =>
        Assert.DoesNotContain("assumptions", Fields(CertificateVerifier.Verify(Certificate.Parse(Gallery[kind].ToJson()))));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_sentence_that_is_left_out_changed_or_moved_is_noticed(string kind)
    {
        Certificate certificate = Gallery[kind];
        for (int i = 0; i < certificate.Assumptions.Count; i++)
        {
            // Which sentence tells where a grid came from, or that levels or counts were inherited, is the certificate's own word.
            if (CertificateAssumptions.IsOfGrid(certificate.Assumptions[i]) || certificate.Assumptions[i] is GroupCertificates.InheritedLevel or CountsFingerprint.Sentence)
            {
                continue;
            }

            Assert.Contains("assumptions", Fields(Verify(certificate, list => list.RemoveAt(i))));
            Assert.Contains("assumptions", Fields(Verify(certificate, list => list[i] = list[i] + " Mostly.")));
            Assert.Contains("assumptions", Fields(Verify(certificate, list => (list[i], list[(i + 1) % list.Count]) = (list[(i + 1) % list.Count], list[i]))));
        }

        Assert.Contains("assumptions", Fields(Verify(certificate, list => list.Add("It holds under drift."))));
    }

    [Fact]
    public void The_data_do_not_make_up_for_the_words()
    {
        (Certificate certificate, double[] scores, double[] losses) = Certificates.Risk();
        Certificate edited = Reword(certificate, list => list.RemoveAt(0));
        Assert.Contains("assumptions", Fields(CertificateVerifier.Verify(edited, scores, losses)));
        Assert.Contains("assumptions", Fields(CertificateVerifier.Verify(Reword(Certificates.Budget(), list => list.RemoveAt(0)), Certificates.BudgetScores)));
        Assert.Contains("assumptions", Fields(CertificateVerifier.Verify(Reword(Gallery["grid budget"], list => list.RemoveAt(0)), Count())));
    }

    [Fact]
    public void The_words_of_another_version_are_not_judged()
    {
        Certificate other = Certificates.Mutate(Certificates.Budget(), document => document["library"] = "Escalation.Core 99.0.0");
        Assert.DoesNotContain(CertificateVerifier.Verify(other).NotRecomputed, IsOfAssumptions);
        CertificateVerification verification = CertificateVerifier.Verify(Reword(other, list => list.RemoveAt(0)));
        Assert.Empty(verification.Differences);
        Assert.Contains(verification.NotRecomputed, IsOfAssumptions);
    }

    [Fact]
    public void Clusters_and_weights_leave_the_words_to_the_data()
    {
        foreach (GroupingGallery kind in GroupingGallery.All)
        {
            Assert.Contains(CertificateVerifier.Verify(kind.Certificate).NotRecomputed, IsOfAssumptions);
        }
    }

    private static bool IsOfAssumptions(string sentence) => sentence.StartsWith("assumptions:", StringComparison.Ordinal);

    private static CertificateVerification Verify(Certificate certificate, Action<List<string>> edit) => CertificateVerifier.Verify(Reword(certificate, edit));

    private static Certificate Reword(Certificate certificate, Action<List<string>> edit)
    {
        List<string> sentences = [.. certificate.Assumptions];
        edit(sentences);
        return Certificates.Mutate(certificate, document => document["assumptions"] = new JsonArray([.. sentences.Select(static sentence => JsonValue.Create(sentence))]));
    }

    private static IEnumerable<string> Fields(CertificateVerification verification) => verification.Differences.Select(static difference => difference.Field);

    private static ThresholdCounts Count()
    {
        var counter = new ThresholdCounter(Grid, ScoreDirection.HigherDelegates, CountedLosses.None);
        counter.Add(Certificates.BudgetScores);
        return counter.ToCounts();
    }

    private static Dictionary<string, Certificate> MakeGallery()
    {
        (double[] scores, double[] losses) = GoldenScores.Draw(500, 1);
        double[] degrees = BoundedLosses.Draw(500, 1).Losses;
        string[] groups = [.. Enumerable.Range(0, 500).Select(i => i % 2 == 0 ? "even" : "odd")];
        JointWorld world = JointWorld.Rising(1_000, 31);
        var gallery = new Dictionary<string, Certificate>
        {
            ["budget"] = Certificates.Budget(),
            ["grid budget"] = Of(DelegationBudget.Calibrate(Count(), new DelegationBudgetOptions(0.3))),
            ["group budget"] = GroupCalibration.CalibrateBudget(groups, scores, new DelegationBudgetOptions(0.3)).Find("odd")!.Certificate!,
            ["group grid budget"] = GroupCalibration.CalibrateBudget(groups, scores, new DelegationBudgetOptions(0.3), grid: Grid).Find("odd")!.Certificate!,
            ["range"] = Of(SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.2))),
            ["observed"] = Of(SelectiveRisk.CalibrateObserved(scores, losses, new SelectiveRiskOptions(0.2))),
            ["pool"] = Of(SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.2) { Grid = ThresholdGrid.Quantiles(GoldenScores.Draw(300, 2).Scores, 50) })),
            ["bets"] = Of(SelectiveRisk.Calibrate(scores, degrees, new SelectiveRiskOptions(0.2) { Grid = Grid })),
            ["holm"] = Of(SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.2) { Grid = Grid, Procedure = CertificateProcedure.Holm })),
            ["group risk"] = GroupCalibration.CalibrateRisk(groups, scores, losses, new SelectiveRiskOptions(0.3) { Grid = Grid }).Find("odd")!.Certificate!,
            ["joint"] = Of(JointCalibration.Calibrate(world.Scores, world.LossAct, world.LossEscalate, new JointCalibrationOptions(0.6, 0.1, 10.0))),
            ["pareto"] = Of(ParetoCalibration.Calibrate(world.Scores, world.LossAct, world.LossEscalate, new ParetoCalibrationOptions(0.5))),
        };
        Certificate whole = Certificates.Mutate(gallery["budget"], document => (document["scope"], document["policy"]) = ("policy", new JsonObject { ["fingerprint"] = new string('0', 64), ["forced"] = 3 }));
        gallery.Add("whole policy", Certificates.Worded(whole));
        return gallery;
    }

    private static Certificate Of(CalibrationResult result) => Assert.IsType<Certified>(result).Certificate;
}
