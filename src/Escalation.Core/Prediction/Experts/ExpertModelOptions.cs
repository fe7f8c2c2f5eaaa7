namespace Escalation.Prediction.Experts;

/// <summary>How an expert's accuracy is estimated.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ExpertModelOptions
{
    /// <summary>The probability with which the lower bounds may fail for some class, and the same for the upper bounds; strictly between 0 and 1, 0.1 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the level is not strictly between 0 and 1.</exception>
    public double Delta { get; init => field = Guard.OpenProbability(value, nameof(Delta)); } = 0.1;

    /// <summary>How many labels the rate over all classes is worth in each class; finite and at least 0. Null, as it is unless given, lets the spread between the classes say.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the number is negative or not finite.</exception>
    public double? Strength
    {
        get;
        init
        {
            if (value is { } strength && !(strength >= 0.0 && double.IsFinite(strength)))
            {
                Guard.OutOfRange(nameof(Strength), "a finite number of labels, at least 0", strength);
            }

            field = value;
        }
    }
}
