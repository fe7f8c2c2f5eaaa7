using Escalation.Calibration;
using Escalation.Calibration.Counting;
using Escalation.Decisions;
using Escalation.Tests.Shared;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Calibration;

/// <summary>Counts that were streamed, cut and merged give the certificate of the data.</summary>
public sealed class SelectiveRiskCountsTests
{
    private static readonly ThresholdGrid Grid = ThresholdGrid.Even(0.0, 5.0, 41);

    private static readonly CertificateProcedure[] Procedures =
        [CertificateProcedure.FixedSequence, CertificateProcedure.MultiStart, CertificateProcedure.Graphical, CertificateProcedure.Bonferroni, CertificateProcedure.Holm];

    /// <summary>Scores on a lattice that has the thresholds among it, so that ties are common.</summary>
    private static readonly Gen<(double Score, double Loss)[]> Items = Gen.Choose(0, 200).SelectMany(n =>
        Gen.Choose(-2, 42).SelectMany(score => Gen.Choose(0, 19).Select(u => (score / 8.0, u == 0 ? 1.0 : u == 1 ? 0.25 : 0.0))).ArrayOf(n));

    private static readonly Gen<Case> Cases = Items.SelectMany(items => Gen.Choose(1, 60).SelectMany(alpha => Gen.Choose(1, 60).SelectMany(delta =>
        Gen.Elements(Procedures).SelectMany(procedure => Gen.Elements(Enum.GetValues<SequenceStart>()).SelectMany(start => Gen.Choose(1, 40).SelectMany(length =>
            Gen.Elements(false, true).Select(bounded => new Case(items, alpha / 100.0, delta / 100.0, procedure, start, length, bounded))))))));

    [Fact]
    public void Any_partition_in_any_order_gives_the_certificate_of_the_data_to_the_last_bit() => Prop.ForAll(Cases.ToArbitrary(), @case =>
    {
        (double[] scores, double[] losses) = @case.Data();
        SelectiveRiskOptions options = @case.Options(CalibrationData.Sha256(scores, losses));
        CalibrationResult direct = SelectiveRisk.Calibrate(scores, losses, options);
        CalibrationResult counted = SelectiveRisk.Calibrate(@case.Count(), options);
        return Same(direct, counted);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_certificate_without_the_data_differs_in_fingerprint_and_one_sentence_alone()
    {
        (double[] scores, double[] losses) = Golden();
        var options = new SelectiveRiskOptions(0.2) { ScoreId = "confidence" };
        Certificate direct = Certify(SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.2) { ScoreId = "confidence", Grid = UnitGrid }));
        ThresholdCounts counts = Count(scores, losses);
        Certificate counted = Certify(SelectiveRisk.Calibrate(counts, options));
        Assert.Equal(counts.CountsSha256, counted.DataSha256);
        Assert.Equal([.. direct.Assumptions, CountsFingerprint.Sentence], counted.Assumptions);
        Certificate told = Certify(SelectiveRisk.Calibrate(Count(scores, losses, CalibrationData.Sha256(scores, losses)), options));
        Assert.Equal(direct.CertificateId, told.CertificateId);
        Assert.NotEqual(direct.CertificateId, counted.CertificateId);
        Assert.Equal(direct.Threshold, counted.Threshold);
        Assert.Equal(direct.PValue, counted.PValue);
        Assert.Equal(counted.CertificateId, Certificate.Parse(counted.ToJson()).CertificateId);
        Assert.Equal(direct.Threshold, counted.ToThreshold().Value);
    }

    [Fact]
    public void The_fingerprint_of_counts_depends_on_the_counts_alone()
    {
        (double[] scores, double[] losses) = Golden();
        string sha256 = Count(scores, losses).CountsSha256;
        var bounded = new ThresholdCounter(UnitGrid, ScoreDirection.LowerDelegates, CountedLosses.Bounded);
        for (int i = scores.Length - 1; i >= 0; i--)
        {
            bounded.Add([scores[i]], [losses[i]]);
        }

        Assert.Equal(sha256, bounded.ToCounts(new string('a', 64)).CountsSha256);
        losses[5] = 1.0 - losses[5];
        Assert.NotEqual(sha256, Count(scores, losses).CountsSha256);
        Assert.Matches("^[0-9a-f]{64}$", sha256);
    }

    [Fact]
    public void A_certificate_from_counts_is_verified_from_them_and_from_the_data()
    {
        (double[] scores, double[] losses) = Golden();
        ThresholdCounts counts = Count(scores, losses);
        foreach (CertificateProcedure procedure in Procedures)
        {
            Certificate certificate = Certify(SelectiveRisk.Calibrate(counts, new SelectiveRiskOptions(0.25) { Procedure = procedure }));
            CertificateVerification byCounts = CertificateVerifier.Verify(certificate, counts);
            Assert.Empty(byCounts.Differences);
            Assert.Empty(byCounts.NotRecomputed);
            CertificateVerification byData = CertificateVerifier.Verify(certificate, scores, losses);
            Assert.Empty(byData.Differences);
            Assert.Empty(byData.NotRecomputed);
        }
    }

