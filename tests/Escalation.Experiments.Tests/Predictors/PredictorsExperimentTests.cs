using Escalation.Experiments.Predictors;
using Escalation.Prediction;
using Escalation.Prediction.Training;
using Escalation.Tests.Shared;

namespace Escalation.Experiments.Tests.Predictors;

public class PredictorsExperimentTests
{
    [DataFact("cascade/mmlu_llama13b_probs_mixtral_gpt4.csv")]
    public void Held_out_figures_beat_the_references_on_the_real_data_sets()
    {
        // The cases that must beat a reference and choose nothing within folds; the others take the command.
        PredictorCase[] cases = [.. PredictorsExperiment.Cases(DataFactAttribute.PathOf(".")).Where(predictor => predictor.MustBeat && predictor.Options.Penalties.Count == 1)];
        PredictorFigures[] figures = [.. cases.Select(predictor => PredictorFigures.Measure(predictor, seeds: 1, seed: 3))];

        Assert.Equal([PredictorTarget.WeakIsRight, PredictorTarget.HelpByFactors, PredictorTarget.WeakIsRight, PredictorTarget.Help], cases.Select(predictor => predictor.Target));
        Assert.Equal([0.693, 0.646, 0.575, 0.548], cases.Select(predictor => predictor.ReferenceAuroc!.Value));
        Assert.All(figures, figure => Assert.True(figure.MeetsBar, figure.ToString()));
        Assert.Equal(0.6947, figures[0].Auroc, 0.004);
        Assert.InRange(figures[0].Ece, 0.01, 0.035);
        Assert.Equal(0.6516, figures[1].Auroc, 0.005);
        Assert.Equal(0.7064, figures[2].Auroc, 0.004);
        Assert.Equal(0.6716, figures[3].Auroc, 0.006);
        Assert.DoesNotContain("MISSED", PredictorsReport.Write(figures, 1, 3), StringComparison.Ordinal);
    }

    [DataFact("cascade/routellm_gsm8k.csv")]
    public void Both_files_have_the_published_counts()
    {
        IReadOnlyList<LabelledTurn> mmlu = MmluTurns.Read(DataFactAttribute.PathOf("."));
        IReadOnlyList<LabelledTurn> gsm = GsmTurns.Read(DataFactAttribute.PathOf("."));

        Assert.Equal((2_163, 913), (mmlu.Count, mmlu.Count(turn => turn.Helps)));
        Assert.Equal(0.4295, mmlu.Average(turn => turn.WeakIsRight ? 1.0 : 0.0), 4);
        Assert.Equal((1_319, 383), (gsm.Count, gsm.Count(turn => turn.Helps)));
        Assert.Equal(0.901, gsm.Average(turn => turn.Turn.Attributes![GsmTurns.Marked] == "1" ? 1.0 : 0.0), 3);
    }

    [Fact]
    public void A_figure_that_is_no_number_beats_nothing()
    {
        var predictor = new PredictorCase("d", PredictorTarget.Help, "f", [], [], new PredictorTrainingOptions { Kind = MetaModelKind.Ridge }) { ReferenceAuroc = 0.6, ReferenceEce = 0.1, MustBeat = true };

        Assert.False(new PredictorFigures(predictor, double.NaN, 0.0, 0.01, 0.5).MeetsBar);
        Assert.False(new PredictorFigures(predictor, 0.6, 0.0, 0.01, 0.5).MeetsBar);
        Assert.False(new PredictorFigures(predictor, 0.7, 0.0, double.NaN, 0.5).MeetsBar);
        Assert.True(new PredictorFigures(predictor, 0.7, 0.0, 0.01, 0.5).MeetsBar);
        Assert.Contains("MISSED", PredictorsReport.Write([new PredictorFigures(predictor, 0.5, 0.0, 0.01, 0.5)], 1, 1), StringComparison.Ordinal);
    }
}
