using Escalation.Learning;
using Escalation.Learning.Wide;
using Escalation.Statistics;

namespace Escalation.Probes.Training;

/// <summary>One training: folds, within each the choice of the penalty, held-out scores, then the fit on all rows.</summary>
internal sealed class CrossFitting
{
    private readonly ProbeTarget _target;
    private readonly WideObjective _loss;
    private readonly double[] _targets;
    private readonly bool[] _labels;
    private readonly int[] _groups;
    private readonly double[] _weights;
    private readonly double[] _penalties;
    private readonly ProbeTrainingOptions _options;
    private readonly WideFitOptions _fit;

    internal CrossFitting(ProbeTarget target, double[] targets, bool[] labels, int[] groups, double[] weights, ProbeTrainingOptions options)
    {
        _target = target;
        _loss = target == ProbeTarget.Label ? WideObjective.Logistic : WideObjective.SquaredError;
        _targets = targets;
        _labels = labels;
        _groups = groups;
        _weights = weights;
        _penalties = [.. options.Penalties ?? []];
        _options = options;
        _fit = new WideFitOptions { Standardise = options.Standardise, GapTolerance = options.GapTolerance };
    }

    internal TrainedProbe Train(WideMatrix matrix, ProbeFingerprint fingerprint, CancellationToken cancellationToken)
    {
        WideRegression.CheckTargets(_loss, _targets, matrix.Rows, _weights);
        int[] folds = GroupedFolds.Assign(_groups, _labels, _options.Folds, _options.Seed);
        Lazy<float[]> products = WideContext.ColumnsOf(matrix, cancellationToken);
        var scores = new double[matrix.Rows];
        var reports = new FoldReport[_options.Folds];
        int done = 0;
        for (int fold = 0; fold < reports.Length; fold++)
        {
            reports[fold] = Judge(matrix, folds, fold, scores, products, cancellationToken);
            done += reports[fold].HeldOutRows;
            _options.Progress?.Report(new ProbeTrainingProgress(fold + 1, reports.Length, done, matrix.Rows));
        }

        int[] all = [.. Enumerable.Range(0, matrix.Rows)];
        double[] weights = FitWeights(all);
        (double penalty, PenaltySelection? selection) = Choose(matrix, folds, weights, products, cancellationToken);
        WideFit fit = Fit(matrix, all, weights, penalty, products, cancellationToken);
        var report = new ProbeTrainingReport
        {
            Target = _target,
            Rows = matrix.Rows,
            Groups = _groups.Distinct().Count(),
            Positives = _labels.Count(static label => label),
            Folds = reports,
            Selection = selection,
            Fit = fit,
            Labels = _target == ProbeTarget.Label ? HeldOutMetrics.OfLabels(scores, _labels, folds, _groups, _options) : null,
            Values = _target == ProbeTarget.Value ? HeldOutMetrics.OfValues(scores, _targets, _groups, _options) : null,
        };
        return new TrainedProbe(Probe(matrix, fit, scores, fingerprint), report, scores, folds);
    }

    private FoldReport Judge(WideMatrix matrix, int[] folds, int fold, double[] scores, Lazy<float[]> products, CancellationToken cancellationToken)
    {
        int[] training = [.. Enumerable.Range(0, folds.Length).Where(row => folds[row] != fold)];
        int[] held = [.. Enumerable.Range(0, folds.Length).Where(row => folds[row] == fold)];
        double[] weights = FitWeights(training);
        (double penalty, _) = Choose(matrix, InnerFolds(training, fold), weights, products, cancellationToken);
        RequireBothClasses(training, fold);
        WideContext context = WideRegression.Context(matrix, training, weights, _fit, products, cancellationToken);
        WideFit fit = Fit(context, training, weights, penalty);
        var margins = new double[held.Length];
        context.Margins(fit.State, held, margins);
        double loss = 0.0;
        for (int i = 0; i < held.Length; i++)
        {
            scores[held[i]] = margins[i];
            loss += WideLoss.Of(_loss, margins[i], _targets[held[i]], out _, out _) * (_target == ProbeTarget.Label ? 1.0 : 2.0);
        }

        double auroc = _target == ProbeTarget.Label && AurocCounts.OfLabelled(margins, [.. held.Select(row => _labels[row])]).Risk is { } risk ? 1.0 - risk : double.NaN;
        return new FoldReport(fold, training.Length, held.Length, penalty, fit.OptimalityGap, fit.Converged, auroc, loss / held.Length);
    }

