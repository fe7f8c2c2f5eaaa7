namespace Escalation.Calibration.Populations;

/// <summary>Counts what one budget did over the splits.</summary>
/// <param name="options">The budget.</param>
/// <param name="draws">The size of each calibration set: the allowed count follows from it alone, so that its exact tails are computed once.</param>
internal sealed class BudgetTally(DelegationBudgetOptions options, int draws)
{
    private readonly int _allowed = (int)BudgetRule.Allowed(draws, options);
    private int _certified;
    private int _violations;
    private long _delegated;
    private double _gain;

    /// <summary>Calibrates on one sample and deploys on the population.</summary>
    internal void Count(ReadOnlySpan<double> sample, DeployedPopulation population)
    {
        if (_allowed < 0)
        {
            return;
        }

        int delegated = population.CountAbove(DelegationBudget.Threshold(sample, _allowed, options.Direction));
        _certified++;
        _delegated += delegated;
        _gain += population.GainOf(delegated);
        _violations += PopulationShare.Exceeds(delegated, population.Size, options.Alpha) ? 1 : 0;
    }

    internal BudgetSplitsRow ToRow(int splits, int population, PopulationLaw law) => new()
    {
        Budget = options.Alpha,
        AllowedCount = _allowed,
        Splits = splits,
        Certified = _certified,
        Violations = _violations,
        MeanRate = (double)_delegated / population / splits,
        MeanGain = _gain / population / splits,
        Law = law,
    };
}
