using Escalation.Prediction;
using Escalation.Prediction.Features;
using Escalation.Prediction.Training;

namespace Escalation.Experiments.Predictors;

/// <summary>One predictor to measure.</summary>
/// <param name="Data">The data set.</param>
/// <param name="Target">What is predicted.</param>
/// <param name="Features">The features in words.</param>
/// <param name="Turns">The rows.</param>
/// <param name="Schema">The features.</param>
/// <param name="Options">How it is trained; seed and folds are set by the experiment.</param>
internal sealed record PredictorCase(string Data, PredictorTarget Target, string Features, IReadOnlyList<LabelledTurn> Turns, IReadOnlyList<TurnFeature> Schema, PredictorTrainingOptions Options)
{
    /// <summary>The AUROC known from elsewhere, or null.</summary>
    internal double? ReferenceAuroc { get; init; }

    /// <summary>The calibration error known from elsewhere, or null.</summary>
    internal double? ReferenceEce { get; init; }

    /// <summary>Whether the references are to be beaten.</summary>
    internal bool MustBeat { get; init; }

    /// <summary>The model in words.</summary>
    internal string Model => (Options.Kind switch
    {
        MetaModelKind.Logistic => "logistic",
        MetaModelKind.Ridge => "ridge + Platt",
        _ => "stumps",
    }) + (Target == PredictorTarget.HelpByFactors ? ", q (1 - p)" : "");

    /// <summary>The labels of the target.</summary>
    internal bool[] Labels() => [.. Turns.Select(turn => Target == PredictorTarget.WeakIsRight ? turn.WeakIsRight : turn.Helps)];

    /// <summary>Held-out probabilities of the target. By factors they are <c>q (1 - p)</c> of two predictors, neither of which has seen the row.</summary>
    /// <exception cref="ExperimentException">Thrown when a turn cannot be read or nothing can be trained.</exception>
    internal double[] HeldOut(int folds, ulong seed)
    {
        if (Target != PredictorTarget.HelpByFactors)
        {
            return HeldOut(turn => Target == PredictorTarget.WeakIsRight ? turn.WeakIsRight : turn.Helps, folds, seed);
        }

        double[] weak = HeldOut(static turn => turn.WeakIsRight, folds, seed);
        double[] strong = HeldOut(static turn => turn.StrongIsRight, folds, seed);
        return [.. strong.Zip(weak, static (q, p) => q * (1.0 - p))];
    }

    private double[] HeldOut(Func<LabelledTurn, bool> label, int folds, ulong seed)
    {
        var set = new TrainingSet(new FeatureSchema("1", Schema));
        foreach (LabelledTurn turn in Turns)
        {
            if (set.Add(turn.Turn, label(turn)) is { } fault)
            {
                throw new ExperimentException($"{Data}: the feature {fault.Feature} cannot be read: {fault.Reason}");
            }
        }

        return PredictorTrainer.Train(set, Options with { Folds = folds, Seed = seed }) switch
        {
            TrainedPredictor trained => trained.Report.HeldOutProbabilities(),
            RefusedTraining refused => throw new ExperimentException($"{Data}: {refused.Message}"),
            _ => throw new ExperimentException($"{Data}: an unknown result of training"),
        };
    }
}