    /// <summary>Folds of the training rows, -1 elsewhere; none when there is nothing to choose.</summary>
    private int[] InnerFolds(int[] training, int fold)
    {
        if (_penalties.Length == 1)
        {
            return [];
        }

        bool[] labels = _labels.Length == 0 ? [] : [.. training.Select(row => _labels[row])];
        int[] groups = [.. training.Select(row => _groups[row])];
        int present = groups.Distinct().Count();
        if (present < 2)
        {
            throw new ArgumentException(FormattableString.Invariant($"groups outside fold {fold} must be at least 2, from which a penalty can be chosen, but there is {present}; give a single penalty or more groups."));
        }

        int[] assigned = GroupedFolds.Assign(groups, labels, Math.Min(_options.InnerFolds, present), unchecked(_options.Seed + (ulong)fold + 1));
        var folds = new int[_targets.Length];
        Array.Fill(folds, -1);
        for (int i = 0; i < training.Length; i++)
        {
            folds[training[i]] = assigned[i];
        }

        return folds;
    }

    private (double Penalty, PenaltySelection? Selection) Choose(WideMatrix matrix, int[] folds, double[] weights, Lazy<float[]> products, CancellationToken cancellationToken)
    {
        if (_penalties.Length == 1)
        {
            return (_penalties[0], null);
        }

        PenaltySelection selection = PenaltySearch.Select(matrix, _loss, _targets, weights, folds, _penalties, _fit, products, cancellationToken);
        return (selection.Best.Penalty, selection);
    }

    private WideFit Fit(WideMatrix matrix, int[] rows, double[] weights, double penalty, Lazy<float[]> products, CancellationToken cancellationToken) =>
        Fit(WideRegression.Context(matrix, rows, weights, _fit, products, cancellationToken), rows, weights, penalty);

    private WideFit Fit(WideContext context, int[] rows, double[] weights, double penalty)
    {
        WideSolver solver = WideRegression.Solver(context, _loss, rows, _targets, weights, _fit);
        return solver.Solve(solver.Start(), penalty);
    }

    /// <summary>The weights of the fits; balanced by the training rows, so that no other label counts.</summary>
    private double[] FitWeights(int[] training)
    {
        if (!_options.BalanceClasses)
        {
            return _weights;
        }

        double positive = training.Sum(row => _labels[row] ? Weight(row) : 0.0);
        double negative = training.Sum(row => _labels[row] ? 0.0 : Weight(row));
        return positive > 0.0 && negative > 0.0
            ? [.. Enumerable.Range(0, _targets.Length).Select(row => Weight(row) * (positive + negative) / (2.0 * (_labels[row] ? positive : negative)))]
            : _weights;
    }

    private double Weight(int row) => _weights.Length == 0 ? 1.0 : _weights[row];

    private void RequireBothClasses(int[] training, int fold)
    {
        if (_target == ProbeTarget.Label && training.Where(row => Weight(row) > 0.0).Select(row => _labels[row]).Distinct().Count() < 2)
        {
            throw new ArgumentException(FormattableString.Invariant($"labels outside fold {fold} must hold both classes; there are too few groups of one of them for {_options.Folds} folds."));
        }
    }

    private LinearProbe Probe(WideMatrix matrix, WideFit fit, double[] scores, ProbeFingerprint fingerprint)
    {
        var direction = new float[matrix.Columns];
        // What the rounding of a weight does to an average row is given back by the bias.
        double bias = fit.Intercept;
        for (int j = 0; j < direction.Length; j++)
        {
            direction[j] = (float)fit.Coefficients[j];
            bias += (fit.Coefficients[j] - direction[j]) * matrix.Means[j];
        }

        return new LinearProbe(direction, bias, fingerprint, _target == ProbeTarget.Value ? null : HeldOutCalibration.TryFit(scores, _labels));
    }
}
