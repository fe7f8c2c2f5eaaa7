using Escalation.Calibration;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Calibration;

/// <summary>Laws of the procedures and methods for any data, ties included.</summary>
public sealed class SelectiveRiskPropertyTests
{
    private static readonly Gen<double> Level = Gen.Choose(1, 60).Select(percent => percent / 100.0);

    /// <summary>Scores from a coarse lattice, so that ties are common; losses of 0, a half and 1.</summary>
    private static readonly Gen<(double Score, double Loss)[]> Items = Gen.Choose(0, 200).SelectMany(n =>
        Gen.Choose(0, 40).SelectMany(score => Gen.Choose(0, 19).Select(loss => (score / 8.0, loss == 0 ? 1.0 : loss == 1 ? 0.5 : 0.0))).ArrayOf(n));

    private static readonly Gen<Case> Cases =
        Items.SelectMany(items => Level.SelectMany(alpha => Level.SelectMany(delta => Gen.Choose(1, 8).Select(starts => new Case(items, alpha, delta, starts)))));

    [Fact]
    public void Holm_certifies_all_that_bonferroni_does() => Check(@case =>
        Covers(@case.Run(CertificateProcedure.Holm), @case.Run(CertificateProcedure.Bonferroni)));

    [Fact]
    public void Chains_that_inherit_certify_all_that_several_starts_do() => Check(@case =>
        Covers(@case.Run(CertificateProcedure.Graphical), @case.Run(CertificateProcedure.MultiStart)));

    [Fact]
    public void One_start_is_the_fixed_sequence_and_one_chain_too() => Check(@case =>
    {
        Case single = @case with { Starts = 1 };
        bool[] sequence = Certified(single.Run(CertificateProcedure.FixedSequence));
        return sequence.SequenceEqual(Certified(single.Run(CertificateProcedure.MultiStart))) && sequence.SequenceEqual(Certified(single.Run(CertificateProcedure.Graphical)));
    });

    [Fact]
    public void A_certified_threshold_was_tested_and_passed_its_level_and_the_reported_one_acts_the_most() => Check(@case =>
    {
        foreach (CertificateProcedure procedure in Procedures)
        {
            CalibrationResult result = @case.Run(procedure);
            if (!result.Hypotheses.Where(hypothesis => hypothesis.Certified).All(hypothesis => hypothesis.Tested && hypothesis.Acted > 0 && hypothesis.PValue <= hypothesis.Level && hypothesis.Level <= @case.Delta))
            {
                return false;
            }

            double? lowest = result.Hypotheses.Where(hypothesis => hypothesis.Certified).Select(hypothesis => (double?)hypothesis.Threshold).FirstOrDefault();
            if (lowest != (result as Certified)?.Certificate.Threshold)
            {
                return false;
            }
        }

        return true;
    });

    [Fact]
    public void Every_certificate_verifies_after_a_round_trip() => Check(@case =>
    {
        foreach (CertificateProcedure procedure in Procedures)
        {
            foreach (CertificateMethod method in (CertificateMethod[])[CertificateMethod.HoeffdingBentkus, CertificateMethod.Betting])
            {
                if (@case.Run(procedure, method) is Certified { Certificate: var certificate }
                    && !CertificateVerifier.Verify(Certificate.Parse(certificate.ToJson()), @case.Scores, @case.Losses).Agrees)
                {
                    return false;
                }
            }
        }

        return true;
    });

    [Fact]
    public void Nothing_is_certified_below_the_least_count() => Check(@case =>
    {
        foreach (CertificateProcedure procedure in Procedures)
        {
            if (@case.Run(procedure) is InsufficientSamples few && (few.Have >= few.Need || few.Hypotheses.Any(hypothesis => hypothesis.Certified)))
            {
                return false;
            }
        }

        return true;
    });

    private static readonly CertificateProcedure[] Procedures =
        [CertificateProcedure.FixedSequence, CertificateProcedure.MultiStart, CertificateProcedure.Graphical, CertificateProcedure.Bonferroni, CertificateProcedure.Holm];

    private static bool Covers(CalibrationResult more, CalibrationResult less) =>
        Certified(more).Zip(Certified(less)).All(pair => pair.First || !pair.Second);

    private static bool[] Certified(CalibrationResult result) => [.. result.Hypotheses.Select(hypothesis => hypothesis.Certified)];

    private static void Check(Func<Case, bool> law) => Prop.ForAll(Cases.ToArbitrary(), law).QuickCheckThrowOnFailure();

    private sealed record Case((double Score, double Loss)[] Items, double Alpha, double Delta, int Starts)
    {
        internal double[] Scores => [.. Items.Select(item => item.Score)];

        internal double[] Losses => [.. Items.Select(item => item.Loss)];

        internal CalibrationResult Run(CertificateProcedure procedure, CertificateMethod method = CertificateMethod.HoeffdingBentkus) =>
            SelectiveRisk.Calibrate(Scores, Losses, new SelectiveRiskOptions(Alpha, Delta)
            {
                Procedure = procedure,
                Method = method,
                Starts = Starts,
                Start = SequenceStart.Floor,
                Grid = ThresholdGrid.Even(0.0, 5.5, 45),
                Seed = 5,
            });
    }
}
