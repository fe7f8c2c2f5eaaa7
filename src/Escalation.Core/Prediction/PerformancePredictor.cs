using System.Globalization;
using System.Security.Cryptography;
using Escalation.Decisions;
using Escalation.Learning.Calibrators;
using Escalation.Prediction.Features;
using Escalation.Prediction.Models;

namespace Escalation.Prediction;

/// <summary>Estimates the probability that the model is right from what its output shows of itself: an LLM performance predictor.</summary>
/// <remarks>
/// <para>
/// Source: Bachar et al., arXiv 2601.07006 (meta-model on predictors derived from the model's own output). It holds for the model, prompt and traffic whose answers it was trained on; when one
/// of them changes, train again. It ranks and calibrates on average, and guarantees nothing for one turn: put a certified threshold over it where a guarantee is needed.
/// </para>
/// <para>
/// A feature that training never lacked and the turn lacks gives no estimate (missing as <see cref="Reason.NoSignal"/>), and neither does one that is there and unusable; both escalate. A
/// number beyond the range of the training rows counts as the range's end. Immutable, safe for concurrent use; predicting allocates nothing.
/// </para>
/// </remarks>
public sealed class PerformancePredictor : IPredictor, IConfigured
{
    private const int MostOnStack = 128;

    private readonly MetaModel _model;
    private readonly CalibratedModel _calibrated;

