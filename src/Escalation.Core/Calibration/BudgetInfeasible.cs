using System.Globalization;

namespace Escalation.Calibration;

/// <summary>Risk and budget pass each on its own, but at no threshold together: the risk needs more delegation than the budget certifies.</summary>
/// <remarks>What helps is a larger budget, a larger risk, a better score, or more items where the two rates are close. Immutable and safe to share between threads.</remarks>
public sealed class BudgetInfeasible : CalibrationResult
{
    internal BudgetInfeasible(long n, double alpha, double delta, double budget, double neededRate, double certifiableRate, double riskThreshold, IReadOnlyList<Hypothesis> hypotheses)
        : base(n, alpha, delta, hypotheses)
    {
        Budget = budget;
        NeededRate = neededRate;
        CertifiableRate = certifiableRate;
        RiskThreshold = riskThreshold;
    }

    /// <inheritdoc/>
    public override string Status => CalibrationStatus.BudgetInfeasible;

    /// <inheritdoc/>
    public override string Message => string.Create(CultureInfo.InvariantCulture, $"Not certifiable together: a risk of at most {Alpha:R} at {LevelText} takes a delegated share of {NeededRate:0.####} of the {N} items (threshold {RiskThreshold:R}), where a budget of {Budget:R} certifies at most {CertifiableRate:0.####}.");

    /// <summary>The budget that was asked for.</summary>
    public double Budget { get; }

    /// <summary>The delegated share of the testing items at <see cref="RiskThreshold"/>: the least with which the risk passes, taken alone. It describes these items and is no guarantee.</summary>
    public double NeededRate { get; }

    /// <summary>The largest delegated share of the testing items with which the budget passes; below <see cref="NeededRate"/>.</summary>
    public double CertifiableRate { get; }

    /// <summary>The highest threshold whose risk passes, taken alone.</summary>
    public double RiskThreshold { get; }
}
