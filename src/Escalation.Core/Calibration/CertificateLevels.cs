namespace Escalation.Calibration;

/// <summary>Checks that the level at which a certificate's hypothesis was rejected is one that its procedure could have given it.</summary>
internal static class CertificateLevels
{
    /// <summary>Shares of a level are sums and quotients, so they agree up to rounding.</summary>
    private const double Slack = 1e-12;

    internal static void Check(Certificate certificate, CertificateComparer comparer)
    {
        double delta = certificate.Delta;
        double promised = certificate.Level + (certificate.Budget?.Level ?? 0.0);
        if (!(promised <= delta * (1.0 + Slack)))
        {
            string together = certificate.Budget is null ? "" : " together with budget.level";
            comparer.Add("level", CanonicalNumber.Format(certificate.Level), $"at most delta {CanonicalNumber.Format(delta)}{together}");
            return;
        }

        (double least, double most) = Range(certificate);
        if (!(certificate.Level >= least * (1.0 - Slack) && certificate.Level <= most * (1.0 + Slack)))
        {
            string range = least == most ? CanonicalNumber.Format(most) : $"from {CanonicalNumber.Format(least)} to {CanonicalNumber.Format(most)}";
            comparer.Add("level", CanonicalNumber.Format(certificate.Level), $"{range} with procedure {CertificateVocabulary.Word(certificate.Procedure)}");
        }
    }

    /// <summary>What the procedure gives a hypothesis of its delta. Where groups or a second promise share delta, this certificate's own share is not stated, so only the upper end holds.</summary>
    private static (double Least, double Most) Range(Certificate certificate)
    {
        bool shares = certificate.Group is not null || certificate.Budget is not null;
        double delta = certificate.Delta - (certificate.Budget?.Level ?? 0.0);
        (double least, double most) = certificate.Procedure switch
        {
            CertificateProcedure.MultiStart => (delta / certificate.Starts!.Value, delta / certificate.Starts.Value),
            CertificateProcedure.Bonferroni => (delta / certificate.Grid!.Count, delta / certificate.Grid.Count),
            CertificateProcedure.Holm => (delta / certificate.Grid!.Count, delta),
            CertificateProcedure.Graphical => (0.0, delta),
            _ => (delta, delta),
        };
        return (shares ? 0.0 : least, most);
    }
}
