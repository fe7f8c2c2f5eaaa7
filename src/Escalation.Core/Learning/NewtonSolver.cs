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

    // Of each row at the parameters whose objective was computed last: z, and exp(-|z|), which most of the time goes into.
    private readonly double[] _logOdds;
    private readonly double[] _exponentials;

    internal NewtonSolver(double[] features, int columns, double[] targets, double[] weights, double penalty)
    {
        _features = features;
        _columns = columns;
        _targets = targets;
        _weights = weights;
        _penalty = penalty;
        _gradient = new double[columns + 1];
        _hessian = new double[(columns + 1) * (columns + 1)];
        _logOdds = new double[targets.Length];
        _exponentials = new double[targets.Length];
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
            double z = LogOdds(i, parameters);
            double e = Logistic.Exponential(z);
            sum += Weight(i) * Logistic.LossAt(z, e, _targets[i]);
            (_logOdds[i], _exponentials[i]) = (z, e);
        }

        for (int j = 0; j < _columns; j++)
        {
            sum += 0.5 * _penalty * parameters[j] * parameters[j];
        }

        return sum;
    }

    /// <summary>Fills gradient and Hessian (lower triangle) at the parameters whose objective was computed last, and returns the largest component of the gradient over the total weight.</summary>
    private double Differentiate(double[] parameters)
    {
        Array.Clear(_gradient);
        Array.Clear(_hessian);
        if (_columns == 1)
        {
            AddSingleColumn();
        }
        else
        {
            for (int i = 0; i < _targets.Length; i++)
            {
                AddRow(_features.AsSpan(i * _columns, _columns), Residual(i), Curvature(i));
            }
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

    private double Residual(int row) => Weight(row) * (Logistic.ProbabilityAt(_logOdds[row], _exponentials[row]) - _targets[row]);

    private double Curvature(int row) => Weight(row) * Logistic.VarianceAt(_exponentials[row]);

    /// <summary>What <see cref="AddRow"/> does with every row of one feature, in the same order of operations.</summary>
    private void AddSingleColumn()
    {
        double slope = 0.0;
        double intercept = 0.0;
        double squares = 0.0;
        double products = 0.0;
        double curvatures = 0.0;
        for (int i = 0; i < _targets.Length; i++)
        {
            double x = _features[i];
            double residual = Residual(i);
            double curvature = Curvature(i);
            double weighted = curvature * x;
            slope += residual * x;
            products += weighted;
            squares += weighted * x;
            intercept += residual;
            curvatures += curvature;
        }

        (_gradient[0], _gradient[1]) = (slope, intercept);
        (_hessian[0], _hessian[2], _hessian[3]) = (squares, products, curvatures);
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
        if (_columns == 1)
        {
            return z + (parameters[0] * _features[row]);
        }

        ReadOnlySpan<double> features = _features.AsSpan(row * _columns, _columns);
        for (int j = 0; j < features.Length; j++)
        {
            z += parameters[j] * features[j];
        }

        return z;
    }

    private double Weight(int row) => _weights.Length == 0 ? 1.0 : _weights[row];
}
