namespace Escalation.Calibration.Populations;

/// <summary>Counts what one budget did over the splits.</summary>
internal sealed class BudgetTally(DelegationBudgetOptions options)
{
    private int _certified;
    private int _violations;
    private long _delegated;
    private double _gain;

    /// <summary>Calibrates on one sample and deploys on the population.</summary>
    internal void Count(ReadOnlySpan<double> sample, DeployedPopulation population)
    {
        if (DelegationBudget.Calibrate(sample, options) is not Certified { Certificate: { } certificate })
        {
            return;
        }

        int delegated = population.CountAbove(certificate.Threshold);
        _certified++;
        _delegated += delegated;
        _gain += population.GainOf(delegated);
        _violations += PopulationShare.Exceeds(delegated, population.Size, options.Alpha) ? 1 : 0;
    }

    internal BudgetSplitsRow ToRow(BudgetSplitsOptions splits, int population, PopulationLaw law) => new()
    {
        Budget = options.Alpha,
        AllowedCount = BudgetRule.Allowed(splits.Draws, options),
        Splits = splits.Splits,
        Certified = _certified,
        Violations = _violations,
        MeanRate = (double)_delegated / population / splits.Splits,
        MeanGain = _gain / population / splits.Splits,
        Law = law,
    };
}
