using Escalation.Statistics;

namespace Escalation.Evaluation.Profiles;

/// <summary>A fitted line <c>a + b x</c> with the covariance of its coefficients, and where it takes a value.</summary>
/// <param name="Intercept">a.</param>
/// <param name="Slope">b, not 0.</param>
/// <param name="InterceptVariance">Of a.</param>
/// <param name="Covariance">Of a and b.</param>
/// <param name="SlopeVariance">Of b.</param>
/// <param name="Degrees">Degrees of freedom behind the variances; 0 when they are known.</param>
internal readonly record struct FittedLine(double Intercept, double Slope, double InterceptVariance, double Covariance, double SlopeVariance, int Degrees)
{
    /// <summary>The x at which the line has a value.</summary>
    internal double At(double value) => (value - Intercept) / Slope;

    /// <summary>The variance of <see cref="At"/> to first order.</summary>
    internal double VarianceAt(double value)
    {
        double x = At(value);
        return (InterceptVariance + (2.0 * x * Covariance) + (x * x * SlopeVariance)) / (Slope * Slope);
    }

    /// <summary>The deviate for intervals of a confidence level.</summary>
    internal double Deviate(double level) => Degrees > 0 ? StudentQuantile.UpperTail((1.0 - level) / 2.0, Degrees) : NormalQuantile.UpperTail((1.0 - level) / 2.0);

    /// <summary>
    /// Fieller's interval (1954): every x at which the line could have the value, <c>(v - a - b x)^2 &lt;= t^2 (Var v + Var(a + b x))</c>. Null when the slope cannot be told from 0,
    /// and the set is unbounded.
    /// </summary>
    /// <param name="value">The value v.</param>
    /// <param name="variance">Its own variance, independent of the line's; 0 when it is known.</param>
    /// <param name="level">The confidence level.</param>
    internal ProfileInterval? Interval(double value, double variance, double level)
    {
        double square = Math.Pow(Deviate(level), 2.0);
        double distance = value - Intercept;
        double second = (Slope * Slope) - (square * SlopeVariance);
        double first = (Slope * distance) + (square * Covariance);
        double constant = (distance * distance) - (square * (variance + InterceptVariance));
        if (!(second > 0.0))
        {
            return null;
        }

        // The estimate lies in the set, so the discriminant can be negative by rounding only.
        double root = Math.Sqrt(Math.Max(0.0, (first * first) - (second * constant)));
        return new ProfileInterval((first - root) / second, (first + root) / second);
    }
}
