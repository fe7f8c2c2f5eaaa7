namespace Escalation.Calibration.Grouping;

/// <summary>What a certificate says where its group inherited level.</summary>
internal static class GroupCertificates
{
    internal const string InheritedLevel = "The level of this group grew by that of groups whose whole grid was certified; shares and the rule for passing them on were fixed beforehand.";

    /// <summary>A sequence at a level that other groups left is a chain of a graph; other procedures keep their name.</summary>
    internal static CalibrationResult Inherited(CalibrationResult result)
    {
        if (result is not Certified certified)
        {
            return result;
        }

        Certificate certificate = certified.Certificate;
        var inherited = new Certificate(certificate)
        {
            Procedure = certificate.Procedure == CertificateProcedure.FixedSequence ? CertificateProcedure.Graphical : certificate.Procedure,
            Assumptions = [.. certificate.Assumptions, InheritedLevel],
        };
        return new Certified(inherited, certified.Hypotheses);
    }
}
