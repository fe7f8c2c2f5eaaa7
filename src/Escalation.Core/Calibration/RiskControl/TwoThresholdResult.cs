namespace Escalation.Calibration.RiskControl;

/// <summary>The answer of a calibration of two thresholds: a certificate, or why there is none. There is never a pair of thresholds without a certificate.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class TwoThresholdResult
{
    internal TwoThresholdResult(LearnThenTestResult<TwoThresholds> details, TwoThresholdCertificate? certificate)
    {
        Details = details;
        Certificate = certificate;
    }

    /// <summary>What came of it.</summary>
    public RiskVerdict Verdict => Details.Verdict;

    /// <summary>The answer in a sentence.</summary>
    public string Message => Certificate is { } certificate ? certificate.Description : Details.Message;

    /// <summary>The certificate, which gives the two thresholds that a policy deploys together; null when no pair is certified.</summary>
    public TwoThresholdCertificate? Certificate { get; }

    /// <summary>Every pair with its measurements. Risks are named <c>acted</c>, <c>model</c>, <c>all</c>, <c>modelRate</c> and <c>personRate</c>.</summary>
    public LearnThenTestResult<TwoThresholds> Details { get; }

    /// <inheritdoc/>
    public override string ToString() => Message;
}
