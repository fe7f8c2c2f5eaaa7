using Escalation.Learning;
using Escalation.Learning.Calibrators;
using Escalation.Prediction.Models;

namespace Escalation.Prediction.Training;

/// <summary>Puts the map of out-of-fold scores over the model that was fitted on all rows.</summary>
internal static class OutOfFoldCalibration
{
    /// <summary>Where labels do not rise with held-out scores nothing was learned, and the share of right answers is what is left: a falling map would turn chance into knowledge.</summary>
    /// <param name="model">The model.</param>
    /// <param name="scores">Held-out log-odds.</param>
    /// <param name="labels">Whether each was right.</param>
    /// <param name="options">Method, end and kind; the method is given.</param>
    internal static CalibratedModel Of(MetaModel model, double[] scores, bool[] labels, PredictorTrainingOptions options)
    {
        if (scores.Length > 0 && PlattCalibration.Fit(scores, labels) is { A: < 0.0 } platt && double.IsFinite(platt.A) && double.IsFinite(platt.B))
        {
            switch (options.Method)
            {
                // Linear in the log-odds, so that contributions still sum to the prediction.
                case CalibrationMethod.Platt:
                    return new CalibratedModel(model.Scaled(-platt.A, -platt.B, options.Kind));
                case CalibrationMethod.Temperature:
                    double inverse = TemperatureScaling.Fit(scores, labels).Inverse;
                    if (inverse > 0.0)
                    {
                        return new CalibratedModel(model.Scaled(inverse, 0.0, options.Kind));
                    }

                    break;
                case { } method:
                    return new CalibratedModel(model, ConfidenceCalibration.OfProbabilities(method, [.. scores.Select(Logistic.Probability)], labels), options.End);
            }
        }

        int right = labels.Count(static label => label);
        return new CalibratedModel(model.Scaled(0.0, Math.Log((right + 1.0) / (labels.Length - right + 1.0)), options.Kind));
    }
}
