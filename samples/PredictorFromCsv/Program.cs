using System.Globalization;
using Escalation;
using Escalation.Decisions;
using Escalation.Learning.Calibrators;
using Escalation.Prediction;
using Escalation.Prediction.Features;
using Escalation.Prediction.Training;
using Escalation.Uncertainty.Attribution;

namespace PredictorFromCsv;

/// <summary>From a CSV of past answers to a predictor in a policy: when is the model likely right, and is that worth the risk?</summary>
internal static class Program
{
    private static int Main()
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        string folder = Directory.CreateTempSubdirectory("predictor-from-csv").FullName;
        try
        {
            string csv = Path.Combine(folder, "answers.csv");
            PastAnswers.Simulate(csv, rows: 800, seed: 1);
            return Run(csv, Path.Combine(folder, "predictor.json"), Console.Out);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Trains on the answers of one file, saves the predictor in another and decides by it.</summary>
    internal static int Run(string csv, string file, TextWriter output)
    {
        // 1. What to read off a turn. A stated severity says of itself which cause it speaks of.
        FeatureSchema schema = new("2026-01", TurnFeature.Of(TurnMeasure.MeanLogProb), TurnFeature.Of(TurnMeasure.MinimumLogProb), TurnFeature.Number("ambiguity", UncertaintyCause.AmbiguousInput), TurnFeature.OneOf("topic", "billing", "shipping", "tax"));

        // 2. Past answers with the word whether each was right; those of one customer stay in one fold.
        TrainingSet answers = new(schema);
        foreach (PastAnswer past in PastAnswers.Read(csv))
        {
            if (answers.Add(past.Turn, past.WasRight, group: past.Customer) is { } fault)
            {
                output.WriteLine($"left out: {fault.Feature} is unusable ({fault.Reason})");
            }
        }

        // 3. Train, calibrate on out-of-fold scores, look at what held-out rows say, save.
        if (PredictorTrainer.Train(answers, new() { Calibration = CalibrationMethod.Platt }) is not TrainedPredictor trained)
        {
            output.WriteLine("These answers do not allow a predictor.");
            return 1;
        }

        File.WriteAllBytes(file, PerformancePredictorJson.ToUtf8Bytes(trained.Predictor));
        output.WriteLine($"{answers.Rows} answers, {answers.Right} right; held out: AUROC {trained.Report.Auroc:0.000}, log loss {trained.Report.LogLoss:0.000} (base rate {trained.Report.BaseLogLoss:0.000})");

        // 4. Elsewhere, later: read it for the schema in use, and let a wrong act cost ten escalations.
        PerformancePredictor predictor = PerformancePredictorJson.Parse(File.ReadAllBytes(file), schema);
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Costs(wrongAct: 10, escalation: 1).ModelIsRight(predictor));
        foreach ((string what, AgentTurn turn) in PastAnswers.Today())
        {
            EscalationDecision decision = policy.Decide(turn);
            output.WriteLine($"{what}: {decision.Outcome}, {decision.Reason}. {predictor.Explain(turn)?.ToString() ?? "No prediction."}");
        }

        return 0;
    }
}
