using Escalation.Calibration;

namespace Escalation.Tool.Verbs.Calibrate;

/// <summary>A delegation budget to certify.</summary>
/// <param name="Alpha">The largest delegation rate.</param>
/// <param name="LowerDelegates">Whether low scores delegate.</param>
internal sealed record BudgetRequest(double Alpha, bool LowerDelegates)
{
    /// <summary>The thresholds to choose from, where draws are not single items of equal weight; null for the order-statistic rule.</summary>
    internal GridRequest? Grid { get; init; }

    /// <summary>How such draws are tested.</summary>
    internal CertificateMethod Method { get; init; } = CertificateMethod.Betting;

    /// <summary>The seed of the draws or of their order.</summary>
    internal int Seed { get; init; }
}
