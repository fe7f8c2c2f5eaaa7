namespace Escalation.Learning.Wide;

/// <summary>What logistic and ridge regression have in common.</summary>
internal static class WideRegression
{
    internal static WideFit Fit(WideMatrix features, WideObjective objective, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, WideFitOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(features);
        options ??= new WideFitOptions();
        options.Check();
        CheckTargets(objective, targets, features.Rows, weights);
        var all = new int[features.Rows];
        for (int i = 0; i < all.Length; i++)
        {
            all[i] = i;
        }

        WideContext context = Context(features, all, weights, options, WideContext.ColumnsOf(features, cancellationToken), cancellationToken);
        WideSolver solver = Solver(context, objective, context.Rows, targets, weights, options);
        return solver.Solve(solver.Start(), options.Penalty);
    }

    /// <summary>What the fits of some rows share. Rows of weight 0 are left out.</summary>
    internal static WideContext Context(WideMatrix features, int[] rows, ReadOnlySpan<double> weights, WideFitOptions options, Lazy<float[]> columnProducts, CancellationToken cancellationToken)
    {
        int[] active = Active(rows, weights);
        double[] factors = options.Standardise ? ColumnFactors.Standardising(features, active, WeightsOf(active, weights)) : ColumnFactors.Raw(features);
        return new WideContext(features, active, factors, options.Method, columnProducts, cancellationToken);
    }

    /// <summary>A solver for some of the context's rows.</summary>
    internal static WideSolver Solver(WideContext context, WideObjective objective, int[] rows, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, WideFitOptions options)
    {
        int[] active = Active(rows, weights);
        var chosen = new double[active.Length];
        for (int i = 0; i < active.Length; i++)
        {
            chosen[i] = targets[active[i]];
        }

        int[] positions = [.. active.Select(row => Array.BinarySearch(context.Rows, row))];
        var problem = new WideProblem(context.Matrix, active, chosen, WeightsOf(active, weights), context.Factors, objective);
        if (!double.IsFinite(problem.NullObjective))
        {
            Guard.OutOfRange(nameof(targets), "so small that the sum of their squares is finite", problem.NullObjective);
        }

        return new WideSolver(problem, context, positions, options);
    }

    internal static void CheckTargets(WideObjective objective, ReadOnlySpan<double> targets, int rows, ReadOnlySpan<double> weights)
    {
        if (!weights.IsEmpty)
        {
            LearningChecks.Weights(weights, rows);
        }

        if (objective == WideObjective.Logistic)
        {
            LearningChecks.Targets(targets, rows, weights);
            return;
        }

        LearningChecks.Length(targets.Length, rows, nameof(targets));
        for (int i = 0; i < targets.Length; i++)
        {
            if (!double.IsFinite(targets[i]))
            {
                throw new ArgumentOutOfRangeException(nameof(targets), targets[i], FormattableString.Invariant($"targets must be finite, but row {i} is {targets[i]:R}."));
            }
        }
    }

    private static int[] Active(int[] rows, ReadOnlySpan<double> weights)
    {
        if (weights.IsEmpty)
        {
            return rows;
        }

        var active = new List<int>(rows.Length);
        foreach (int row in rows)
        {
            if (weights[row] > 0.0)
            {
                active.Add(row);
            }
        }

        return [.. active];
    }

    private static double[] WeightsOf(int[] rows, ReadOnlySpan<double> weights)
    {
        var chosen = new double[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            chosen[i] = weights.IsEmpty ? 1.0 : weights[rows[i]];
        }

        return chosen;
    }
}
