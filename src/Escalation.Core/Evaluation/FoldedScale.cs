using Escalation.Learning.Calibrators;

namespace Escalation.Evaluation;

/// <summary>Confidences on the scale that a method's maps are fitted on, computed once for all folds.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
internal sealed class FoldedScale
{
    private readonly CalibrationMethod _method;
    private readonly bool _areProbabilities;

    internal FoldedScale(CalibrationMethod method, ReadOnlySpan<double> confidences)
    {
        bool areProbabilities = EvaluationChecks.AreProbabilities(confidences);
        bool needLogOdds = areProbabilities && method is CalibrationMethod.Platt or CalibrationMethod.Temperature;
        _method = method;
        _areProbabilities = areProbabilities && !needLogOdds;
        Values = confidences.ToArray();
        if (needLogOdds)
        {
            foreach (ref double value in Values.AsSpan())
            {
                value = LogOddsCalibration.LogOdds(value);
            }
        }
    }

    /// <summary>What the maps take: the confidences themselves, or the log-odds of probabilities where <see cref="LogOddsCalibration"/> would compute them.</summary>
    internal double[] Values { get; }

    /// <summary>The map of the rows outside two folds, which may be the same.</summary>
    internal IConfidenceCalibrator FitWithout(bool[] correct, int[] foldOf, int first, int second)
    {
        int rows = 0;
        foreach (int fold in foldOf)
        {
            rows += fold != first && fold != second ? 1 : 0;
        }

        double[] kept = new double[rows];
        bool[] labels = new bool[rows];
        int row = 0;
        for (int i = 0; i < foldOf.Length; i++)
        {
            if (foldOf[i] != first && foldOf[i] != second)
            {
                (kept[row], labels[row]) = (Values[i], correct[i]);
                row++;
            }
        }

        return _areProbabilities ? ConfidenceCalibration.OfProbabilities(_method, kept, labels) : ConfidenceCalibration.OfScores(_method, kept, labels);
    }
}
