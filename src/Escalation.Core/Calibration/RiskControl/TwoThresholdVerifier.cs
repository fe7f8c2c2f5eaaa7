using System.Globalization;
using Escalation.Statistics;

namespace Escalation.Calibration.RiskControl;

/// <summary>Recomputes certificates of two thresholds.</summary>
internal static class TwoThresholdVerifier
{
    /// <summary>Levels are quotients, so they agree up to rounding.</summary>
    private const double Slack = 1e-12;

    internal static CertificateVerification Verify(TwoThresholdCertificate certificate, DateTimeOffset? now)
    {
        var comparer = new CertificateComparer();
        CheckByItself(certificate, now, comparer);
        comparer.NotRecomputed("low, high, n, nActed, nModel, nPerson, claims.k, hypothesesTested, expectedCost, choosingItems, dataSha256: the calibration data are needed.");
        return comparer.ToVerification();
    }

    internal static CertificateVerification Verify(TwoThresholdCertificate certificate, ReadOnlySpan<double> scores, ReadOnlySpan<double> lossAct, ReadOnlySpan<double> lossModel, ThresholdGrid? grid, DateTimeOffset? now)
    {
        var comparer = new CertificateComparer();
        comparer.Text("dataSha256", certificate.DataSha256, CalibrationData.Sha256(scores, lossAct, lossModel));
        SelectiveRiskVerification.CompareGrid(certificate.Grid, grid?.Summary, comparer);
        if ((grid ?? CertificateConsistency.Grid(certificate.Grid)) is { } known)
        {
            Repeat(certificate, scores, lossAct, lossModel, known, comparer);
        }
        else
        {
            comparer.NotRecomputed("low, high, n, nActed, nModel, nPerson, claims.k, hypothesesTested, expectedCost, choosingItems, grid.sha256: the grid is not an even one, so the test can only be repeated with the grid itself.");
        }

        CheckByItself(certificate, now, comparer);
        return comparer.ToVerification();
    }

    private static void CheckByItself(TwoThresholdCertificate certificate, DateTimeOffset? now, CertificateComparer comparer)
    {
        comparer.Text("rule", certificate.Rule, certificate.Thresholds.ToString());
        comparer.Count("nPerson", certificate.PersonCount, certificate.N - certificate.ActedCount - certificate.ModelCount);
        CheckLevel(certificate, comparer);
        var seen = new HashSet<TwoThresholdRisk>();
        for (int i = 0; i < certificate.Claims.Count; i++)
        {
            string field = string.Create(CultureInfo.InvariantCulture, $"claims[{i}]");
            TwoThresholdClaim claim = certificate.Claims[i];
            CheckClaim(certificate, claim, field, comparer);
            if (!seen.Add(claim.Risk))
            {
                comparer.Add($"{field}.risk", TwoThresholdVocabulary.Word(claim.Risk), "a risk that is not bounded already");
            }
        }

        ThresholdGrid? even = CertificateConsistency.Grid(certificate.Grid);
        if (even is not null && (even.Thresholds.BinarySearch(certificate.Thresholds.Low) < 0 || even.Thresholds.BinarySearch(certificate.Thresholds.High) < 0))
        {
            comparer.Add("grid", "its thresholds", "thresholds that include low and high");
        }

        if (now is { } time && time >= certificate.Expires)
        {
            comparer.Add("expires", UtcText.Format(certificate.Expires!.Value), $"expired: it is {UtcText.Format(time)}");
        }

        comparer.Text("certificateId", certificate.CertificateId, TwoThresholdDocument.ComputeId(certificate));
    }

    private static void CheckLevel(TwoThresholdCertificate certificate, CertificateComparer comparer)
    {
        bool graphical = certificate.Procedure == TwoThresholdProcedure.Graphical;
        if (graphical != certificate.Chains is not null)
        {
            comparer.Add("chains", certificate.Chains?.ToString(CultureInfo.InvariantCulture) ?? "null", graphical ? "a number" : "null");
        }

        double least = graphical ? certificate.Delta / (certificate.Chains ?? 1) : certificate.Delta;
        if (!(certificate.Level >= least * (1.0 - Slack) && certificate.Level <= certificate.Delta))
        {
            comparer.Add("level", CanonicalNumber.Format(certificate.Level), $"from {CanonicalNumber.Format(least)} to delta {CanonicalNumber.Format(certificate.Delta)}");
        }
    }

