namespace Escalation.Calibration;

/// <summary>The grid of a certificate over single items, where its assumptions say that the calibration scores placed it.</summary>
internal static class GridRecovery
{
    /// <param name="certificate">The certificate.</param>
    /// <param name="scores">The calibration scores.</param>
    /// <returns>The grid that the scores give; null where it came from elsewhere, from the scores of all groups, or is too large to be built on a document's word.</returns>
    internal static ThresholdGrid? Of(Certificate certificate, ReadOnlySpan<double> scores)
    {
        if (scores.IsEmpty || certificate is not { Grid: { Count: >= 1 and <= CertificateConsistency.MostGridPoints } stated, Group: null, Clusters: null, Policy: null })
        {
            return null;
        }

        if (certificate.Assumptions.Contains(CertificateAssumptions.GridFromScores, StringComparer.Ordinal))
        {
            return ThresholdGrid.OverRange(scores, stated.Count);
        }

        bool observed = certificate.Procedure == CertificateProcedure.FixedSequence && certificate.Assumptions.Contains(CertificateAssumptions.GridFromObservedScores, StringComparer.Ordinal);
        return observed ? ThresholdGrid.Observed(scores) : null;
    }
}
