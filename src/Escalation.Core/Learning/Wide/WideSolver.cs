namespace Escalation.Learning.Wide;

/// <summary>Newton's method for one problem: steps by conjugate gradients in floats, everything that decides and is reported in doubles over the matrix itself.</summary>
internal sealed class WideSolver
{
    // The objective is a sum of many terms: a step that worsens it by less than this share has not worsened it.
    private const double ObjectiveSlack = 1e-12;
    private const double SufficientShare = 1e-4;
    private const double InterceptShare = 1e-12;
    private const int MaximumHalvings = 40;
    private const int MaximumCentrings = 8;
    private const int PatienceWithDual = 3;
    private const double SlowShare = 0.5;
    private const double LoosestStep = 0.1;
    private const double TightestStep = 1e-5;

    private readonly WideProblem _problem;
    private readonly WideContext _context;
    private readonly WideFitOptions _options;
    private NewtonSystem _system;
    private WideEvaluation _current;
    private WideEvaluation _trial;
    private int _products;

    internal WideSolver(WideProblem problem, WideContext context, int[] positions, WideFitOptions options)
    {
        _problem = problem;
        _options = options;
        _context = context;
        Method = context.Method;
        _system = context.Method == WideMethod.Dual ? new DualSystem(problem, context, positions) : new PrimalSystem(problem, context);
        _current = new WideEvaluation(problem.Matrix.Stride, problem.Rows.Length);
        _trial = new WideEvaluation(problem.Matrix.Stride, problem.Rows.Length);
    }

    /// <summary>Where steps are computed.</summary>
    internal WideMethod Method { get; private set; }

    private int Passes => _problem.Passes + _products + _system.Products;

    /// <summary>Where a fit begins without a better guess: no feature counts.</summary>
    internal WideState Start() => new(_problem.Matrix.Stride, Method == WideMethod.Dual ? _problem.Rows.Length : 0) { Intercept = _problem.BestConstant };

    /// <summary>Minimises from a state on.</summary>
    internal WideFit Solve(WideState start, double penalty)
    {
        WideState state = start.Copy();
        double target = _options.GapTolerance * _problem.NullObjective;
        int passes = Passes;
        _problem.Evaluate(state, penalty, _current);
        double gap = Centre(state, penalty, target);
        double previous = double.PositiveInfinity;
        int iterations = 0;
        int slow = 0;
        while (!(gap <= target) && iterations < _options.MaximumIterations)
        {
            _context.CancellationToken.ThrowIfCancellationRequested();
            _system.Solve(state, _current, penalty, StepTolerance(gap, previous, target));
            if (!TryStep(ref state, penalty))
            {
                if (Method == WideMethod.Primal)
                {
                    break;
                }

                LeaveDual();
                continue;
            }

            iterations++;
            previous = gap;
            gap = Centre(state, penalty, target);
            slow = gap > SlowShare * previous ? slow + 1 : 0;
            if (slow == PatienceWithDual)
            {
                LeaveDual();
            }

            _options.Progress?.Report(new WideProgress(iterations, Passes - passes, _current.Objective, gap));
        }

        return Report(state, penalty, iterations, Passes - passes, gap, target);
    }

    /// <summary>Rows that depend on one another leave directions in which the floats of their inner products are noise. The coefficients have no such directions.</summary>
    private void LeaveDual()
    {
        if (Method == WideMethod.Dual)
        {
            _products += _system.Products;
            _system = new PrimalSystem(_problem, _context);
            Method = WideMethod.Primal;
        }
    }

    private double StepTolerance(double gap, double previous, double target)
    {
        // A step that leaves this share of the residual ends the fit, were the objective a parabola; steps far from the end need not be better than it is one.
        double last = 0.5 * Math.Sqrt(target / gap);
        // Before the first step nothing says that it is one.
        double parabola = _problem.Objective == WideObjective.SquaredError ? TightestStep : double.IsFinite(previous) ? Math.Min(LoosestStep, Math.Sqrt(gap / previous)) : LoosestStep;
        return Math.Clamp(Math.Max(last, parabola), TightestStep, 0.5);
    }

    /// <summary>The gap at the current point. Where it could end the fit, the intercept is first moved to its optimum, on which the bound rests.</summary>
    private double Centre(WideState state, double penalty, double target)
    {
        double gap = Gap(penalty, _current.InterceptError);
        for (int i = 0; i < MaximumCentrings && gap <= target && Math.Abs(_current.Slope) > InterceptShare * _problem.TotalWeight; i++)
        {
            double before = _current.Objective;
            state.Intercept -= _current.InterceptError;
            _problem.Evaluate(state, penalty, _current);
            gap = Gap(penalty, _current.InterceptError);
            if (_current.Objective >= before)
            {
                break;
            }
        }

        return gap;
    }

    /// <summary><c>|grad|^2 / (2 lambda)</c> with the intercept's error taken out, plus twice what that error may cost.</summary>
    private double Gap(double penalty, double interceptError)
    {
        double square = 0.0;
        for (int j = 0; j < _current.Gradient.Length; j++)
        {
            double component = _current.Gradient[j] - (interceptError * _current.Mixed[j]);
            square += component * component;
        }

        return (square / (2.0 * penalty)) + (2.0 * Math.Abs(_current.Slope * interceptError));
    }

    /// <summary>Takes the step, halved until the objective falls as it should.</summary>
    private bool TryStep(ref WideState state, double penalty)
    {
        double descent = _current.Slope * _system.InterceptStep;
        for (int j = 0; j < _current.Gradient.Length; j++)
        {
            descent += _current.Gradient[j] * _system.CoefficientStep[j];
        }

        double length = 1.0;
        for (int halving = 0; halving <= MaximumHalvings; halving++, length /= 2.0)
        {
            WideState next = Moved(state, length);
            _problem.Evaluate(next, penalty, _trial);
            if (_trial.Objective <= _current.Objective + (SufficientShare * length * descent) + (ObjectiveSlack * _current.Objective))
            {
                (_current, _trial) = (_trial, _current);
                state = next;
                return true;
            }
        }

        return false;
    }

    private WideState Moved(WideState state, double length)
    {
        WideState next = state.Copy();
        next.Intercept += length * _system.InterceptStep;
        for (int j = 0; j < next.Coefficients.Length; j++)
        {
            next.Coefficients[j] += length * _system.CoefficientStep[j];
        }

        if (_system.DualStep is { } dual)
        {
            for (int i = 0; i < dual.Length; i++)
            {
                next.Dual[i] += length * dual[i];
            }
        }

        return next;
    }

    private WideFit Report(WideState state, double penalty, int iterations, int passes, double gap, double target)
    {
        WideMatrix matrix = _problem.Matrix;
        var coefficients = new double[matrix.Columns];
        double intercept = state.Intercept;
        for (int j = 0; j < coefficients.Length; j++)
        {
            coefficients[j] = state.Coefficients[j] * _problem.Factors[j] / matrix.Scales[j];
            intercept -= coefficients[j] * matrix.Means[j];
        }

        return new WideFit(coefficients, intercept, state)
        {
            Loss = _problem.Objective,
            Penalty = penalty,
            Method = Method,
            Iterations = iterations,
            Passes = passes,
            Objective = _current.Objective,
            OptimalityGap = gap,
            GradientNorm = _current.LargestComponent,
            Converged = gap <= target,
        };
    }
}
