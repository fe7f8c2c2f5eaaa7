using Escalation.Learning.Wide;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace Escalation.Benchmarks.Ratios.Probes;

/// <summary>What one writes with MathNet: its limited-memory BFGS on the objective and its gradient, matrices in doubles. The last column of the design is the constant.</summary>
internal sealed class MathNetLogistic
{
    // On the largest component of the gradient, as a share of the objective: about where scikit-learn stops.
    private const double GradientTolerance = 1e-6;
    private const int Memory = 10;
    private const int MaximumIterations = 10_000;

    private readonly Matrix<double> _design;
    private readonly Vector<double> _labels;
    private readonly Vector<double> _penalty;

    internal MathNetLogistic(TrainingData data, double penalty)
    {
        _design = Matrix<double>.Build.Dense(data.Rows, data.Columns + 1, (i, j) => j == data.Columns ? 1.0 : data.Features[(i * data.Columns) + j]);
        _labels = Vector<double>.Build.Dense(data.Labels);
        _penalty = Vector<double>.Build.Dense(_design.ColumnCount, j => j == data.Columns ? 0.0 : penalty);
    }

    internal Vector<double> Fit()
    {
        var minimizer = new LimitedMemoryBfgsMinimizer(GradientTolerance, 1e-12, 1e-12, Memory, MaximumIterations);
        return minimizer.FindMinimum(ObjectiveFunction.Gradient(Evaluate), Vector<double>.Build.Dense(_design.ColumnCount)).MinimizingPoint;
    }

    /// <summary>Objective and the bound on its distance from the least, for a result.</summary>
    internal (double Objective, double Gap) Judge(Vector<double> w)
    {
        (double objective, Vector<double> slope) = Evaluate(w);
        Vector<double> coefficients = slope.SubVector(0, slope.Count - 1);
        return (objective, coefficients.DotProduct(coefficients) / (2.0 * _penalty[0]));
    }

    private (double Objective, Vector<double> Gradient) Evaluate(Vector<double> w)
    {
        Vector<double> z = _design * w;
        var residuals = Vector<double>.Build.Dense(z.Count);
        double objective = 0.5 * w.PointwiseMultiply(_penalty).DotProduct(w);
        for (int i = 0; i < z.Count; i++)
        {
            objective += WideLoss.Of(WideObjective.Logistic, z[i], _labels[i], out double slope, out _);
            residuals[i] = slope;
        }

        return (objective, _design.TransposeThisAndMultiply(residuals) + _penalty.PointwiseMultiply(w));
    }
}
