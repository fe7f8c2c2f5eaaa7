using Escalation.Learning.Wide;

namespace Escalation.Core.Tests.Learning.Wide;

/// <summary>The optimum by plain Newton steps in doubles with Gaussian elimination: slow, and independent of everything under test.</summary>
internal static class WideReference
{
    /// <summary>Raw coefficients, then the intercept, then the objective.</summary>
    internal static double[] Solve(float[] features, int columns, double[] targets, double[] weights, double penalty, WideObjective loss)
    {
        int rows = targets.Length;
        double total = weights.Sum();
        double[] means = new double[columns];
        double[] scales = new double[columns];
        for (int j = 0; j < columns; j++)
        {
            means[j] = Enumerable.Range(0, rows).Sum(i => weights[i] * features[(i * columns) + j]) / total;
            scales[j] = Math.Sqrt(Enumerable.Range(0, rows).Sum(i => weights[i] * Math.Pow(features[(i * columns) + j] - means[j], 2)) / total);
        }

        double X(int i, int j) => j == columns ? 1.0 : (features[(i * columns) + j] - means[j]) / scales[j];
        var w = new double[columns + 1];
        double objective = 0.0;
        for (int iteration = 0; iteration < 60; iteration++)
        {
            var gradient = new double[columns + 1];
            var hessian = new double[columns + 1, columns + 1];
            objective = 0.0;
            for (int i = 0; i < rows; i++)
            {
                double z = Enumerable.Range(0, columns + 1).Sum(j => w[j] * X(i, j));
                double p = loss == WideObjective.Logistic ? 1.0 / (1.0 + Math.Exp(-z)) : z;
                double curvature = weights[i] * (loss == WideObjective.Logistic ? p * (1.0 - p) : 1.0);
                objective += weights[i] * (loss == WideObjective.Logistic ? Math.Log(1.0 + Math.Exp(z)) - (targets[i] * z) : 0.5 * Math.Pow(z - targets[i], 2));
                for (int j = 0; j <= columns; j++)
                {
                    gradient[j] += weights[i] * (p - targets[i]) * X(i, j);
                    for (int k = 0; k <= columns; k++)
                    {
                        hessian[j, k] += curvature * X(i, j) * X(i, k);
                    }
                }
            }

            for (int j = 0; j < columns; j++)
            {
                gradient[j] += penalty * w[j];
                hessian[j, j] += penalty;
                objective += 0.5 * penalty * w[j] * w[j];
            }

            double[] step = Eliminate(hessian, gradient);
            for (int j = 0; j <= columns; j++)
            {
                w[j] -= step[j];
            }

            if (step.Max(Math.Abs) < 1e-14)
            {
                break;
            }
        }

        double[] raw = [.. Enumerable.Range(0, columns).Select(j => w[j] / scales[j])];
        return [.. raw, w[columns] - Enumerable.Range(0, columns).Sum(j => raw[j] * means[j]), objective];
    }

    private static double[] Eliminate(double[,] matrix, double[] vector)
    {
        int size = vector.Length;
        for (int k = 0; k < size; k++)
        {
            int pivot = Enumerable.Range(k, size - k).MaxBy(i => Math.Abs(matrix[i, k]));
            (vector[k], vector[pivot]) = (vector[pivot], vector[k]);
            for (int j = 0; j < size; j++)
            {
                (matrix[k, j], matrix[pivot, j]) = (matrix[pivot, j], matrix[k, j]);
            }

            for (int i = k + 1; i < size; i++)
            {
                double factor = matrix[i, k] / matrix[k, k];
                vector[i] -= factor * vector[k];
                for (int j = k; j < size; j++)
                {
                    matrix[i, j] -= factor * matrix[k, j];
                }
            }
        }

        var solution = new double[size];
        for (int i = size - 1; i >= 0; i--)
        {
            solution[i] = (vector[i] - Enumerable.Range(i + 1, size - i - 1).Sum(j => matrix[i, j] * solution[j])) / matrix[i, i];
        }

        return solution;
    }
}
