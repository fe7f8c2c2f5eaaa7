using System.Runtime.InteropServices;
using Escalation.Decisions;

namespace Escalation.Evaluation;

/// <summary>All metrics of a report at once, from how many times each row counts: once for the data, and once for each resample without sorting again.</summary>
internal sealed class MetricTable
{
    private readonly bool[] _correct;
    private readonly double[] _confidences;
    private readonly EvaluationOptions _options;
    private readonly bool _areProbabilities;
    private readonly int[] _blockOfRow;
    private readonly int[] _blockItems;
    private readonly double[] _blockErrors;
    private readonly Binning? _even;
    private readonly Binning? _mass;
    private readonly BinSums[] _bins;
    private readonly bool[][]? _rawActs;
    private readonly bool[][]? _calibratedActs;
    private readonly bool[][]? _guardedActs;

    internal MetricTable(double[] confidences, bool[] correct, double[]? calibrated, bool[][]? guardedActs, EvaluationOptions options)
    {
        _confidences = confidences;
        _correct = correct;
        _options = options;
        _areProbabilities = EvaluationChecks.AreProbabilities(confidences);
        _blockOfRow = Blocks(confidences, out int blocks);
        _blockItems = new int[blocks];
        _blockErrors = new double[blocks];
        _bins = new BinSums[options.Bins];
        _guardedActs = guardedActs;
        _calibratedActs = calibrated is null ? null : Acts(calibrated, options);
        if (_areProbabilities)
        {
            _even = new Binning(confidences, correct, options.Bins, BinningRule.EqualWidth);
            _mass = new Binning(confidences, correct, options.Bins, BinningRule.EqualMass);
            _rawActs = Acts(confidences, options);
        }
    }

    /// <summary>Computes every metric.</summary>
    /// <param name="counts">How many times each row counts.</param>
    /// <param name="values">One for each metric, in the order of <see cref="MetricLayout"/>.</param>
    internal void Compute(int[] counts, MetricValue[] values)
    {
        int blocks = Cumulate(counts);
        CurveCounts curve = CurveCounts.Counted(_blockItems.AsSpan(0, blocks), _blockErrors.AsSpan(0, blocks));
        values[MetricLayout.Accuracy] = Share(curve.N - (int)curve.Total, curve.N);
        values[MetricLayout.Auroc] = RankingMetrics.Auroc(curve);
        values[MetricLayout.AveragePrecision] = RankingMetrics.AveragePrecision(curve);
        values[MetricLayout.AveragePrecisionOfErrors] = RankingMetrics.AveragePrecisionOfErrors(curve);
        values[MetricLayout.Aurc] = SelectiveMetrics.Aurc(curve);
        values[MetricLayout.ExcessAurc] = SelectiveMetrics.ExcessAurc(curve);
        values[MetricLayout.NormalisedAurc] = SelectiveMetrics.NormalisedAurc(curve);
        values[MetricLayout.Augrc] = SelectiveMetrics.Augrc(curve);
        values[MetricLayout.PredictionRejectionRatio] = SelectiveMetrics.PredictionRejectionRatio(curve);
        ComputeReadings(curve, values);
        ComputeCalibration(counts, values);
        ComputeCosts(counts, curve, values);
    }

    private void ComputeReadings(in CurveCounts curve, MetricValue[] values)
    {
        for (int i = 0; i < _options.Risks.Count; i++)
        {
            int last = SelectiveMetrics.LastWithin(curve, _options.Risks[i]);
            values[MetricLayout.Readings + i] = Share(last < 0 ? 0 : curve.Acted[last], curve.N);
        }

        for (int i = 0; i < _options.Coverages.Count; i++)
        {
            int first = curve.N == 0 ? -1 : SelectiveMetrics.FirstCovering(curve, _options.Coverages[i]);
            values[MetricLayout.Coverages(_options) + i] = first < 0 ? MetricValue.Undefined(MetricUndefined.NoItems) : MetricValue.Of(curve.Losses[first] / curve.Acted[first]);
        }
    }

    private void ComputeCalibration(int[] counts, MetricValue[] values)
    {
        if (_even is null || _mass is null)
        {
            Array.Fill(values, MetricValue.Undefined(MetricUndefined.NotProbabilities), MetricLayout.Ece, MetricLayout.Readings - MetricLayout.Ece);
            return;
        }

        _mass.Fill(counts, _bins);
        values[MetricLayout.EceMass] = CalibrationErrors.Expected(_bins, BinningRule.EqualMass);
        _even.Fill(counts, _bins);
        values[MetricLayout.Ece] = CalibrationErrors.Expected(_bins, BinningRule.EqualWidth);
        values[MetricLayout.EceDebiased] = CalibrationErrors.Debiased(_bins, BinningRule.EqualWidth);
        values[MetricLayout.Mce] = CalibrationErrors.Maximum(_bins, BinningRule.EqualWidth);
        MeanScores sums = Sum(counts);
        values[MetricLayout.Brier] = sums.Mean(sums.Squares);
        values[MetricLayout.LogLoss] = sums.Mean(sums.Logs);
        values[MetricLayout.Spiegelhalter] = SpiegelhalterTest.Of(sums.Differences, sums.Variances, sums.Items);
        if (values[MetricLayout.Brier].Value is { } brier)
        {
            var parts = BrierDecomposition.Of(brier, _bins);
            values[MetricLayout.Reliability] = MetricValue.Of(parts.Reliability);
            values[MetricLayout.Resolution] = MetricValue.Of(parts.Resolution);
            values[MetricLayout.Uncertainty] = MetricValue.Of(parts.Uncertainty);
            values[MetricLayout.WithinBin] = MetricValue.Of(parts.WithinBin);
        }
        else
        {
            Array.Fill(values, values[MetricLayout.Brier], MetricLayout.Reliability, MetricLayout.LogLoss - MetricLayout.Reliability);
        }
    }

