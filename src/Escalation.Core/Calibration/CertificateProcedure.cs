namespace Escalation.Calibration;

/// <summary>How a certificate's threshold was found.</summary>
public enum CertificateProcedure
{
    /// <summary>The order-statistic rule of a delegation budget.</summary>
    OrderStatistic = 0,

    /// <summary>Fixed-sequence testing of a grid, for a selective risk.</summary>
    FixedSequence,
}
