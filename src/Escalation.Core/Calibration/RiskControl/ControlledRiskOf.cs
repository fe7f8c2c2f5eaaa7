namespace Escalation.Calibration.RiskControl;

/// <summary>A risk that every certified configuration must keep within its bound. <see cref="ControlledRisk"/> makes them.</summary>
/// <typeparam name="TConfiguration">What is being calibrated, for example a threshold or a pair of thresholds.</typeparam>
/// <remarks>Immutable as far as its delegates are pure; these get the numbers of items and may read nothing that another item's label decided.</remarks>
public abstract class ControlledRisk<TConfiguration>
{
    private protected ControlledRisk(string name, double bound)
    {
        Name = Guard.NotBlank(name);
        Bound = Guard.OpenProbability(bound);
    }

    /// <summary>The name, by which a result says which risk failed; unique in a family.</summary>
    public string Name { get; }

    /// <summary>The bound, strictly between 0 and 1.</summary>
    public double Bound { get; }

    /// <summary>Measures the risk of one configuration on some items.</summary>
    internal abstract RiskMeasurement Measure(TConfiguration configuration, IReadOnlyList<int> items);
}
