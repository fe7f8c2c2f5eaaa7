using System.Globalization;

namespace Escalation.Calibration;

/// <summary>Risk and budget can each be certified, but by no threshold together: the risk needs more delegation than the budget certifies.</summary>
/// <remarks>What helps is a larger budget, a larger risk, a better score, or more items where the two ends are close. Immutable and safe to share between threads.</remarks>
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
    public override string Message => string.Create(CultureInfo.InvariantCulture, $"Not certifiable together: the risk of at most {Alpha:R} needs {NeededRate:P1} of these {N} items delegated (threshold {RiskThreshold:R}), and a budget of {Budget:R} certifies {CertifiableRate:P1} at most.");

    /// <summary>The budget that was asked for.</summary>
    public double Budget { get; }

    /// <summary>The share of the testing items that is delegated by <see cref="RiskThreshold"/>: the least delegation whose risk is certified.</summary>
    public double NeededRate { get; }

    /// <summary>The largest share of the testing items that may be delegated so that the budget is certified; below <see cref="NeededRate"/>.</summary>
    public double CertifiableRate { get; }

    /// <summary>The most permissive threshold whose risk is certified.</summary>
    public double RiskThreshold { get; }
}
