namespace Escalation.Calibration;

/// <summary>What a certificate's promise is about.</summary>
public enum CertificateScope
{
    /// <summary>The threshold's rule alone: whatever else escalates lies outside.</summary>
    Rule = 0,

    /// <summary>The final decision of a whole policy, with its other triggers as they were when its recorded turns were replayed.</summary>
    Policy,
}