    private MeanScores Sum(int[] counts)
    {
        var sums = new MeanScores();
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0)
            {
                sums.Add(_confidences[i], _correct[i], counts[i]);
            }
        }

        return sums;
    }

    private void ComputeCosts(int[] counts, in CurveCounts curve, MetricValue[] values)
    {
        for (int r = 0; r < _options.CostRatios.Count; r++)
        {
            Span<MetricValue> row = values.AsSpan(MetricLayout.Costs(_options) + (r * MetricLayout.CostsPerRatio), MetricLayout.CostsPerRatio);
            if (curve.N == 0)
            {
                row.Fill(MetricValue.Undefined(MetricUndefined.NoItems));
                continue;
            }

            var idle = CostPoint.Of(_options.CostRatios[r], curve.N, (int)curve.Total, 0, 0);
            row[0] = MetricValue.Of(idle.ActAlways);
            row[1] = MetricValue.Of(idle.EscalateAlways);
            row[2] = _rawActs is null ? MetricValue.Undefined(MetricUndefined.NotProbabilities) : Cost(_rawActs[r], counts, curve, _options.CostRatios[r]);
            row[3] = _calibratedActs is null ? MetricValue.Undefined(MetricUndefined.FewerGroupsThanFolds) : Cost(_calibratedActs[r], counts, curve, _options.CostRatios[r]);
            row[4] = _guardedActs is null
                ? MetricValue.Undefined(_calibratedActs is null ? MetricUndefined.FewerGroupsThanFolds : MetricUndefined.FewerThanThreeFolds)
                : Cost(_guardedActs[r], counts, curve, _options.CostRatios[r]);
            row[5] = MetricValue.Of(idle.Oracle);
        }
    }

    private MetricValue Cost(bool[] acts, int[] counts, in CurveCounts curve, double ratio)
    {
        int acted = 0;
        int wrong = 0;
        for (int i = 0; i < acts.Length; i++)
        {
            acted += acts[i] ? counts[i] : 0;
            wrong += acts[i] && !_correct[i] ? counts[i] : 0;
        }

        return MetricValue.Of(CostPoint.Of(ratio, curve.N, (int)curve.Total, acted, wrong).Rule);
    }

    /// <summary>Cumulates the blocks from the highest confidence down, leaving out those that no row counts in; returns how many are left.</summary>
    private int Cumulate(int[] counts)
    {
        Array.Clear(_blockItems);
        Array.Clear(_blockErrors);
        for (int i = 0; i < counts.Length; i++)
        {
            _blockItems[_blockOfRow[i]] += counts[i];
            _blockErrors[_blockOfRow[i]] += _correct[i] ? 0 : counts[i];
        }

        int kept = 0;
        int items = 0;
        double errors = 0.0;
        for (int b = 0; b < _blockItems.Length; b++)
        {
            if (_blockItems[b] > 0)
            {
                items += _blockItems[b];
                errors += _blockErrors[b];
                _blockItems[kept] = items;
                _blockErrors[kept++] = errors;
            }
        }

        return kept;
    }

    private static MetricValue Share(int part, int whole) => whole == 0 ? MetricValue.Undefined(MetricUndefined.NoItems) : MetricValue.Of((double)part / whole);

    private static int[] Blocks(double[] confidences, out int blocks)
    {
        int[] order = StableOrder.Descending(confidences);
        int[] blockOfRow = new int[order.Length];
        blocks = 0;
        for (int i = 0; i < order.Length; i++)
        {
            blocks += i == 0 || confidences[order[i]] != confidences[order[i - 1]] ? 1 : 0;
            blockOfRow[order[i]] = blocks - 1;
        }

        return blockOfRow;
    }

    private static bool[][] Acts(double[] probabilities, EvaluationOptions options)
    {
        bool[][] acts = new bool[options.CostRatios.Count][];
        for (int r = 0; r < acts.Length; r++)
        {
            var costs = DecisionCosts.FromRatio(options.CostRatios[r]);
            acts[r] = [.. probabilities.Select(p => !CostRatioRule.Escalates(p, 1.0, costs))];
        }

        return acts;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct MeanScores
    {
        internal long Items;
        internal double Squares;
        internal double Logs;
        internal double Differences;
        internal double Variances;

        internal void Add(double confidence, bool correct, int times)
        {
            Items += times;
            Squares += times * ScoringRules.SquaredError(confidence, correct);
            Logs += times * ScoringRules.LogLoss(confidence, correct, ScoringRules.DefaultClip);
            Differences += times * SpiegelhalterTest.Difference(confidence, correct);
            Variances += times * SpiegelhalterTest.Variance(confidence);
        }

        internal readonly MetricValue Mean(double sum) => Items == 0 ? MetricValue.Undefined(MetricUndefined.NoItems) : MetricValue.Of(sum / Items);
    }
}
