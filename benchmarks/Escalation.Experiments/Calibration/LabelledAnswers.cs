namespace Escalation.Experiments.Calibration;

/// <summary>One model's answers on one data set.</summary>
/// <param name="Model">The model.</param>
/// <param name="Confidences">Its confidence in each answer, in [0, 1].</param>
/// <param name="Correct">Whether each was right.</param>
/// <param name="Groups">The group of each answer, such as its question; empty when every answer stands alone.</param>
internal sealed record LabelledAnswers(string Model, double[] Confidences, bool[] Correct, int[] Groups);
