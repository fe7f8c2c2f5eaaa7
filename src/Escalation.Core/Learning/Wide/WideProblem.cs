using System.Runtime.Intrinsics;

namespace Escalation.Learning.Wide;

/// <summary>One regression: some rows of a matrix with their targets and weights, and a factor for each column.</summary>
/// <remarks>The factors turn the matrix's own standardisation into that of the training rows; shifts need no factor, because the intercept is free.</remarks>
internal sealed class WideProblem
{
    // Targets that deviate from one of them by less than this share of them differ by rounding.
    private const double RoundingShare = 1e-14;

    // Floats are summed over so many rows before they go into doubles.
    private const int RowsPerFlush = 64;

    private readonly double[] _scaled;
    private readonly double[] _ignored;
    private readonly float[] _direction;
    private readonly float[] _partial;
    private readonly float[] _curvature;

    internal WideProblem(WideMatrix matrix, int[] rows, double[] targets, double[] weights, double[] factors, WideObjective objective)
    {
        Matrix = matrix;
        Rows = rows;
        Targets = targets;
        Weights = weights;
        Factors = factors;
        Objective = objective;
        _scaled = new double[matrix.Stride];
        _ignored = new double[matrix.Stride];
        _direction = new float[matrix.Stride];
        _partial = new float[matrix.Stride];
        _curvature = new float[rows.Length];
        double total = 0.0;
        double mean = 0.0;
        double rounding = 0.0;
        double spread = 0.0;
        for (int i = 0; i < rows.Length; i++)
        {
            double share = RoundingShare * targets[i];
            double distance = targets[i] - targets[0];
            total += weights[i];
            mean += weights[i] * targets[i];
            rounding += weights[i] * share * share;
            spread += weights[i] * distance * distance;
        }

        TotalWeight = total;
        BestConstant = WideLoss.BestConstant(objective, mean / total);
        for (int i = 0; i < rows.Length; i++)
        {
            NullObjective += weights[i] * WideLoss.Of(objective, BestConstant, targets[i], out _, out _);
        }

        // What is left of a constant by rounding is not to be learned, and no gap could be proven to be small beside it. The mean of many equal numbers is rounded
        // itself, so distances are those from one of them.
        if (objective == WideObjective.SquaredError && spread <= rounding && double.IsFinite(rounding))
        {
            BestConstant = targets[0];
            Array.Fill(targets, BestConstant);
            NullObjective = 0.0;
        }
    }

    internal WideMatrix Matrix { get; }

    /// <summary>The active rows, those of positive weight.</summary>
    internal int[] Rows { get; }

    /// <summary>One for each active row.</summary>
    internal double[] Targets { get; }

    /// <summary>One for each active row, above 0.</summary>
    internal double[] Weights { get; }

    /// <summary>One for each column, padded with zeros.</summary>
    internal double[] Factors { get; }

    internal WideObjective Objective { get; }

    internal double TotalWeight { get; }

    internal double BestConstant { get; }

    /// <summary>The objective without any feature.</summary>
    internal double NullObjective { get; }

    /// <summary>Passes over the matrix so far.</summary>
    internal int Passes { get; private set; }

    /// <summary>One pass in doubles: objective, gradient, residuals and curvatures.</summary>
    internal void Evaluate(WideState state, double penalty, WideEvaluation result)
    {
        Passes++;
        double square = 0.0;
        for (int j = 0; j < _scaled.Length; j++)
        {
            _scaled[j] = state.Coefficients[j] * Factors[j];
            square += state.Coefficients[j] * state.Coefficients[j];
        }

        Array.Clear(result.Gradient);
        Array.Clear(result.Mixed);
        double losses = 0.0;
        double slope = 0.0;
        double curvature = 0.0;
        for (int i = 0; i < Rows.Length; i += 4)
        {
            FourRows block = FourRows.At(Matrix.Values, Matrix.Stride, Rows, i);
            Vector256<double> products = WideLanes.Dot(block, _scaled);
            Vector256<double> residuals = default;
            Vector256<double> curvatures = default;
            for (int r = 0; r < 4 && i + r < Rows.Length; r++)
            {
                double weight = Weights[i + r];
                losses += weight * WideLoss.Of(Objective, products.GetElement(r) + state.Intercept, Targets[i + r], out double first, out double second);
                slope += result.Residuals[i + r] = weight * first;
                curvature += result.Curvatures[i + r] = weight * second;
                residuals = residuals.WithElement(r, weight * first);
                curvatures = curvatures.WithElement(r, weight * second);
            }

            WideLanes.Add(block, residuals, result.Gradient, curvatures, result.Mixed);
        }

        for (int j = 0; j < _scaled.Length; j++)
        {
            result.Gradient[j] = (result.Gradient[j] * Factors[j]) + (penalty * state.Coefficients[j]);
            result.Mixed[j] *= Factors[j];
        }

        result.Objective = losses + (0.5 * penalty * square);
        result.Slope = slope;
        result.TotalCurvature = curvature;
    }

