using System.Numerics;

namespace Escalation.Learning;

/// <summary>Newton's method with step halving for the penalised log loss. Parameters are the coefficients, then the intercept.</summary>
internal sealed class NewtonSolver
{
    // The objective is a sum of many terms: a step that worsens it by less than this share has not worsened it.
    private const double ObjectiveSlack = 1e-12;
    private const int MaximumHalvings = 40;

    private readonly double[] _features;
    private readonly double[] _targets;
    private readonly double[] _weights;
    private readonly double _penalty;
    private readonly int _columns;
    private readonly double _totalWeight;
    private readonly double[] _gradient;
    private readonly double[] _hessian;

    internal NewtonSolver(double[] features, int columns, double[] targets, double[] weights, double penalty)
    {
        _features = features;
        _columns = columns;
        _targets = targets;
        _weights = weights;
        _penalty = penalty;
        _gradient = new double[columns + 1];
        _hessian = new double[(columns + 1) * (columns + 1)];
        for (int i = 0; i < targets.Length; i++)
        {
            _totalWeight += Weight(i);
        }
    }

    internal LogisticFit Solve(Standardisation standardisation, int maximumIterations, double tolerance)
    {
        var parameters = new double[_columns + 1];
        var trial = new double[_columns + 1];
        double objective = Objective(parameters);
        double norm = Differentiate(parameters);
        int iterations = 0;
        while (norm > tolerance && iterations < maximumIterations && Cholesky.TrySolve(_hessian, _gradient) && Step(parameters, trial, ref objective))
        {
            iterations++;
            norm = Differentiate(parameters);
        }

        var model = new LogisticModel(standardisation, parameters[.._columns], parameters[_columns]);
        return new LogisticFit(model, iterations, norm, objective, norm <= tolerance);
    }

    /// <summary>Moves against the Newton direction, which stands in the gradient's place, halving until the objective does not grow.</summary>
    private bool Step(double[] parameters, double[] trial, ref double objective)
    {
        double length = 1.0;
        for (int halving = 0; halving <= MaximumHalvings; halving++, length /= 2.0)
        {
            for (int j = 0; j < parameters.Length; j++)
            {
                trial[j] = parameters[j] - (length * _gradient[j]);
            }

            double reached = Objective(trial);
            if (reached <= objective + (ObjectiveSlack * objective))
            {
                trial.CopyTo(parameters, 0);
                objective = reached;
                return true;
            }
        }

        return false;
    }

    private double Objective(double[] parameters)
    {
        double sum = 0.0;
        for (int i = 0; i < _targets.Length; i++)
        {
            sum += Weight(i) * Logistic.Loss(LogOdds(i, parameters), _targets[i]);
        }

        for (int j = 0; j < _columns; j++)
        {
            sum += 0.5 * _penalty * parameters[j] * parameters[j];
        }

        return sum;
    }

    /// <summary>Fills gradient and Hessian (lower triangle) and returns the largest component of the gradient over the total weight.</summary>
    private double Differentiate(double[] parameters)
    {
        Array.Clear(_gradient);
        Array.Clear(_hessian);
        for (int i = 0; i < _targets.Length; i++)
        {
            double z = LogOdds(i, parameters);
            double residual = Weight(i) * (Logistic.Probability(z) - _targets[i]);
            double curvature = Weight(i) * Logistic.Variance(z);
            AddRow(_features.AsSpan(i * _columns, _columns), residual, curvature);
        }

        double norm = Math.Abs(_gradient[_columns]);
        for (int j = 0; j < _columns; j++)
        {
            _gradient[j] += _penalty * parameters[j];
            _hessian[(j * (_columns + 1)) + j] += _penalty;
            norm = Math.Max(norm, Math.Abs(_gradient[j]));
        }

        return norm / _totalWeight;
    }

    private void AddRow(ReadOnlySpan<double> row, double residual, double curvature)
    {
        int size = _columns + 1;
        Span<double> last = _hessian.AsSpan(_columns * size, size);
        for (int j = 0; j < row.Length; j++)
        {
            double weighted = curvature * row[j];
            _gradient[j] += residual * row[j];
            last[j] += weighted;
            AddScaled(row[..(j + 1)], weighted, _hessian.AsSpan(j * size, j + 1));
        }

        _gradient[_columns] += residual;
        last[_columns] += curvature;
    }

    /// <summary><c>target += factor * row</c>, each element by one product and one sum, so that the width of a vector changes no bit.</summary>
    private static void AddScaled(ReadOnlySpan<double> row, double factor, Span<double> target)
    {
        int k = 0;
        for (; k <= target.Length - Vector<double>.Count; k += Vector<double>.Count)
        {
            (new Vector<double>(target[k..]) + (factor * new Vector<double>(row[k..]))).CopyTo(target[k..]);
        }

        for (; k < target.Length; k++)
        {
            target[k] += factor * row[k];
        }
    }

    private double LogOdds(int row, double[] parameters)
    {
        double z = parameters[_columns];
        ReadOnlySpan<double> features = _features.AsSpan(row * _columns, _columns);
        for (int j = 0; j < features.Length; j++)
        {
            z += parameters[j] * features[j];
        }

        return z;
    }

    private double Weight(int row) => _weights.Length == 0 ? 1.0 : _weights[row];
}
