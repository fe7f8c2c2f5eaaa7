using Escalation.Calibration;
using Escalation.Calibration.Counting;
using Escalation.Decisions;
using Escalation.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Calibration;

public sealed class DelegationBudgetCountsTests
{
    private static readonly ThresholdGrid Grid = ThresholdGrid.Even(0.0, 5.0, 41);

    private static readonly Gen<Case> Cases = Gen.Choose(0, 200).SelectMany(n => Gen.Choose(-2, 42).Select(score => score / 8.0).ArrayOf(n)).SelectMany(scores =>
        Gen.Choose(1, 90).SelectMany(alpha => Gen.Choose(1, 60).SelectMany(delta => Gen.Elements(ScoreDirection.HigherDelegates, ScoreDirection.LowerDelegates)
            .Select(direction => new Case(scores, alpha / 100.0, delta / 100.0, direction)))));

    [Fact]
    public void The_threshold_is_the_one_that_delegates_the_most_within_the_largest_count_that_passes() => Check(@case =>
    {
        CalibrationResult result = DelegationBudget.Calibrate(@case.Count(Grid), @case.Options);
        long[] delegated = [.. Grid.Thresholds.ToArray().Select(threshold => (long)@case.Scores.Count(score => ScoreComparison.Escalates(@case.Direction, score, threshold)))];
        long allowed = @case.Scores.Length == 0 ? -1 : BinomialBudget.LargestCount(@case.Scores.Length, @case.Alpha, @case.Delta);
        long[] within = [.. delegated.Where(count => count <= allowed)];
        return result switch
        {
            Certified { Certificate: var certificate } => certificate.K == within.Max()
                && certificate.K == @case.Scores.Count(score => ScoreComparison.Escalates(@case.Direction, score, certificate.Threshold))
                && certificate.PValue <= @case.Delta,
            InsufficientSamples => allowed < 0,
            _ => within.Length == 0 && allowed >= 0,
        };
    });

    [Fact]
    public void Where_every_score_is_a_threshold_it_is_the_order_statistic() => Check(@case =>
    {
        if (@case.Scores.Length == 0)
        {
            return true;
        }

        CalibrationResult direct = DelegationBudget.Calibrate(@case.Scores, @case.Options);
        CalibrationResult counted = DelegationBudget.Calibrate(@case.Count(ThresholdGrid.Of(@case.Scores)), @case.Options);
        return direct is Certified { Certificate: var one }
            ? counted is Certified { Certificate: var other } && (one.Threshold, one.K, one.N, one.PValue, one.UpperBound) == (other.Threshold, other.K, other.N, other.PValue, other.UpperBound)
            : counted.Message == direct.Message;
    });

    [Fact]
    public void Every_certificate_deploys_and_verifies_after_a_round_trip_and_however_its_counts_were_cut() => Check(@case =>
    {
        if (DelegationBudget.Calibrate(@case.Count(Grid), @case.Options) is not Certified { Certificate: var certificate })
        {
            return true;
        }

        var parsed = Certificate.Parse(certificate.ToJson());
        int half = @case.Scores.Length / 2;
        ThresholdCounts merged = (@case with { Scores = @case.Scores[half..] }).Count(Grid).Merge((@case with { Scores = @case.Scores[..half] }).Count(Grid));
        CertificateVerification byCounts = CertificateVerifier.Verify(parsed, merged);
        CertificateVerification byScores = CertificateVerifier.Verify(parsed, @case.Scores);
        return parsed.CertificateId == certificate.CertificateId
            && parsed.ToThreshold().Value == certificate.Threshold
            && byCounts.Agrees && byCounts.NotRecomputed.Count == 0
            && byScores.Agrees
            && parsed.Purpose == ThresholdPurpose.Budget;
    });

    [Fact]
    public void Losses_play_no_part_and_either_name_of_a_side_will_do()
    {
        double[] scores = [.. Enumerable.Range(1, 500).Select(i => i / 100.0)];
        var withLosses = new ThresholdCounter(Grid, ScoreDirection.HigherActs);
        withLosses.Add(scores, new double[500]);
        var without = new ThresholdCounter(Grid, ScoreDirection.LowerDelegates, CountedLosses.None);
        without.Add(scores);
        var options = new DelegationBudgetOptions(0.3) { Direction = ScoreDirection.LowerDelegates };
        Certificate certificate = Certify(withLosses.ToCounts(), options);
        Assert.Equal(Certify(without.ToCounts(), options).CertificateId, certificate.CertificateId);
        Assert.Equal(CountsFingerprint.Sentence, certificate.Assumptions[^1]);
        Assert.Empty(CertificateVerifier.Verify(certificate, withLosses.ToCounts()).Differences);
        Assert.Empty(CertificateVerifier.Verify(certificate, without.ToCounts()).Differences);
    }

