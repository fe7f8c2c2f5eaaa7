using System.Text.Json;
using Escalation.Learning.Calibrators;

namespace Escalation.Learning;

/// <summary>Platt's map from a raw score to a probability: <c>p = 1 / (1 + exp(a x + b))</c>, so a is negative when higher scores are more often right.</summary>
/// <remarks>
/// Feed it logits or raw scores rather than probabilities, and fit it on rows that calibrate no threshold. Targets are <c>(N1 + 1) / (N1 + 2)</c> and
/// <c>1 / (N0 + 2)</c>, which keep separable data finite. Assumes that the log-odds of being right are linear in the score. When not to use it: on probabilities as they are (see
/// <see cref="LogOddsCalibration"/>), and for a relation that bends more than once, which <see cref="IsotonicCalibration"/> follows with more rows. Immutable and safe for concurrent use.
/// Source: Platt, Advances in Large Margin Classifiers, 1999.
/// </remarks>
public sealed class PlattCalibration : ISavedCalibrator
{
    internal const string Kind = "platt";

    private const int MaximumIterations = 100;
    private const double GradientTolerance = 1e-13;

    private string? _fingerprint;

    /// <summary>Creates a map from known parameters.</summary>
    /// <param name="a">The slope; finite and not 0, negative when higher scores mean higher probability. Sources that write <c>sigmoid(s x + t)</c> mean <c>a = -s</c>, <c>b = -t</c>.</param>
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
        Converged = true;
    }

    private PlattCalibration(double a, double b, bool converged)
    {
        A = a;
        B = b;
        Converged = converged;
    }

    /// <summary>The plain logistic function, for scores that are log-odds already: a = -1, b = 0.</summary>
    public static PlattCalibration Logistic { get; } = new(-1.0, 0.0);

    /// <inheritdoc/>
    public string Name => Kind;

    /// <inheritdoc/>
    public string Fingerprint => _fingerprint ??= CalibratorJson.FingerprintOf(this);

    /// <summary>The slope a; 0 when all scores it was fitted to are equal.</summary>
    public double A { get; }

    /// <summary>The offset b.</summary>
    public double B { get; }

    /// <summary>Whether the fit reached its tolerance; true of given parameters.</summary>
    public bool Converged { get; }

    /// <summary>Fits the map by Newton's method on standardised scores. Linear in the rows for each of about ten steps.</summary>
    /// <param name="scores">Finite raw scores, at least one.</param>
    /// <param name="labels">Whether each was right. One class alone is allowed: the targets then still lie inside (0, 1).</param>
    /// <returns>The map.</returns>
    /// <exception cref="ArgumentException">Thrown when the lengths disagree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when there is no score or one is not finite.</exception>
    public static PlattCalibration Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        LearningChecks.Length(labels.Length, Guard.AtLeast(scores.Length, 1), nameof(labels));
        Standardisation standardisation = Standardisation.Fit(scores, scores.Length, 1);
        double right = 1.0 - (1.0 / (labels.Count(true) + 2.0));
        double wrong = 1.0 / (labels.Count(false) + 2.0);
        var standardised = new double[scores.Length];
        var targets = new double[scores.Length];
        bool spread = false;
        for (int i = 0; i < scores.Length; i++)
        {
            standardised[i] = standardisation.Apply(0, scores[i]);
            targets[i] = labels[i] ? right : wrong;
            spread |= standardised[i] != standardised[0];
        }

        // Without spread the slope is free; any penalty holds it at zero and leaves the offset alone.
        var solver = new NewtonSolver(standardised, 1, targets, [], spread ? 0.0 : 1.0);
        LogisticFit fit = solver.Solve(standardisation, MaximumIterations, GradientTolerance);
        double slope = spread ? fit.Model.Coefficients[0] / standardisation.Scales[0] : 0.0;
        double atZero = fit.Model.Intercept - (slope * standardisation.Means[0]);
        return new PlattCalibration(-slope, -atZero, fit.Converged);
    }

    /// <summary>The probability for a score, <c>1 / (1 + exp(a x + b))</c>. Allocates nothing.</summary>
    /// <param name="score">The raw score.</param>
    /// <returns>In [0, 1]; NaN when the score is NaN or infinite, since an infinite score is an overflow and not certainty.</returns>
    public double Probability(double score) => double.IsFinite(score) ? Learning.Logistic.Probability(-((A * score) + B)) : double.NaN;

    void ISavedCalibrator.WriteMap(Utf8JsonWriter json)
    {
        CanonicalNumber.Write(json, "a", A);
        CanonicalNumber.Write(json, "b", B);
        json.WriteBoolean("converged", Converged);
    }

    internal static PlattCalibration Read(CalibratorFields fields) => new(fields.Number("a"), fields.Number("b"), fields.Flag("converged"));
}