    /// <summary>One pass in floats: <c>X' D X v</c>.</summary>
    /// <param name="curvatures">D, for each active row.</param>
    /// <param name="vector">v, padded.</param>
    /// <param name="product">Receives the product.</param>
    /// <returns>The sum of D X v.</returns>
    internal double CurvatureProduct(double[] curvatures, double[] vector, double[] product)
    {
        Passes++;
        double vectorUnit = ToDirection(vector);
        double curvatureUnit = Narrow(curvatures, _curvature);
        Array.Clear(product);
        Array.Clear(_partial);
        double sum = 0.0;
        int pending = 0;
        for (int i = 0; i < Rows.Length; i += 4)
        {
            FourRows block = FourRows.At(Matrix.Values, Matrix.Stride, Rows, i);
            Vector128<float> factors = WideLanes.Dot(block, _direction) * CurvaturesAt(i);
            sum += ((double)factors.GetElement(0) + factors.GetElement(1)) + ((double)factors.GetElement(2) + factors.GetElement(3));
            WideLanes.Add(block, factors, _partial);
            pending += 4;
            if (pending == RowsPerFlush || i + 4 >= Rows.Length)
            {
                Flush(product);
                pending = 0;
            }
        }

        double unit = vectorUnit * curvatureUnit;
        for (int j = 0; j < product.Length; j++)
        {
            product[j] *= Factors[j] * unit;
        }

        return sum * unit;
    }

    /// <summary>One pass in doubles: adds <c>X' a</c> to the coefficients.</summary>
    internal void AddRows(double[] dual, double[] coefficients)
    {
        Passes++;
        Array.Clear(_scaled);
        for (int i = 0; i < Rows.Length; i += 4)
        {
            Vector256<double> factors = default;
            for (int r = 0; r < 4 && i + r < Rows.Length; r++)
            {
                factors = factors.WithElement(r, dual[i + r]);
            }

            WideLanes.Add(FourRows.At(Matrix.Values, Matrix.Stride, Rows, i), factors, _scaled, default, _ignored);
        }

        for (int j = 0; j < coefficients.Length; j++)
        {
            coefficients[j] += _scaled[j] * Factors[j];
        }
    }

    /// <summary>Numbers as floats of magnitude up to 1, and the unit they are counted in.</summary>
    internal static double Narrow(ReadOnlySpan<double> values, Span<float> narrow)
    {
        double largest = 0.0;
        foreach (double value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        double unit = largest > 0.0 ? largest : 1.0;
        for (int i = 0; i < values.Length; i++)
        {
            narrow[i] = (float)(values[i] / unit);
        }

        return unit;
    }

    private double ToDirection(double[] vector)
    {
        for (int j = 0; j < _scaled.Length; j++)
        {
            _scaled[j] = vector[j] * Factors[j];
        }

        return Narrow(_scaled, _direction);
    }

    private Vector128<float> CurvaturesAt(int position)
    {
        Vector128<float> factors = default;
        for (int r = 0; r < 4 && position + r < _curvature.Length; r++)
        {
            factors = factors.WithElement(r, _curvature[position + r]);
        }

        return factors;
    }

    private void Flush(double[] product)
    {
        for (int j = 0; j < product.Length; j++)
        {
            product[j] += _partial[j];
        }

        Array.Clear(_partial);
    }
}
