using Escalation.Calibration;

namespace Escalation.Experiments.Splits;

/// <summary>The thresholds that risks are certified on, fixed before any data set was read: even steps of a quarter in the log-odds of the confidence, from -1 to 9.</summary>
/// <remarks>Even steps in the confidence itself would leave most answers of a strong model, with confidences of .99 and more, between two thresholds.</remarks>
internal static class ConfidenceGrid
{
    private const double Lowest = -1.0;
    private const double Step = 0.25;
    private const int Count = 41;

    /// <summary>The grid: .269 to .99988.</summary>
    internal static ThresholdGrid Thresholds { get; } = ThresholdGrid.Of(Confidences());

    private static double[] Confidences()
    {
        double[] confidences = new double[Count];
        for (int j = 0; j < Count; j++)
        {
            confidences[j] = 1.0 / (1.0 + Math.Exp(-(Lowest + (j * Step))));
        }

        return confidences;
    }
}
