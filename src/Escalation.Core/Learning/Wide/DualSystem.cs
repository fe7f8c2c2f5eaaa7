namespace Escalation.Learning.Wide;

/// <summary>The Newton step in one number a row, <c>w = X'a</c>. Each iteration is one product with the rows' inner products in floats; the iterates are those of the primal.</summary>
internal sealed class DualSystem : NewtonSystem
{
    private readonly WideProblem _problem;
    private readonly WideContext _context;
    private readonly int[] _positions;
    private readonly float[] _scattered;
    private readonly double[] _coefficients;
    private readonly double[] _step;
    private readonly double[] _stepMargins;
    private readonly double[] _residual;
    private readonly double[] _solved;
    private readonly double[] _margins;
    private readonly double[] _direction;
    private readonly double[] _directionMargins;
    private readonly double[] _product;
    private Preconditioner? _preconditioner;
    private bool _wanted;

    /// <summary>Prepares the system.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="context">Whose rows hold the problem's.</param>
    /// <param name="positions">Where among the context's rows each active row stands, increasing.</param>
    internal DualSystem(WideProblem problem, WideContext context, int[] positions)
    {
        _problem = problem;
        _context = context;
        _positions = positions;
        _scattered = new float[context.RowProductsStride];
        _coefficients = new double[problem.Matrix.Stride];
        _step = new double[positions.Length];
        _stepMargins = new double[positions.Length];
        _residual = new double[positions.Length];
        _solved = new double[positions.Length];
        _margins = new double[positions.Length];
        _direction = new double[positions.Length];
        _directionMargins = new double[positions.Length];
        _product = new double[positions.Length];
    }

    internal override double[] CoefficientStep => _coefficients;

    internal override double[]? DualStep => _step;

    internal override void Solve(WideState state, WideEvaluation at, double penalty, double tolerance)
    {
        Prepare(at, penalty);
        double shift = at.InterceptError;
        for (int i = 0; i < _residual.Length; i++)
        {
            _residual[i] = (shift * at.Curvatures[i]) - at.Residuals[i] - (penalty * state.Dual[i]);
        }

        Array.Clear(_step);
        Array.Clear(_stepMargins);
        Precondition();
        _solved.CopyTo(_direction, 0);
        _margins.CopyTo(_directionMargins, 0);
        double size = Dot(_residual, _margins);
        double enough = tolerance * tolerance * size;
        int iteration = 0;
        for (; iteration < MaximumIterations && size > enough; iteration++)
        {
            _context.CancellationToken.ThrowIfCancellationRequested();
            Multiply(at, penalty);
            double curvature = Dot(_directionMargins, _product);
            if (!(curvature > 0.0))
            {
                break;
            }

            double length = size / curvature;
            Add(_step, length, _direction);
            Add(_stepMargins, length, _directionMargins);
            Add(_residual, -length, _product);
            Precondition();
            double next = Dot(_residual, _margins);
            Continue(_direction, next / size, _solved);
            Continue(_directionMargins, next / size, _margins);
            size = next;
        }

        // A factorisation costs a third of the rows in products.
        _wanted |= iteration > 10 + (_positions.Length / 48);
        Array.Clear(_coefficients);
        _problem.AddRows(_step, _coefficients);
        InterceptStep = at.TotalCurvature > 0.0 ? -(at.Slope + Dot(at.Curvatures, _stepMargins)) / at.TotalCurvature : 0.0;
    }

    private void Prepare(WideEvaluation at, double penalty)
    {
        double curvature = at.TotalCurvature / _positions.Length;
        if (_wanted && (_preconditioner is null || !_preconditioner.Serves(curvature, penalty)))
        {
            _preconditioner = Preconditioner.TryCreate(_context.RowProducts, _context.RowProductsStride, _positions, factors: null, _positions.Length, curvature, penalty, _context.CancellationToken);
            _wanted = _preconditioner is not null;
        }
    }

    private void Precondition()
    {
        _residual.CopyTo(_solved, 0);
        _preconditioner?.Apply(_solved);
        MultiplyRows(_solved, _margins);
    }

    /// <summary>The margins that the rows get from <c>X'v</c>.</summary>
    private void MultiplyRows(double[] vector, double[] margins)
    {
        Products++;
        Span<float> narrow = _product.Length <= 512 ? stackalloc float[_product.Length] : new float[_product.Length];
        double unit = WideProblem.Narrow(vector, narrow);
        for (int i = 0; i < _positions.Length; i++)
        {
            _scattered[_positions[i]] = narrow[i];
        }

        float[] products = _context.RowProducts;
        int stride = _context.RowProductsStride;
        for (int i = 0; i < _positions.Length; i++)
        {
            margins[i] = unit * WideLanes.Dot(products.AsSpan(_positions[i] * stride, stride), _scattered);
        }
    }

    /// <summary>The Hessian, with the intercept eliminated, times the direction.</summary>
    private void Multiply(WideEvaluation at, double penalty)
    {
        double shift = at.TotalCurvature > 0.0 ? Dot(at.Curvatures, _directionMargins) / at.TotalCurvature : 0.0;
        for (int i = 0; i < _product.Length; i++)
        {
            _product[i] = (penalty * _direction[i]) + (at.Curvatures[i] * (_directionMargins[i] - shift));
        }
    }
}