    [Fact]
    public void Other_counts_and_other_data_are_told_from_those_of_the_certificate()
    {
        (double[] scores, double[] losses) = Golden();
        Certificate certificate = Certify(SelectiveRisk.Calibrate(Count(scores, losses), new SelectiveRiskOptions(0.25)));
        double[] worse = [.. losses];
        worse[Array.FindIndex(scores, score => score >= certificate.Threshold && losses[Array.IndexOf(scores, score)] == 0.0)] = 1.0;
        Assert.Equal("dataSha256", CertificateVerifier.Verify(certificate, Count(scores, worse)).Differences[0].Field);
        Assert.Contains(CertificateVerifier.Verify(certificate, Count(scores, worse)).Differences, difference => difference.Field == "k");
        Assert.Contains(CertificateVerifier.Verify(certificate, scores, worse).Differences, difference => difference.Field == "dataSha256");
        var otherGrid = new ThresholdCounter(ThresholdGrid.Even(0.0, 1.0, 100));
        otherGrid.Add(scores, losses);
        Assert.Contains(CertificateVerifier.Verify(certificate, otherGrid.ToCounts()).Differences, difference => difference.Field == "grid.sha256");
    }

    [Fact]
    public void Counts_check_a_certificate_of_the_data_too_and_say_when_they_cannot_know_its_fingerprint()
    {
        (double[] scores, double[] losses) = Golden();
        Certificate certificate = Certify(SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.25) { Grid = UnitGrid }));
        CertificateVerification silent = CertificateVerifier.Verify(certificate, Count(scores, losses));
        Assert.Empty(silent.Differences);
        Assert.StartsWith("dataSha256:", Assert.Single(silent.NotRecomputed), StringComparison.Ordinal);
        Assert.Empty(CertificateVerifier.Verify(certificate, Count(scores, losses, certificate.DataSha256)).NotRecomputed);
        Assert.Equal("dataSha256", Assert.Single(CertificateVerifier.Verify(certificate, Count(scores, losses, new string('b', 64))).Differences).Field);
        Assert.Contains(CertificateVerifier.Verify(Certificates.Joint(), Count(scores, losses)).NotRecomputed, sentence => sentence.StartsWith("threshold, n, k", StringComparison.Ordinal));
    }

    [Fact]
    public void Bets_cannot_be_checked_from_counts()
    {
        (double[] scores, double[] losses) = BoundedLosses.Draw(500, 1);
        Certificate bet = Certify(SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.15) { Grid = UnitGrid }));
        Assert.Equal(CertificateMethod.Betting, bet.Method);
        var counter = new ThresholdCounter(UnitGrid, losses: CountedLosses.Bounded);
        counter.Add(scores, losses);
        Assert.Contains(CertificateVerifier.Verify(bet, counter.ToCounts()).NotRecomputed, sentence => sentence.Contains("bets need each loss", StringComparison.Ordinal));
    }

    [Fact]
    public void More_items_than_memory_holds_are_certified_from_their_counts()
    {
        (double[] scores, double[] losses) = Golden();
        ThresholdCounts counts = Count(scores, losses);
        for (int doubling = 0; doubling < 24; doubling++)
        {
            counts = counts.Merge(counts);
        }

        Certificate certificate = Certify(SelectiveRisk.Calibrate(counts, new SelectiveRiskOptions(0.25)));
        Assert.Equal(500L << 24, certificate.N);
        Assert.Empty(CertificateVerifier.Verify(certificate, counts).Differences);
        for (int doubling = 0; doubling < 8; doubling++)
        {
            counts = counts.Merge(counts);
        }

        Assert.Contains("at most 1000000000000 items", Assert.Throws<ArgumentException>("counts", () => SelectiveRisk.Calibrate(counts, new SelectiveRiskOptions(0.25))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("counts", () => CertificateVerifier.Verify(certificate, counts));
    }

    [Fact]
    public void No_items_are_too_few()
    {
        InsufficientSamples result = Assert.IsType<InsufficientSamples>(SelectiveRisk.Calibrate(new ThresholdCounter(UnitGrid).ToCounts(), new SelectiveRiskOptions(0.1)));
        Assert.Equal(0, result.N);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        (double[] scores, double[] losses) = Golden();
        ThresholdCounts counts = Count(scores, losses);
        var options = new SelectiveRiskOptions(0.2);
        Assert.Throws<ArgumentNullException>("counts", () => SelectiveRisk.Calibrate(null!, options));
        Assert.Throws<ArgumentNullException>("options", () => SelectiveRisk.Calibrate(counts, null!));
        Assert.Throws<ArgumentException>("counts", () => SelectiveRisk.Calibrate(counts.WithoutLosses(), options));
        Assert.Throws<ArgumentException>("counts", () => SelectiveRisk.Calibrate(new ThresholdCounter(UnitGrid, ScoreDirection.HigherDelegates).ToCounts(), options));
        Assert.Throws<ArgumentException>("options", () => SelectiveRisk.Calibrate(counts, new SelectiveRiskOptions(0.2) { Grid = Grid }));
        Assert.Throws<ArgumentException>("options", () => SelectiveRisk.Calibrate(counts, new SelectiveRiskOptions(0.2) { Method = CertificateMethod.Betting }));
        ThresholdGrid observed = ThresholdGrid.Observed(scores);
        var counter = new ThresholdCounter(observed);
        counter.Add(scores, losses);
        Assert.IsType<Certified>(SelectiveRisk.Calibrate(counter.ToCounts(), options));
        Assert.Throws<ArgumentException>("options", () => SelectiveRisk.Calibrate(counter.ToCounts(), new SelectiveRiskOptions(0.2) { Procedure = CertificateProcedure.Holm }));
        var bounded = new ThresholdCounter(UnitGrid, losses: CountedLosses.Bounded);
        bounded.Add([0.5], [0.5]);
        Assert.Throws<ArgumentException>("options", () => SelectiveRisk.Calibrate(bounded.ToCounts(), options));
        Assert.Throws<ArgumentException>("counts", () => SelectiveRisk.Calibrate(bounded.ToCounts(), new SelectiveRiskOptions(0.2) { Method = CertificateMethod.Exact }));
        Certificate risk = Certify(SelectiveRisk.Calibrate(counts, options));
        Assert.Throws<ArgumentException>("counts", () => CertificateVerifier.Verify(risk, counts.WithoutLosses()));
        Assert.Throws<ArgumentException>("counts", () => CertificateVerifier.Verify(risk, new ThresholdCounter(UnitGrid, ScoreDirection.HigherDelegates).ToCounts()));
    }

    private static ThresholdGrid UnitGrid { get; } = ThresholdGrid.Even(0.0, 0.99, 200);

    private static (double[] Scores, double[] Losses) Golden() => GoldenScores.Draw(500, 1);

    private static ThresholdCounts Count(double[] scores, double[] losses, string? sha256 = null)
    {
        var counter = new ThresholdCounter(UnitGrid);
        counter.Add(scores, losses);
        return counter.ToCounts(sha256);
    }

    private static Certificate Certify(CalibrationResult result) => Assert.IsType<Certified>(result).Certificate;

    private static bool Same(CalibrationResult direct, CalibrationResult counted) =>
        direct.Message == counted.Message
        && direct.Status == counted.Status
        && (direct as Certified)?.Certificate.CertificateId == (counted as Certified)?.Certificate.CertificateId
        && (direct as Certified)?.Certificate.UpperBound == (counted as Certified)?.Certificate.UpperBound
        && direct.Hypotheses.Select(Row).SequenceEqual(counted.Hypotheses.Select(Row));

    private static (double, long, long, double?, bool, bool, double) Row(Hypothesis hypothesis) =>
        (hypothesis.Threshold, hypothesis.Acted, hypothesis.Errors, hypothesis.LossSum, hypothesis.Tested, hypothesis.Certified, hypothesis.PValue);

    private sealed record Case((double Score, double Loss)[] Items, double Alpha, double Delta, CertificateProcedure Procedure, SequenceStart Start, int Length, bool Bounded)
    {
        internal (double[] Scores, double[] Losses) Data() =>
            ([.. Items.Select(item => item.Score)], [.. Items.Select(item => Bounded || item.Loss == 1.0 ? item.Loss : 0.0)]);

        internal SelectiveRiskOptions Options(string sha256) => new(Alpha, Delta)
        {
            Procedure = Procedure,
            Start = Start,
            Grid = Grid,
            Method = Bounded ? CertificateMethod.HoeffdingBentkus : null,
            DataSha256 = sha256,
        };

        /// <summary>Each chunk of the reversed data by a counter of its own, merged in another order.</summary>
        internal ThresholdCounts Count()
        {
            (double[] scores, double[] losses) = Data();
            CountedLosses kind = Bounded ? CountedLosses.Bounded : CountedLosses.ZeroOne;
            ThresholdCounts merged = new ThresholdCounter(Grid, losses: kind).ToCounts();
            foreach (int[] chunk in Enumerable.Range(0, scores.Length).Reverse().Chunk(Length))
            {
                var counter = new ThresholdCounter(Grid, losses: kind);
                counter.Add(chunk.Select(i => scores[i]).ToArray(), chunk.Select(i => losses[i]).ToArray());
                merged = ThresholdCounts.Parse(counter.ToCounts().ToJson(), Grid).Merge(merged);
            }

            return merged;
        }
    }
}
