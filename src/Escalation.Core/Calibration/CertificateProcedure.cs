namespace Escalation.Calibration;

/// <summary>How a certificate's threshold was found, and with it how the error level was spent.</summary>
public enum CertificateProcedure
{
    /// <summary>The order-statistic rule of a delegation budget: one test at the full level.</summary>
    OrderStatistic = 0,

    /// <summary>Fixed-sequence testing: each hypothesis at the full level, in an order fixed beforehand, until the first failure.</summary>
    FixedSequence,

    /// <summary>Several fixed sequences, each with an equal share of the level.</summary>
    MultiStart,

    /// <summary>Every hypothesis at an equal share of the level.</summary>
    Bonferroni,

    /// <summary>Step-down testing from the smallest p-value, the level shared by what is left (Holm 1979).</summary>
    Holm,

    /// <summary>Sequentially rejective testing on a graph that hands the level of what is rejected on (Bretz et al. 2009).</summary>
    Graphical,
}
