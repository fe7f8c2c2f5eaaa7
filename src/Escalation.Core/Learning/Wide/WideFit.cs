using System.Globalization;

namespace Escalation.Learning.Wide;

/// <summary>A linear model of many columns on raw features, with the proof of how good a fit it is.</summary>
/// <remarks>
/// The gap is a bound, not an estimate: with the intercept at its optimum the profile objective is lambda-strongly convex in w, so
/// <c>f(w) - f* &lt;= |grad|^2 / (2 lambda)</c>; for these losses this equals the duality gap. The gradient is summed in doubles over the matrix itself. Immutable.
/// </remarks>
public sealed class WideFit
{
    private readonly double[] _coefficients;

    internal WideFit(double[] coefficients, double intercept, WideState state)
    {
        _coefficients = coefficients;
        Intercept = intercept;
        State = state;
    }

    /// <summary>The change of z for one unit of each raw feature; exactly 0 for a column that is constant in the training rows.</summary>
    public ReadOnlySpan<double> Coefficients => _coefficients;

    /// <summary>The value z of a row of raw zeros.</summary>
    public double Intercept { get; }

    /// <summary>What was minimised.</summary>
    public required WideObjective Loss { get; init; }

    /// <summary>The penalty lambda.</summary>
    public required double Penalty { get; init; }

    /// <summary>Where the last Newton steps were computed: primal, also for a fit that began in the dual and found the rows too dependent, or dual.</summary>
    public required WideMethod Method { get; init; }

    /// <summary>Newton steps taken.</summary>
    public required int Iterations { get; init; }

    /// <summary>Passes over the matrix plus products with the matrix of inner products.</summary>
    public required int Passes { get; init; }

    /// <summary>The penalised sum of losses at the end.</summary>
    public required double Objective { get; init; }

    /// <summary>An upper bound on <see cref="Objective"/> minus its least possible value, up to the rounding of doubles.</summary>
    public required double OptimalityGap { get; init; }

    /// <summary>The largest component of the gradient at the end, in the coefficients that the penalty counts.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>Whether the gap is within the tolerance. A fit that did not converge is finite, but not proven optimal.</summary>
    public required bool Converged { get; init; }

    internal WideState State { get; }

    /// <summary>The value <c>z = intercept + sum of w_j x_j</c>: log-odds, or the predicted target. Linear; allocates nothing.</summary>
    /// <param name="features">One row of raw features.</param>
    /// <returns>The value; NaN when a feature is NaN or infinite, so that whatever compares it escalates.</returns>
    /// <exception cref="ArgumentException">Thrown when the row's length differs from the model's.</exception>
    public double Predict(ReadOnlySpan<float> features)
    {
        if (features.Length != _coefficients.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"features must hold {_coefficients.Length} numbers, but holds {features.Length}."), nameof(features));
        }

        double z = Intercept;
        for (int j = 0; j < features.Length; j++)
        {
            z += _coefficients[j] * features[j];
        }

        return double.IsFinite(z) ? z : double.NaN;
    }
}