    [Fact]
    public void The_fingerprint_of_the_scores_is_carried_where_it_is_known()
    {
        double[] scores = [.. Enumerable.Range(1, 500).Select(i => i / 100.0)];
        string sha256 = CalibrationData.Sha256(scores);
        var counter = new ThresholdCounter(Grid, ScoreDirection.HigherDelegates, CountedLosses.None);
        counter.Add(scores);
        Certificate told = Certify(counter.ToCounts(sha256), new DelegationBudgetOptions(0.3));
        Assert.Equal(sha256, told.DataSha256);
        Assert.DoesNotContain(CountsFingerprint.Sentence, told.Assumptions);
        Assert.Equal(told.CertificateId, Certify(counter.ToCounts(), new DelegationBudgetOptions(0.3) { DataSha256 = sha256 }).CertificateId);
        Assert.DoesNotContain(CertificateVerifier.Verify(told, scores).Differences, difference => difference.Field == "dataSha256");

        // The fingerprint of scores and losses is not one of the scores.
        var labelled = new ThresholdCounter(Grid, ScoreDirection.HigherDelegates);
        labelled.Add(scores, new double[500]);
        Assert.NotEqual(new string('c', 64), Certify(labelled.ToCounts(new string('c', 64)), new DelegationBudgetOptions(0.3)).DataSha256);
    }

    [Fact]
    public void Other_counts_are_told_from_those_of_the_certificate()
    {
        double[] scores = [.. Enumerable.Range(1, 500).Select(i => i / 100.0)];
        var counter = new ThresholdCounter(Grid, ScoreDirection.HigherDelegates, CountedLosses.None);
        counter.Add(scores);
        Certificate certificate = Certify(counter.ToCounts(), new DelegationBudgetOptions(0.3));
        counter.Add([4.99]);
        CertificateVerification verification = CertificateVerifier.Verify(certificate, counter.ToCounts());
        Assert.Contains(verification.Differences, difference => difference.Field == "dataSha256");
        Assert.Contains(verification.Differences, difference => difference.Field == "n");
        Assert.Contains(CertificateVerifier.Verify(Certificates.Budget(), counter.ToCounts()).NotRecomputed, sentence => sentence.StartsWith("threshold, n, k", StringComparison.Ordinal));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        ThresholdCounts counts = new ThresholdCounter(Grid, ScoreDirection.HigherDelegates, CountedLosses.None).ToCounts();
        var options = new DelegationBudgetOptions(0.3);
        Assert.Throws<ArgumentNullException>("counts", () => DelegationBudget.Calibrate((ThresholdCounts)null!, options));
        Assert.Throws<ArgumentNullException>("options", () => DelegationBudget.Calibrate(counts, null!));
        Assert.Throws<ArgumentException>("counts", () => DelegationBudget.Calibrate(counts, new DelegationBudgetOptions(0.3) { Direction = ScoreDirection.LowerDelegates }));
        Assert.Throws<ArgumentException>("grid", () => DelegationBudget.Calibrate(new ThresholdCounter(ThresholdGrid.Observed([0.5]), ScoreDirection.HigherDelegates, CountedLosses.None).ToCounts(), options));
        Assert.Throws<ArgumentException>("grid", () => DelegationBudget.Calibrate(new ThresholdCounter(ThresholdGrid.OverRange([0.5, 0.6]), ScoreDirection.HigherDelegates, CountedLosses.None).ToCounts(), options));
        Assert.IsType<InsufficientSamples>(DelegationBudget.Calibrate(counts, options));
    }

    private static Certificate Certify(ThresholdCounts counts, DelegationBudgetOptions options) => Assert.IsType<Certified>(DelegationBudget.Calibrate(counts, options)).Certificate;

    private static void Check(Func<Case, bool> law) => Prop.ForAll(Cases.ToArbitrary(), law).QuickCheckThrowOnFailure();

    private sealed record Case(double[] Scores, double Alpha, double Delta, ScoreDirection Direction)
    {
        internal DelegationBudgetOptions Options => new(Alpha, Delta) { Direction = Direction };

        internal ThresholdCounts Count(ThresholdGrid grid)
        {
            var counter = new ThresholdCounter(grid, Direction, CountedLosses.None);
            counter.Add(Scores);
            return counter.ToCounts();
        }
    }
}
