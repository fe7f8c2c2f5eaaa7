namespace Escalation.Calibration.RiskControl;

/// <summary>A risk whose whole test the caller brings.</summary>
internal sealed class MeasuredRisk<TConfiguration> : ControlledRisk<TConfiguration>
{
    private readonly Func<TConfiguration, IReadOnlyList<int>, RiskMeasurement> _measure;

    internal MeasuredRisk(string name, double bound, Func<TConfiguration, IReadOnlyList<int>, RiskMeasurement> measure)
        : base(name, bound)
    {
        ArgumentNullException.ThrowIfNull(measure);
        _measure = measure;
    }

    internal override RiskMeasurement Measure(TConfiguration configuration, IReadOnlyList<int> items) => _measure(configuration, items);
}
