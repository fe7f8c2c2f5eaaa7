namespace Escalation.Learning.Wide;

/// <summary>Chooses the penalty of a wide regression by cross-validation over given folds.</summary>
/// <remarks>
/// Each fold's fits go from the largest penalty down, each from where the last one ended; inner products of rows or columns are computed once for all folds and penalties. Features are
/// standardised by all rows that take part, which the folds share; no label of a held-out row is used. To report how good the chosen model is, run the search within each
/// training part of further folds, as <c>ProbeTrainer</c> does.
/// </remarks>
public static class PenaltySearch
{
    // Held-out losses differ by far more than this between penalties.
    private const double SearchTolerance = 1e-6;
    private const int DefaultCount = 15;

    /// <summary>Fifteen penalties, half a decade apart, from <c>rows * columns</c>, at which standardised features hardly count, down by seven decades.</summary>
    /// <param name="rows">How many rows a fit has, at least 1.</param>
    /// <param name="columns">How many columns, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a size is below 1.</exception>
    public static double[] DefaultPenalties(int rows, int columns)
    {
        double largest = (double)Guard.AtLeast(rows, 1) * Guard.AtLeast(columns, 1);
        var penalties = new double[DefaultCount];
        for (int i = 0; i < penalties.Length; i++)
        {
            penalties[i] = largest * Math.Pow(10.0, -0.5 * i);
        }

        return penalties;
    }

    /// <summary>Cross-validates penalties.</summary>
    /// <param name="features">The features.</param>
    /// <param name="loss">The loss that is minimised, and by which held-out rows are judged.</param>
    /// <param name="targets">One a row; for the logistic loss in [0, 1].</param>
    /// <param name="weights">One a row, at least 0; empty counts every row once.</param>
    /// <param name="folds">The fold of each row, at least 0 with at least two different ones; rows of -1 take no part.</param>
    /// <param name="penalties">The penalties, finite and above 0, at least one; empty for <see cref="DefaultPenalties"/>.</param>
    /// <param name="options">How fits are made; their penalty is ignored, and their gap tolerance where it is below 1e-6.</param>
    /// <param name="cancellationToken">Cancels between passes.</param>
    /// <exception cref="ArgumentException">Thrown when lengths disagree, there are fewer than two folds, or the rows outside some fold are all of one class.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a number is out of range.</exception>
    /// <exception cref="OperationCanceledException">Thrown when cancelled.</exception>
    public static PenaltySelection Select(WideMatrix features, WideObjective loss, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, ReadOnlySpan<int> folds, ReadOnlySpan<double> penalties = default, WideFitOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(features);
        WideRegression.CheckTargets(loss, targets, features.Rows, weights);
        LearningChecks.Length(folds.Length, features.Rows, nameof(folds));
        return Select(features, loss, targets, weights, folds, penalties, options ?? new WideFitOptions(), WideContext.ColumnsOf(features, cancellationToken), cancellationToken);
    }

    internal static PenaltySelection Select(WideMatrix features, WideObjective loss, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, ReadOnlySpan<int> folds, ReadOnlySpan<double> penalties, WideFitOptions options, Lazy<float[]> columnProducts, CancellationToken cancellationToken)
    {
        options.Check();
        int[] rows = RowsWhere(folds, static (fold, _) => fold >= 0, -1);
        int[] labels = [.. rows.Select(Label(folds)).Distinct().Order()];
        if (labels.Length < 2)
        {
            throw new ArgumentException(FormattableString.Invariant($"folds must hold at least two different ones, but holds {labels.Length}."), nameof(folds));
        }

        double[] path = penalties.IsEmpty ? DefaultPenalties(rows.Length, features.Columns) : penalties.ToArray();
        foreach (double penalty in path)
        {
            Guard.Positive(penalty, nameof(penalties));
        }

        Array.Sort(path, static (left, right) => right.CompareTo(left));
        WideFitOptions search = options with { GapTolerance = Math.Max(options.GapTolerance, SearchTolerance) };
        WideContext context = WideRegression.Context(features, rows, weights, search, columnProducts, cancellationToken);
        var losses = new double[path.Length];
        double total = 0.0;
        foreach (int fold in labels)
        {
            int[] held = RowsWhere(folds, static (fold, wanted) => fold == wanted, fold);
            int[] training = RowsWhere(folds, static (fold, wanted) => fold >= 0 && fold != wanted, fold);
            RequireBothClasses(loss, training, targets, weights, fold);
            WideSolver solver = WideRegression.Solver(context, loss, training, targets, weights, search);
            total += AddLosses(solver, context, loss, held, targets, weights, path, losses);
        }

        return Best(path, losses, total);
    }

    private static double AddLosses(WideSolver solver, WideContext context, WideObjective loss, int[] held, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, double[] path, double[] losses)
    {
        var margins = new double[held.Length];
        WideState state = solver.Start();
        double total = 0.0;
        for (int p = 0; p < path.Length; p++)
        {
            WideFit fit = solver.Solve(state, path[p]);
            state = fit.State;
            context.Margins(state, held, margins);
            for (int i = 0; i < held.Length; i++)
            {
                double weight = weights.IsEmpty ? 1.0 : weights[held[i]];
                losses[p] += weight * WideLoss.Of(loss, margins[i], targets[held[i]], out _, out _);
                total += p == 0 ? weight : 0.0;
            }
        }

        return total;
    }

    private static PenaltySelection Best(double[] path, double[] losses, double total)
    {
        var scores = new PenaltyScore[path.Length];
        int best = 0;
        for (int p = 0; p < path.Length; p++)
        {
            scores[p] = new PenaltyScore(path[p], losses[p] / total);
            best = scores[p].Loss < scores[best].Loss ? p : best;
        }

        return new PenaltySelection(scores, best);
    }

    private static int[] RowsWhere(ReadOnlySpan<int> folds, Func<int, int, bool> takes, int fold)
    {
        var rows = new List<int>(folds.Length);
        for (int i = 0; i < folds.Length; i++)
        {
            if (takes(folds[i], fold))
            {
                rows.Add(i);
            }
        }

        return [.. rows];
    }

    private static Func<int, int> Label(ReadOnlySpan<int> folds)
    {
        int[] copy = folds.ToArray();
        return row => copy[row];
    }

    private static void RequireBothClasses(WideObjective loss, int[] rows, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, int fold)
    {
        bool belowOne = loss != WideObjective.Logistic;
        bool aboveZero = belowOne;
        foreach (int row in rows)
        {
            bool counts = weights.IsEmpty || weights[row] > 0.0;
            belowOne |= counts && targets[row] < 1.0;
            aboveZero |= counts && targets[row] > 0.0;
        }

        if (!(belowOne && aboveZero))
        {
            throw new ArgumentException(FormattableString.Invariant($"targets outside fold {fold} must hold both classes, but every one is {(belowOne ? "0" : "1")}; use fewer folds."), nameof(targets));
        }
    }
}
