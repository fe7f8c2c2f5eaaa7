namespace Escalation.Learning.Wide;

/// <summary>Solves for the Newton step of coefficients and intercept by conjugate gradients, the intercept eliminated.</summary>
internal abstract class NewtonSystem
{
    /// <summary>More iterations than this end a step early; it still goes downhill.</summary>
    protected const int MaximumIterations = 1_000;

    /// <summary>The step in the coefficients.</summary>
    internal abstract double[] CoefficientStep { get; }

    /// <summary>The step in the numbers of the rows; null in the primal.</summary>
    internal abstract double[]? DualStep { get; }

    /// <summary>The step in the intercept.</summary>
    internal double InterceptStep { get; private protected set; }

    /// <summary>Products with the matrix of inner products so far; passes over the matrix itself are counted by the problem.</summary>
    internal int Products { get; private protected set; }

    /// <summary>Computes the step.</summary>
    /// <param name="state">The point.</param>
    /// <param name="at">Gradient and curvature there.</param>
    /// <param name="penalty">The penalty.</param>
    /// <param name="tolerance">The share of the residual's norm that may remain.</param>
    internal abstract void Solve(WideState state, WideEvaluation at, double penalty, double tolerance);

    private protected static double Dot(double[] left, double[] right)
    {
        double sum = 0.0;
        for (int i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    private protected static void Add(double[] target, double factor, double[] values)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] += factor * values[i];
        }
    }

    /// <summary><c>target = factor * target + values</c>.</summary>
    private protected static void Continue(double[] target, double factor, double[] values)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = (factor * target[i]) + values[i];
        }
    }
}
