using System.Globalization;
using Escalation.Learning;
using Escalation.Prediction.Models;

namespace Escalation.Prediction.Training;

/// <summary>Logistic and ridge regression for each penalty.</summary>
internal sealed class LinearLearner(TrainingRows data, PredictorTrainingOptions options) : Learner(data, options)
{
    // Far above the tolerance of the solver and far below what moves a probability.
    private const double Unfinished = 1e-6;

    internal override double[] Candidates { get; } = [.. options.Penalties.Distinct().OrderDescending()];

    internal override MetaModel Fit(int[] rows, double candidate) => Fit(new LinearDesign(Data, rows), rows, candidate);

    internal override double[][] Scores(int[] training, int[] held)
    {
        var design = new LinearDesign(Data, training);
        return [.. Candidates.Select(candidate => Scores(Fit(design, training, candidate), held))];
    }

    private LinearMetaModel Fit(LinearDesign design, int[] rows, double penalty)
    {
        double[] weights = Weights(rows);
        double low = Options.Kind == MetaModelKind.Ridge ? -1.0 : 0.0;
        double[] targets = [.. rows.Select(row => Data.Labels[row] ? 1.0 : low)];
        if (Options.Kind == MetaModelKind.Ridge)
        {
            RidgeModel ridge = RidgeRegression.Fit(design.Values, rows.Length, design.Columns, targets, weights, penalty);
            return design.ToModel(Options.Kind, ridge.Standardisation, ridge.Coefficients, ridge.Intercept);
        }

        LogisticFit fit = LogisticRegression.Fit(design.Values, rows.Length, design.Columns, targets, weights, new LogisticRegressionOptions { L2 = penalty });
        return fit.GradientNorm <= Unfinished
            ? design.ToModel(Options.Kind, fit.Model.Standardisation, fit.Model.Coefficients, fit.Model.Intercept)
            : throw TooSmall(nameof(Options.Penalties), penalty, fit.GradientNorm);
    }

    private static ArgumentOutOfRangeException TooSmall(string option, double penalty, double gradient) =>
        new(option, penalty, string.Create(CultureInfo.InvariantCulture, $"{option} must be large enough for features that nearly repeat each other, but {penalty:R} leaves the fit unfinished, at a gradient of {gradient:R} a row."));
}
