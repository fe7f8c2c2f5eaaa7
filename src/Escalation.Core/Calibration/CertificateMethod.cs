namespace Escalation.Calibration;

/// <summary>How a certificate's p-value is computed.</summary>
public enum CertificateMethod
{
    /// <summary>The exact binomial tail, for losses of 0 and 1 and for counts.</summary>
    Exact = 0,

    /// <summary>The Hoeffding-Bentkus bound on the tail, for losses in [0, 1] (Bates et al. 2021).</summary>
    HoeffdingBentkus,

    /// <summary>A betting martingale over the losses in a seeded order, for losses in [0, 1] (Waudby-Smith and Ramdas 2024).</summary>
    Betting,
}
