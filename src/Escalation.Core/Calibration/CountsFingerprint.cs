using Escalation.Calibration.Counting;

namespace Escalation.Calibration;

/// <summary>What a certificate says of its data when all that was known of them were counts: it carries the fingerprint of the counts and a sentence that says so.</summary>
internal static class CountsFingerprint
{
    internal const string Sentence = "The calibration was made from counts, not from the items: the data fingerprint is the SHA-256 of those counts as this library writes them, and whoever counted vouches for them.";

    /// <summary>The certificate with the sentence.</summary>
    internal static Certificate State(Certificate certificate) => new(certificate) { Assumptions = [.. certificate.Assumptions, Sentence] };

    internal static bool IsStated(Certificate certificate) => certificate.Assumptions.Contains(Sentence, StringComparer.Ordinal);

    /// <summary>Compares the fingerprint with the data: with theirs, or with that of their counts, for which the grid must be known.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="sha256">The fingerprint of the data.</param>
    /// <param name="scores">The scores.</param>
    /// <param name="losses">The losses of a risk; a budget has none.</param>
    /// <param name="grid">The grid; null where it is not known.</param>
    /// <param name="comparer">Collects what differs.</param>
    internal static void Compare(Certificate certificate, string sha256, ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, ThresholdGrid? grid, CertificateComparer comparer)
    {
        if (!IsStated(certificate))
        {
            comparer.Text("dataSha256", certificate.DataSha256, sha256);
        }
        else if (grid is null)
        {
            comparer.NotRecomputed("dataSha256: it is that of counts, for which the grid is needed.");
        }
        else
        {
            comparer.Text("dataSha256", certificate.DataSha256, Count(certificate, scores, losses, grid).CountsSha256);
        }
    }

    private static ThresholdCounts Count(Certificate certificate, ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, ThresholdGrid grid)
    {
        bool isBudget = certificate.RiskOf is null;
        var counter = new ThresholdCounter(grid, certificate.Direction, isBudget ? CountedLosses.None : CountedLosses.Bounded);
        if (isBudget)
        {
            counter.Add(scores);
        }
        else
        {
            counter.Add(scores, losses);
        }

        return counter.ToCounts();
    }
}
