namespace Escalation.Learning.Calibrators;

/// <summary>Fits a map by the name of its method, on whichever scale the confidence has.</summary>
public static class ConfidenceCalibration
{
    private const int Bins = 15;

    /// <summary>Fits a map of probabilities: Platt's and the temperature get their log-odds, see <see cref="LogOddsCalibration"/>.</summary>
    /// <param name="method">The method.</param>
    /// <param name="confidences">Probabilities in [0, 1], at least one.</param>
    /// <param name="labels">Whether each was right; as many.</param>
    /// <returns>A map from probabilities to probabilities.</returns>
    /// <exception cref="ArgumentException">Thrown when the lengths disagree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when there is no confidence, one is not in [0, 1], with the index of the first, or the method is not one of the enum.</exception>
    public static IConfidenceCalibrator OfProbabilities(CalibrationMethod method, ReadOnlySpan<double> confidences, ReadOnlySpan<bool> labels)
    {
        CalibratorChecks.Unit(confidences, nameof(confidences));
        return method switch
        {
            CalibrationMethod.Platt => new LogOddsCalibration(PlattCalibration.Fit(LogOdds(confidences), labels)),
            CalibrationMethod.Temperature => new LogOddsCalibration(TemperatureScaling.Fit(LogOdds(confidences), labels)),
            CalibrationMethod.Beta => BetaCalibration.Fit(confidences, labels),
            _ => OfScores(method, confidences, labels),
        };
    }

    /// <summary>Fits a map of scores on any scale as they are. The temperature takes them for log-odds.</summary>
    /// <param name="method">The method; <see cref="CalibrationMethod.Beta"/> needs probabilities and is refused.</param>
    /// <param name="scores">Finite scores, at least one; higher means more likely right.</param>
    /// <param name="labels">Whether each was right; as many.</param>
    /// <returns>A map from scores to probabilities.</returns>
    /// <exception cref="ArgumentException">Thrown when the lengths disagree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when there is no score, one is not finite, with the index of the first, or the method is not one for scores.</exception>
    public static IConfidenceCalibrator OfScores(CalibrationMethod method, ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels) => method switch
    {
        CalibrationMethod.Platt => PlattCalibration.Fit(scores, labels),
        CalibrationMethod.Temperature => TemperatureScaling.Fit(scores, labels),
        CalibrationMethod.Histogram => HistogramCalibration.Fit(scores, labels, Bins),
        CalibrationMethod.Isotonic => IsotonicCalibration.Fit(scores, labels),
        CalibrationMethod.VennAbers => VennAbersCalibration.Fit(scores, labels),
        CalibrationMethod.Beta => throw new ArgumentOutOfRangeException(nameof(method), method, "Beta calibration needs probabilities."),
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "Not a calibration method."),
    };

    private static double[] LogOdds(ReadOnlySpan<double> confidences)
    {
        double[] scores = new double[confidences.Length];
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = LogOddsCalibration.LogOdds(confidences[i]);
        }

        return scores;
    }
}
