namespace Escalation.Probes;

/// <summary>Turns a probe's score z into a probability: <c>p = 1 / (1 + exp(a z + b))</c>.</summary>
/// <remarks>
/// The sign is Platt's own (Probabilistic outputs for support vector machines, 1999): with <c>a &lt; 0</c> the probability rises with the score.
/// Sources that write <c>sigmoid(s z + t)</c> mean <c>a = -s</c>, <c>b = -t</c>. Immutable.
/// </remarks>
public sealed record PlattCalibration
{
    /// <summary>Creates a calibration.</summary>
    /// <param name="a">The slope; finite and not 0, negative when higher scores mean higher probability.</param>
    /// <param name="b">The offset; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a number is not finite, or when <paramref name="a"/> is 0 and every score would get one probability.</exception>
    public PlattCalibration(double a, double b)
    {
        if (a == 0.0 || !double.IsFinite(a))
        {
            Guard.OutOfRange(nameof(a), "a finite number other than 0", a);
        }

        A = a;
        B = Guard.Finite(b);
    }

    /// <summary>The plain logistic function, for probes whose score is a log-odds already: a = -1, b = 0.</summary>
    public static PlattCalibration Logistic { get; } = new(-1.0, 0.0);

    /// <summary>The slope a.</summary>
    public double A { get; }

    /// <summary>The offset b.</summary>
    public double B { get; }

    /// <summary>The probability of a score. Never overflows: each branch exponentiates a number of at most 0. Allocates nothing.</summary>
    /// <param name="score">The score z.</param>
    /// <returns>A probability in [0, 1]; NaN when the score is not finite, since an infinite score is an overflow and not certainty.</returns>
    public double Probability(double score) => double.IsFinite(score) ? Learning.Logistic.Probability(-((A * score) + B)) : double.NaN;
}