    internal PerformancePredictor(string name, FeatureSchema schema, CalibratedModel calibrated, TrainingOrigin origin)
    {
        Name = Guard.NotBlank(name);
        Schema = schema;
        _calibrated = calibrated;
        _model = calibrated.Model;
        Origin = origin;
        Configuration = Convert.ToHexStringLower(SHA256.HashData(PerformancePredictorJson.Body(this)));
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The features that it reads.</summary>
    public FeatureSchema Schema { get; }

    /// <summary>How the probability is made.</summary>
    public MetaModelKind Kind => _model.Kind;

    /// <summary>The log-odds of an average training row, before <see cref="Calibrator"/>.</summary>
    public double Baseline => _model.Baseline;

    /// <summary>What it was trained on.</summary>
    public TrainingOrigin Origin { get; }

    /// <summary>The SHA-256 of the saved form, 64 lower-case hexadecimal digits.</summary>
    public string Configuration { get; }

    /// <summary>The map over the model's probability; null when there is none, or when it is linear in the log-odds and so part of the model.</summary>
    public IConfidenceCalibrator? Calibrator => _calibrated.Map;

    /// <summary>Which number of an interval the predictor gives.</summary>
    public CalibratedEnd End => _calibrated.End;

    internal MetaModel Model => _model;

    /// <summary>Estimates the probability that the model is right. Cost of the extraction, see <see cref="FeatureSchema.Extract"/>, and linear in the columns.</summary>
    /// <param name="turn">The turn.</param>
    public Estimate Predict(AgentTurn turn)
    {
        if (Schema.ColumnCount > MostOnStack)
        {
            double[] rented = System.Buffers.ArrayPool<double>.Shared.Rent(Schema.ColumnCount);
            Estimate estimate = Predict(turn, rented.AsSpan(0, Schema.ColumnCount));
            System.Buffers.ArrayPool<double>.Shared.Return(rented);
            return estimate;
        }

        Span<double> row = stackalloc double[MostOnStack];
        return Predict(turn, row[..Schema.ColumnCount]);
    }

    /// <summary>The log-odds that the model is right. Linear in the columns; allocates nothing.</summary>
    /// <param name="features">One vector of the schema, see <see cref="FeatureSchema.Extract"/>; NaN is absent.</param>
    /// <returns>
    /// The log-odds; NaN when a needed feature is absent or a number is infinite, so that whatever compares it escalates. Behind a <see cref="Calibrator"/> a probability within 1e-9 of 0 or 1 counts as that far from it.
    /// </returns>
    /// <exception cref="ArgumentException">Thrown when the vector has another length.</exception>
    public double LogOdds(ReadOnlySpan<double> features)
    {
        RequireLength(features.Length, nameof(features));
        return _calibrated.LogOdds(features, out _);
    }

    /// <summary>The probability that the model is right: <c>1 / (1 + exp(-log-odds))</c>, or what the <see cref="Calibrator"/> makes of it.</summary>
    /// <param name="features">One vector of the schema; NaN is absent.</param>
    /// <returns>In [0, 1]; NaN where the log-odds are.</returns>
    /// <exception cref="ArgumentException">Thrown when the vector has another length.</exception>
    public double Probability(ReadOnlySpan<double> features)
    {
        RequireLength(features.Length, nameof(features));
        return _calibrated.Probability(features, out _);
    }

    /// <summary>The interval of a <see cref="Calibrator"/> that has intervals.</summary>
    /// <param name="features">One vector of the schema; NaN is absent.</param>
    /// <returns>The interval, its ends NaN where the log-odds are; null when the predictor has none.</returns>
    /// <exception cref="ArgumentException">Thrown when the vector has another length.</exception>
    public ProbabilityInterval? Interval(ReadOnlySpan<double> features)
    {
        RequireLength(features.Length, nameof(features));
        return _calibrated.HasIntervals ? _calibrated.Interval(features) : null;
    }

    /// <summary>Whether the predictor can do without a feature: whether training has seen it absent.</summary>
    /// <param name="feature">The feature's place in the schema.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when there is no such feature.</exception>
    public bool MayBeAbsent(int feature) => feature >= 0 && feature < _model.Features
        ? !double.IsNaN(_model.Absent[feature])
        : throw new ArgumentOutOfRangeException(nameof(feature), feature, string.Create(CultureInfo.InvariantCulture, $"feature must be from 0 to {_model.Features - 1}, but was {feature}."));

    /// <summary>Explains the prediction for a vector.</summary>
    /// <param name="features">One vector of the schema; NaN is absent.</param>
    /// <returns>The explanation; null where there is no prediction.</returns>
    /// <exception cref="ArgumentException">Thrown when the vector has another length.</exception>
    public PredictionExplanation? Explain(ReadOnlySpan<double> features)
    {
        RequireLength(features.Length, nameof(features));
        double[] parts = new double[_model.Features];
        double logOdds = _model.Contributions(features, parts, out _);
        if (double.IsNaN(logOdds))
        {
            return null;
        }

        var contributions = new FeatureContribution[parts.Length];
        for (int f = 0; f < parts.Length; f++)
        {
            contributions[f] = new FeatureContribution(Schema.Features[f], double.IsNaN(features[Schema.Starts[f]]), parts[f]);
        }

        return new PredictionExplanation(_model.Baseline, logOdds, _calibrated.Mapped(logOdds), contributions);
    }

    /// <summary>Explains the prediction for a turn.</summary>
    /// <param name="turn">The turn.</param>
    /// <returns>The explanation; null where there is no prediction.</returns>
    public PredictionExplanation? Explain(AgentTurn turn)
    {
        double[] row = new double[Schema.ColumnCount];
        return Schema.Extract(turn, row) is null ? Explain(row) : null;
    }

    private Estimate Predict(AgentTurn turn, Span<double> row)
    {
        if (Schema.Extract(turn, row) is { } fault)
        {
            return Estimate.Missing(fault.Reason, fault.Feature.Name);
        }

        double probability = _calibrated.Probability(row, out int needed);
        return needed >= 0 ? Estimate.Missing(Reason.NoSignal, Schema.Features[needed].Name) : Estimate.Probability(probability);
    }

    private void RequireLength(int length, string name)
    {
        if (length != Schema.ColumnCount)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} must hold {Schema.ColumnCount} numbers, but holds {length}."), name);
        }
    }
}
