using System.Globalization;

namespace Escalation.Calibration;

/// <summary>What a policy escalates whatever its threshold is already more than the budget certifies.</summary>
/// <remarks>What helps is a larger budget, fewer or narrower hard triggers, or more recorded turns where the two rates are close. Immutable and safe to share between threads.</remarks>
public sealed class PolicyExceedsBudget : CalibrationResult
{
    internal PolicyExceedsBudget(long n, double alpha, double delta, long forced, long allowed)
        : base(n, alpha, delta, [])
    {
        Forced = forced;
        Allowed = allowed;
    }

    /// <inheritdoc/>
    public override string Status => CalibrationStatus.BudgetInfeasible;

    /// <inheritdoc/>
    public override string Message => string.Create(CultureInfo.InvariantCulture, $"Not certifiable: the rest of the policy escalates {Forced} of {N} turns whatever the threshold, where a budget of {Alpha:R} at delta {Delta:R} certifies at most {Allowed}.");

    /// <summary>How many turns the rest of the policy escalates.</summary>
    public long Forced { get; }

    /// <summary>How many escalations among the turns the budget certifies; fewer than <see cref="Forced"/>.</summary>
    public long Allowed { get; }
}
