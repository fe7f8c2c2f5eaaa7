using Escalation.Evaluation;
using Escalation.Learning.Calibrators;

namespace Escalation.Experiments.Calibration;

/// <summary>Calibration error and proper scores before and after, cross-fitted with all prompts of a question in one fold.</summary>
internal static class ErrorFigures
{
    private const string Data = "conformalllm";

    internal static IEnumerable<CalibrationRow> Measure(string folder, ulong seed)
    {
        LabelledAnswers answers = AnswerFiles.Conformal(folder);
        double before = Error(answers.Confidences, answers.Correct);
        yield return CalibrationRow.Known(Data, "as stated: ECE, 15 bins", before, 0.0397, 0.00005);
        yield return new CalibrationRow(Data, "as stated: log loss", ScoringRules.LogLoss(answers.Confidences, answers.Correct).Value ?? double.NaN);
        foreach (CalibrationMethod method in Enum.GetValues<CalibrationMethod>())
        {
            double[] calibrated = CrossFittedConfidence.Of(method, answers.Confidences, answers.Correct, answers.Groups, CostFigures.Folds, seed) ?? throw new ExperimentException("conformalllm: too few questions");

            // A temperature leaves one half where it is, and the largest of four probabilities is often below it; so it promises nothing here.
            double? most = method == CalibrationMethod.Temperature ? null : before;
            yield return new CalibrationRow(Data, $"{CostFigures.Name(method)}: ECE, 15 bins", Error(calibrated, answers.Correct), Most: most);
            yield return new CalibrationRow(Data, $"{CostFigures.Name(method)}: log loss", ScoringRules.LogLoss(calibrated, answers.Correct).Value ?? double.NaN);
        }
    }

    internal static double Error(double[] confidences, bool[] correct, int bins = 15) => CalibrationErrors.Expected(ReliabilityDiagram.Of(confidences, correct, bins)).Value ?? double.NaN;
}