    private static void CheckClaim(TwoThresholdCertificate certificate, TwoThresholdClaim claim, string field, CertificateComparer comparer)
    {
        long trials = claim.Risk switch
        {
            TwoThresholdRisk.Acted => certificate.ActedCount,
            TwoThresholdRisk.Model => certificate.ModelCount,
            _ => certificate.N,
        };
        comparer.Count($"{field}.trials", claim.Trials, trials);
        if (claim.K > claim.Trials)
        {
            comparer.Add($"{field}.k", claim.K.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"at most {claim.Trials}"));
            return;
        }

        if (claim.Risk is TwoThresholdRisk.ModelRate or TwoThresholdRisk.PersonRate)
        {
            comparer.Count($"{field}.k", claim.K, claim.Risk == TwoThresholdRisk.ModelRate ? certificate.ModelCount : certificate.PersonCount);
        }

        double p = BinomialTail.Lower(claim.K, claim.Trials, claim.Bound);
        comparer.Number($"{field}.pValue", claim.PValue, p);
        comparer.Number($"{field}.upperBound", claim.UpperBound, ClopperPearson.Upper(claim.K, claim.Trials, certificate.Level));
        if (!(p <= certificate.Level))
        {
            comparer.Add("status", CalibrationStatus.Certified, $"not certified: the p-value {CanonicalNumber.Format(p)} of {field} is above the level {CanonicalNumber.Format(certificate.Level)}");
        }
    }

    private static void Repeat(TwoThresholdCertificate stated, ReadOnlySpan<double> scores, ReadOnlySpan<double> lossAct, ReadOnlySpan<double> lossModel, ThresholdGrid grid, CertificateComparer comparer)
    {
        var options = new TwoThresholdOptions(stated.Costs, stated.Delta)
        {
            MaxActedRisk = Bound(stated, TwoThresholdRisk.Acted),
            MaxModelRisk = Bound(stated, TwoThresholdRisk.Model),
            MaxRisk = Bound(stated, TwoThresholdRisk.All),
            MaxModelRate = Bound(stated, TwoThresholdRisk.ModelRate),
            MaxPersonRate = Bound(stated, TwoThresholdRisk.PersonRate),
            Grid = grid,
            Procedure = stated.Procedure,
            Chains = stated.Chains ?? 1,
            ChoosingShare = stated.ChoosingShare,
            Seed = stated.Seed,
        };
        TwoThresholdResult repeated = TwoThresholdCalibration.Calibrate(scores, lossAct, lossModel, options);
        if (repeated.Certificate is not { } certificate)
        {
            comparer.Add("status", CalibrationStatus.Certified, repeated.Verdict.ToString());
            return;
        }

        comparer.Same("low", stated.Thresholds.Low, certificate.Thresholds.Low);
        comparer.Same("high", stated.Thresholds.High, certificate.Thresholds.High);
        comparer.Count("n", stated.N, certificate.N);
        comparer.Count("nActed", stated.ActedCount, certificate.ActedCount);
        comparer.Count("nModel", stated.ModelCount, certificate.ModelCount);
        comparer.Count("nPerson", stated.PersonCount, certificate.PersonCount);
        comparer.Number("level", stated.Level, certificate.Level);
        comparer.Count("hypothesesTested", stated.HypothesesTested, certificate.HypothesesTested);
        comparer.Count("choosingItems", stated.ChoosingItems, certificate.ChoosingItems);
        comparer.Number("expectedCost", stated.ExpectedCost, certificate.ExpectedCost);
        foreach (TwoThresholdClaim claim in certificate.Claims)
        {
            for (int i = 0; i < stated.Claims.Count; i++)
            {
                if (stated.Claims[i].Risk == claim.Risk)
                {
                    comparer.Count(string.Create(CultureInfo.InvariantCulture, $"claims[{i}].k"), stated.Claims[i].K, claim.K);
                }
            }
        }
    }

    private static double? Bound(TwoThresholdCertificate certificate, TwoThresholdRisk risk)
    {
        foreach (TwoThresholdClaim claim in certificate.Claims)
        {
            if (claim.Risk == risk)
            {
                return claim.Bound;
            }
        }

        return null;
    }
}
