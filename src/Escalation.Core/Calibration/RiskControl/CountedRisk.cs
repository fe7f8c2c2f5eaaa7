namespace Escalation.Calibration.RiskControl;

/// <summary>A rate, counted in integers and tested exactly.</summary>
internal sealed class CountedRisk<TConfiguration> : ControlledRisk<TConfiguration>
{
    private readonly bool _atLeast;
    private readonly Func<TConfiguration, int, bool> _occurs;
    private readonly Func<TConfiguration, int, bool>? _condition;

    internal CountedRisk(string name, double bound, bool atLeast, Func<TConfiguration, int, bool> occurs, Func<TConfiguration, int, bool>? condition)
        : base(name, bound)
    {
        ArgumentNullException.ThrowIfNull(occurs);
        _atLeast = atLeast;
        _occurs = occurs;
        _condition = condition;
    }

    internal override RiskMeasurement Measure(TConfiguration configuration, IReadOnlyList<int> items)
    {
        long trials = 0;
        long occurrences = 0;
        for (int i = 0; i < items.Count; i++)
        {
            if (_condition is null || _condition(configuration, items[i]))
            {
                trials++;
                occurrences += _occurs(configuration, items[i]) ? 1 : 0;
            }
        }

        return _atLeast ? RiskMeasurement.AtLeast(occurrences, trials, Bound) : RiskMeasurement.AtMost(occurrences, trials, Bound);
    }
}
