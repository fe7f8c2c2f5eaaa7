using Escalation.Calibration;
using Escalation.Calibration.Populations;
using Escalation.Decisions;
using Escalation.Experiments.Data;

namespace Escalation.Experiments.Splits;

/// <summary>A delegation budget, certified from scores alone.</summary>
internal sealed class BudgetCase(Pool pool, int draws, double alpha, double delta) : SplitCase(pool, draws, alpha, delta)
{
    private readonly DelegationBudgetOptions _options = new(alpha, delta)
    {
        Direction = pool.Delegation.Direction,
        ScoreId = pool.Delegation.Id,
        DataSha256 = NoFingerprint,
    };

    /// <inheritdoc/>
    internal override string Rule => "budget";

    /// <inheritdoc/>
    internal override string ScoreId => Pool.Delegation.Id;

    /// <inheritdoc/>
    internal override PopulationLaw Law() => BudgetLaw.Of(Pool.Delegation.Values, Pool.Delegation.Direction, Draws, Alpha, Delta);

    /// <inheritdoc/>
    internal override CalibrationResult Calibrate(ReadOnlySpan<int> sample) =>
        DelegationBudget.Calibrate(Pool.Select(Pool.Delegation.Values, sample), _options);

    /// <inheritdoc/>
    internal override Deployment Deploy(Threshold threshold)
    {
        int delegated = CountDelegated(threshold, Pool.Delegation.Values);
        return new Deployment((double)delegated / Pool.Size, PopulationShare.Exceeds(delegated, Pool.Size, Alpha));
    }

    /// <summary>How many of the scores the threshold delegates.</summary>
    internal static int CountDelegated(Threshold threshold, ReadOnlySpan<double> scores)
    {
        int delegated = 0;
        foreach (double score in scores)
        {
            delegated += threshold.Escalates(score) ? 1 : 0;
        }

        return delegated;
    }
}
