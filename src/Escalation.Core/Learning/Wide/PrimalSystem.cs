namespace Escalation.Learning.Wide;

/// <summary>The Newton step in the coefficients. Each iteration is one pass over the matrix in floats.</summary>
internal sealed class PrimalSystem : NewtonSystem
{
    private readonly WideProblem _problem;
    private readonly WideContext _context;
    private readonly double[] _step;
    private readonly double[] _residual;
    private readonly double[] _solved;
    private readonly double[] _direction;
    private readonly double[] _product;
    private Preconditioner? _preconditioner;
    private bool _wanted;
    private int _plainPasses;

    internal PrimalSystem(WideProblem problem, WideContext context)
    {
        _problem = problem;
        _context = context;
        int stride = problem.Matrix.Stride;
        _step = new double[stride];
        _residual = new double[stride];
        _solved = new double[stride];
        _direction = new double[stride];
        _product = new double[stride];
    }

    internal override double[] CoefficientStep => _step;

    internal override double[]? DualStep => null;

    internal override void Solve(WideState state, WideEvaluation at, double penalty, double tolerance)
    {
        Prepare(at, penalty);
        double shift = at.InterceptError;
        for (int j = 0; j < _residual.Length; j++)
        {
            _residual[j] = (shift * at.Mixed[j]) - at.Gradient[j];
        }

        Array.Clear(_step);
        Precondition();
        _solved.CopyTo(_direction, 0);
        double size = Dot(_residual, _solved);
        double enough = tolerance * tolerance * size;
        for (int iteration = 0; iteration < MaximumIterations && size > enough; iteration++)
        {
            _context.CancellationToken.ThrowIfCancellationRequested();
            Multiply(at, penalty);
            double curvature = Dot(_direction, _product);
            if (!(curvature > 0.0))
            {
                break;
            }

            double length = size / curvature;
            Add(_step, length, _direction);
            Add(_residual, -length, _product);
            if (_preconditioner is null && _context.PreconditionerPays(++_plainPasses))
            {
                _wanted = true;
                break;
            }

            Precondition();
            double next = Dot(_residual, _solved);
            Continue(_direction, next / size, _solved);
            size = next;
        }

        InterceptStep = at.TotalCurvature > 0.0 ? -(at.Slope + Dot(at.Mixed, _step)) / at.TotalCurvature : 0.0;
    }

    private void Prepare(WideEvaluation at, double penalty)
    {
        double curvature = at.TotalCurvature / _problem.Matrix.Rows;
        if (_wanted && (_preconditioner is null || !_preconditioner.Serves(curvature, penalty)))
        {
            _preconditioner = Preconditioner.TryCreate(_context.ColumnProducts, _context.ColumnProductsStride, index: null, _problem.Factors, _problem.Matrix.Columns, curvature, penalty, _context.CancellationToken);
            _wanted = _preconditioner is not null;
        }
    }

    private void Precondition()
    {
        _residual.CopyTo(_solved, 0);
        _preconditioner?.Apply(_solved);
    }

    /// <summary>The Hessian, with the intercept eliminated, times the direction.</summary>
    private void Multiply(WideEvaluation at, double penalty)
    {
        double sum = _problem.CurvatureProduct(at.Curvatures, _direction, _product);
        double shift = at.TotalCurvature > 0.0 ? sum / at.TotalCurvature : 0.0;
        for (int j = 0; j < _product.Length; j++)
        {
            _product[j] += (penalty * _direction[j]) - (shift * at.Mixed[j]);
        }
    }
}
