using Escalation.Calibration.Grouping;
using Escalation.Calibration.RiskControl;
using Escalation.Decisions;

namespace Escalation.Calibration;

/// <summary>Compares the assumptions of a certificate with the sentences that the library writes for one of its kind.</summary>
internal static class AssumptionVerification
{
    internal static void Check(Certificate certificate, CertificateComparer comparer)
    {
        if (CertificateShape.Fault(certificate) is not null)
        {
            return;
        }

        if (Expected(certificate) is not { } expected)
        {
            comparer.NotRecomputed("assumptions: which sentences belong to clusters and weighted items follows from the data alone.");
        }
        else if (string.Equals(certificate.Library, LibraryIdentity.Text, StringComparison.Ordinal) || expected.SequenceEqual(certificate.Assumptions, StringComparer.Ordinal))
        {
            comparer.Sentences("assumptions", certificate.Assumptions, expected);
        }
        else
        {
            comparer.NotRecomputed($"assumptions: they are not those of {LibraryIdentity.Text}, which may not be the words of {certificate.Library}, of which the certificate says it is.");
        }
    }

    /// <summary>The sentences of the library; null where they follow from the data alone.</summary>
    internal static List<string>? Expected(Certificate certificate)
    {
        if (OfRule(certificate) is not { } rule)
        {
            return null;
        }

        var expected = new List<string>(certificate.Policy is null ? rule : CertificateAssumptions.OfPolicy(rule));
        if (CountsFingerprint.IsStated(certificate))
        {
            expected.Add(CountsFingerprint.Sentence);
        }

        if (certificate.Group is not null && certificate.Assumptions.Contains(GroupCertificates.InheritedLevel, StringComparer.Ordinal))
        {
            expected.Add(GroupCertificates.InheritedLevel);
        }

        return expected;
    }

    private static IReadOnlyList<string>? OfRule(Certificate certificate)
    {
        ThresholdGridOrigin origin = CertificateAssumptions.OriginIn(certificate.Assumptions);
        bool fromScores = origin == ThresholdGridOrigin.ScoreRange;
        if (certificate.Clusters is not null || GroupingAssumptions.MaximumIn(certificate.Assumptions) is not null)
        {
            return null;
        }

        if (certificate.Choice is not null)
        {
            return certificate.RiskOf is { } subject ? JointAssumptions.Of(subject, fromScores) : JointAssumptions.Budget(fromScores);
        }

        if (certificate.RiskOf is not null)
        {
            return CertificateAssumptions.SelectiveRisk(origin, certificate.IsSequential, certificate.Method, isBinary: certificate.LossSum is null, certificate.Group);
        }

        return certificate.Grid is null ? CertificateAssumptions.Budget(certificate.Group) : GroupingAssumptions.GridBudget(certificate.Group);
    }
}
