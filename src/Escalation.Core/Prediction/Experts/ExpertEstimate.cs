namespace Escalation.Prediction.Experts;

/// <summary>What labels say about P(expert is right) in one class.</summary>
/// <param name="Value">The estimate, within the bounds.</param>
/// <param name="Lower">The lower bound.</param>
/// <param name="Upper">The upper bound.</param>
/// <param name="Right">How many labelled decisions were right.</param>
/// <param name="Labelled">How many there are; 0 for a class without labels, whose bounds are 0 and 1.</param>
public readonly record struct ExpertEstimate(double Value, double Lower, double Upper, long Right, long Labelled)
{
    /// <summary>One of the three numbers.</summary>
    /// <param name="end">Which.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="end"/> is not one of the enum.</exception>
    public double At(ExpertEnd end) => end switch
    {
        ExpertEnd.Estimate => Value,
        ExpertEnd.Lower => Lower,
        ExpertEnd.Upper => Upper,
        _ => throw new ArgumentOutOfRangeException(nameof(end), end, "Not an end."),
    };
}
