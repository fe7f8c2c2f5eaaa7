using System.Globalization;

namespace Escalation.Calibration.Grids;

/// <summary>Chooses how p-values are computed and counts what they need.</summary>
internal static class EvidenceFactory
{
    /// <summary>The method that was asked for, or the one that suits the losses.</summary>
    /// <exception cref="ArgumentException">Thrown when the exact method is asked for and a loss is neither 0 nor 1; the message names its index.</exception>
    internal static CertificateMethod Resolve(CertificateMethod? method, ReadOnlySpan<double> losses)
    {
        int fraction = CalibrationData.FirstFraction(losses);
        if (method == CertificateMethod.Exact && fraction >= 0)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"losses[{fraction}] must be 0 or 1 for the exact method, but was {losses[fraction]:R}."), nameof(losses));
        }

        return method ?? (fraction < 0 ? CertificateMethod.Exact : CertificateMethod.Betting);
    }

    internal static GridEvidence Create(CertificateMethod method, ThresholdGrid grid, ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, double level, SelectiveRiskOptions options)
    {
        bool isBinary = CalibrationData.FirstFraction(losses) < 0;
        GridCounts counts = GridCounts.Of(grid, scores, losses, withSums: !isBinary, options.MaxWorkers);
        return method switch
        {
            CertificateMethod.Exact => new ExactEvidence(grid, counts, options.Alpha),
            CertificateMethod.HoeffdingBentkus => new BentkusEvidence(grid, counts, options.Alpha),
            _ => new BettingEvidence(grid, counts, options.Alpha, scores, losses, level, options.Seed),
        };
    }
}
