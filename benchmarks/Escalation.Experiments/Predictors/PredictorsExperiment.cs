using Escalation.Prediction;
using Escalation.Prediction.Features;
using Escalation.Prediction.Training;

namespace Escalation.Experiments.Predictors;

/// <summary>How well small meta-models know, from what an answer shows of itself, whether it is right and whether delegation helps.</summary>
internal static class PredictorsExperiment
{
    private static readonly PredictorTrainingOptions Plain = new() { Penalties = [1.0] };
    private static readonly PredictorTrainingOptions Chosen = new() { Penalties = [1.0, 10.0, 100.0], InnerFolds = 3 };
    private static readonly PredictorTrainingOptions Ridge = Chosen with { Kind = MetaModelKind.Ridge };
    private static readonly PredictorTrainingOptions Stumps = new() { Kind = MetaModelKind.BoostedStumps, Rounds = [50, 100, 200], InnerFolds = 3 };

    /// <summary>All cases.</summary>
    /// <param name="folder">The folder that holds <c>cascade</c>.</param>
    /// <exception cref="ExperimentException">Thrown when a file is not as expected.</exception>
    /// <exception cref="IOException">Thrown when a file cannot be read.</exception>
    internal static IReadOnlyList<PredictorCase> Cases(string folder) => Directory.Exists(folder)
        ? [.. Mmlu(MmluTurns.Read(folder)), .. Gsm(GsmTurns.Read(folder))]
        : throw new ExperimentException($"there is no data folder '{folder}'");

    private static IEnumerable<PredictorCase> Mmlu(IReadOnlyList<LabelledTurn> turns)
    {
        const string Data = "mmlu_llama13b";
        TurnFeature subject = MmluTurns.SubjectOf(turns);
        IReadOnlyList<TurnFeature> five = MmluTurns.Numbers();
        IReadOnlyList<TurnFeature> with = [.. five, subject];
        IReadOnlyList<TurnFeature> letters = [.. MmluTurns.LogNumbers(), .. MmluTurns.Letters(), subject];
        yield return new(Data, PredictorTarget.WeakIsRight, "largest probability", turns, [five[0]], Plain) { ReferenceAuroc = 0.690, ReferenceEce = 0.040 };
        yield return new(Data, PredictorTarget.WeakIsRight, "five numbers", turns, five, Plain) { ReferenceAuroc = 0.688 };
        yield return new(Data, PredictorTarget.WeakIsRight, "five numbers, subject", turns, with, Plain) { ReferenceAuroc = 0.693, ReferenceEce = 0.040, MustBeat = true };
        yield return new(Data, PredictorTarget.WeakIsRight, "logarithms, letters, subject", turns, letters, Chosen) { ReferenceAuroc = 0.693, ReferenceEce = 0.040, MustBeat = true };
        yield return new(Data, PredictorTarget.WeakIsRight, "logarithms, letters, subject", turns, letters, Ridge) { ReferenceAuroc = 0.693, ReferenceEce = 0.040 };
        yield return new(Data, PredictorTarget.WeakIsRight, "five numbers, subject", turns, with, Stumps) { ReferenceAuroc = 0.693, ReferenceEce = 0.040 };
        yield return new(Data, PredictorTarget.Help, "five numbers", turns, five, Plain) { ReferenceAuroc = 0.612 };
        yield return new(Data, PredictorTarget.Help, "five numbers, subject", turns, with, Plain) { ReferenceAuroc = 0.646 };
        yield return new(Data, PredictorTarget.Help, "five numbers, subject", turns, with, Stumps) { ReferenceAuroc = 0.646 };
        yield return new(Data, PredictorTarget.HelpByFactors, "five numbers, subject", turns, with, Plain) { ReferenceAuroc = 0.646, MustBeat = true };
    }

    private static IEnumerable<PredictorCase> Gsm(IReadOnlyList<LabelledTurn> turns)
    {
        const string Data = "gsm8k";
        IReadOnlyList<TurnFeature> all = GsmTurns.Features();
        IReadOnlyList<TurnFeature> two = [all[0], TurnFeature.Number(GsmTurns.Marked)];
        yield return new(Data, PredictorTarget.WeakIsRight, "length, final answer marked", turns, two, Plain) { ReferenceAuroc = 0.575 };
        yield return new(Data, PredictorTarget.WeakIsRight, "nine of both texts", turns, all, Plain) { ReferenceAuroc = 0.575, MustBeat = true };
        yield return new(Data, PredictorTarget.WeakIsRight, "nine of both texts", turns, all, Stumps) { ReferenceAuroc = 0.575 };
        yield return new(Data, PredictorTarget.Help, "length, final answer marked", turns, two, Plain) { ReferenceAuroc = 0.548 };
        yield return new(Data, PredictorTarget.Help, "nine of both texts", turns, all, Plain) { ReferenceAuroc = 0.548, MustBeat = true };
        yield return new(Data, PredictorTarget.Help, "nine of both texts", turns, all, Stumps) { ReferenceAuroc = 0.548 };
    }
}
