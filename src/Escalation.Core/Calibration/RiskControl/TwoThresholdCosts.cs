namespace Escalation.Calibration.RiskControl;

/// <summary>What answers cost under a policy of two thresholds, in any one unit.</summary>
/// <remarks>Immutable.</remarks>
public sealed record TwoThresholdCosts
{
    /// <summary>Creates costs.</summary>
    /// <param name="wrongAnswer">A wrong answer of the agent or of the stronger model; finite and above 0.</param>
    /// <param name="modelCall">An item that the stronger model answers; finite and at least 0.</param>
    /// <param name="person">An item that a person answers; finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a cost is out of its range.</exception>
    public TwoThresholdCosts(double wrongAnswer, double modelCall, double person)
    {
        WrongAnswer = Guard.Positive(wrongAnswer);
        ModelCall = NotNegative(modelCall, nameof(modelCall));
        Person = NotNegative(person, nameof(person));
    }

    /// <summary>A wrong answer of the agent or of the stronger model.</summary>
    public double WrongAnswer { get; }

    /// <summary>An item that the stronger model answers.</summary>
    public double ModelCall { get; }

    /// <summary>An item that a person answers.</summary>
    public double Person { get; }

    private static double NotNegative(double value, string name)
    {
        if (!(value >= 0.0 && double.IsFinite(value)))
        {
            Guard.OutOfRange(name, "a finite number of at least 0", value);
        }

        return value;
    }
}
