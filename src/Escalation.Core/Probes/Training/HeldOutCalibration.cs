using Escalation.Learning;

namespace Escalation.Probes.Training;

/// <summary>Calibrates held-out scores with a map that rises, or with none.</summary>
/// <remarks>
/// The probe of a fold has the base rate of the other folds in its offset, so where the activations say nothing, rows of label 1 score below those of label 0. A falling map
/// would take that for knowledge: it makes the calibrated log loss of an empty probe almost 0, and turns the order of the probe that is handed out round.
/// </remarks>
internal static class HeldOutCalibration
{
    /// <summary>Fits Platt's map.</summary>
    /// <returns>A map that rises; null when the labels do not rise with the scores.</returns>
    internal static PlattCalibration? TryFit(double[] scores, bool[] labels)
    {
        PlattCalibration fit = PlattCalibration.Fit(scores, labels);
        return fit.A < 0.0 && double.IsFinite(fit.A) && double.IsFinite(fit.B) ? fit : null;
    }

    /// <summary>Fits the calibrated log-odds of a score; without a map that rises they are those of the labels' share, moved as Platt moves his targets.</summary>
    internal static Func<double, double> LogOdds(double[] scores, bool[] labels)
    {
        if (TryFit(scores, labels) is { } calibration)
        {
            return score => -((calibration.A * score) + calibration.B);
        }

        int positives = labels.Count(static label => label);
        double share = Math.Log((positives + 1.0) / (labels.Length - positives + 1.0));
        return _ => share;
    }
}
