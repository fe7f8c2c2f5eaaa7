using Escalation.Decisions;

namespace Escalation.Calibration.Grouping;

/// <summary>Recomputes certificates of <see cref="WeightedCalibration"/> from scores, losses and weights: the transformation, the choice of the threshold, the test and the assumptions.</summary>
/// <remarks>
/// The bound on the weights is the one that the certificate's assumptions state; the fingerprint of the weights stands there too, so that other weights are named.
/// Pure and safe to call from several threads. As with <see cref="CertificateVerifier"/>, a verification says that the numbers are right, not who wrote the document.
/// </remarks>
public static class WeightedVerifier
{
    /// <summary>Whether a certificate says that its items were weighted.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="certificate"/> is null.</exception>
    public static bool IsWeighted(Certificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return GroupingAssumptions.MaximumIn(certificate.Assumptions) is not null;
    }

    /// <summary>Recomputes the certificate of a risk over weighted items.</summary>
    /// <param name="certificate">The certificate of a risk.</param>
    /// <param name="scores">The calibration scores in file order; finite.</param>
    /// <param name="losses">One loss for each score, in [0, 1], as they were before the weights.</param>
    /// <param name="weights">One weight for each score, from 0 to the bound that the certificate states.</param>
    /// <param name="grid">The grid that was used; null for an even grid, which the certificate itself describes.</param>
    /// <param name="now">The time, to report an expired certificate as a difference; null to leave that out.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="certificate"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when the certificate is one of a budget or does not say that items were weighted, a score is not finite, a loss or a weight is out of its range, or the lengths differ.</exception>
    public static CertificateVerification VerifyRisk(Certificate certificate, ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, ReadOnlySpan<double> weights, ThresholdGrid? grid = null, DateTimeOffset? now = null)
    {
        double maximum = Require(certificate, ThresholdPurpose.Risk);
        CalibrationData.RequireLosses(scores, losses);
        double[] transformed = ImportanceWeights.Transform(losses, weights, maximum, certificate.Alpha);
        var comparison = new GroupingComparison(certificate, CalibrationData.Sha256(scores, transformed), grid);
        comparison.RequireSentence(GroupingAssumptions.Weighted(weights, maximum));
        if (comparison.CanRepeat && comparison.IsBounded())
        {
            bool isBinary = CalibrationData.FirstFraction(transformed) < 0;
            IReadOnlyList<string> ofItems = CertificateAssumptions.SelectiveRisk(ThresholdGridOrigin.Fixed, certificate.IsSequential, certificate.Method, isBinary, certificate.Group);
            comparison.CompareItems(scores, transformed);
            comparison.Assumptions(GroupingAssumptions.WeightedRisk(ofItems, weights, maximum));
        }

        return comparison.Finish(now);
    }

    /// <summary>Recomputes the certificate of a delegation budget over weighted items.</summary>
    /// <param name="certificate">The certificate of a budget.</param>
    /// <param name="scores">The calibration scores in file order; finite.</param>
    /// <param name="weights">One weight for each score, from 0 to the bound that the certificate states.</param>
    /// <param name="grid">The grid that was used; null for an even grid, which the certificate itself describes.</param>
    /// <param name="now">The time, to report an expired certificate as a difference; null to leave that out.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="certificate"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when the certificate is one of a risk or does not say that items were weighted, a score is not finite, a weight is out of its range, or the lengths differ.</exception>
    public static CertificateVerification VerifyBudget(Certificate certificate, ReadOnlySpan<double> scores, ReadOnlySpan<double> weights, ThresholdGrid? grid = null, DateTimeOffset? now = null)
    {
        double maximum = Require(certificate, ThresholdPurpose.Budget);
        string sha256 = CalibrationData.Sha256(scores);
        ImportanceWeights.Require(weights, scores.Length, maximum);
        var comparison = new GroupingComparison(certificate, sha256, grid);
        comparison.RequireSentence(GroupingAssumptions.Weighted(weights, maximum));
        if (comparison.CanRepeat && comparison.IsBounded())
        {
            var options = new DelegationBudgetOptions(certificate.Alpha, certificate.Delta) { Direction = certificate.Direction, Group = certificate.Group, DataSha256 = sha256 };
            ThresholdGrid thresholds = comparison.KnownGrid ?? ThresholdGrid.Of(certificate.Threshold);
            comparison.Compare(WeightedCalibration.CalibrateBudget(scores, weights, maximum, options, thresholds, certificate.Method, certificate.Seed ?? 0));
        }

        return comparison.Finish(now);
    }

    private static double Require(Certificate certificate, ThresholdPurpose purpose)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        if (certificate.Purpose != purpose)
        {
            throw new ArgumentException(purpose == ThresholdPurpose.Risk ? "The certificate is one of a budget: it is verified without losses." : "The certificate is one of a risk: it needs the losses too.", nameof(certificate));
        }

        return GroupingAssumptions.MaximumIn(certificate.Assumptions)
            ?? throw new ArgumentException("The certificate does not say that its items were weighted, nor how large a weight could be.", nameof(certificate));
    }
}
