using System.Globalization;
using Escalation.Decisions;
using Escalation.Uncertainty;

namespace Escalation.Prediction.Features;

/// <summary>Reads features off one turn, each group of them once. A fault is what stands there and cannot be used; absent is NaN.</summary>
internal struct TurnReader(AgentTurn turn)
{
    private const double LeastConfidence = 1e-6;

    private SequenceReading _sequence = new(turn.LogProbs);
    private TopKDistribution _position;
    private int _positionAt = -1;
    private AnswerDistribution _answer;
    private bool _hasAnswer;

    /// <summary>Fills a feature's columns.</summary>
    internal Reason? Read(TurnFeature feature, Span<double> columns)
    {
        switch (feature.Source)
        {
            case FeatureSource.Measure:
                return Held(Measure(feature, out columns[0]), columns);
            case FeatureSource.Labels:
                return Held(LabelReading.Read(feature, turn.LogProbs, columns), columns);
            case FeatureSource.Number:
                return Held(Number(feature.Attribute!, out columns[0]), columns);
            case FeatureSource.Category:
                OneHot(feature.Values, turn.Attributes is { } attributes && attributes.TryGetValue(feature.Attribute!, out string? word) ? word : null, columns);
                return null;
            case FeatureSource.TurnCategory:
                OneHot(feature.Values, Word(feature.TurnCategory), columns);
                return null;
            case FeatureSource.Interaction:
                return Interaction(feature, columns);
            default:
                return Held(Estimated(feature.Predictor!, out columns[0]), columns);
        }
    }

    internal void Release() => _sequence.Release();

    /// <summary>NoSignal is absent; any other reason, and an infinite number, is a fault.</summary>
    private static Reason? Held(Reason? reason, Span<double> columns)
    {
        if (reason == Reason.NoSignal)
        {
            columns.Fill(double.NaN);
            return null;
        }

        foreach (double value in columns)
        {
            if (double.IsInfinity(value))
            {
                return Reason.ScoreUndefined;
            }
        }

        return reason;
    }

    private static void OneHot(string[] values, string? word, Span<double> columns)
    {
        if (string.IsNullOrWhiteSpace(word))
        {
            columns.Fill(double.NaN);
            return;
        }

        columns.Clear();
        int place = Array.IndexOf(values, word);
        columns[place < 0 ? values.Length : place] = 1.0;
    }

    private Reason? Interaction(TurnFeature feature, Span<double> columns)
    {
        Span<double> factor = stackalloc double[1];
        Reason? fault = Read(feature.Factor!, factor);
        if (fault is null)
        {
            fault = Read(feature.Category!, columns);
            for (int j = 0; j < columns.Length; j++)
            {
                columns[j] *= factor[0];
            }
        }

        return fault;
    }

    private readonly string? Word(TurnCategory category) => category switch
    {
        TurnCategory.DecisionClass => turn.DecisionClass,
        TurnCategory.Intent => turn.Intent,
        TurnCategory.Language => turn.Requester?.Language,
        _ => turn.Requester?.Tier,
    };

    private readonly Reason? Number(string attribute, out double value)
    {
        value = double.NaN;
        if (turn.Attributes is not { } attributes || !attributes.TryGetValue(attribute, out string? text) || string.IsNullOrWhiteSpace(text))
        {
            return Reason.NoSignal;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value) ? null : Reason.ScoreUndefined;
    }

    private readonly Reason? Estimated(IPredictor predictor, out double value)
    {
        SafeEvaluation.Predict(predictor, turn, out Estimate estimate);
        value = estimate.Value;
        return estimate.HasValue ? null : estimate.Kind == SignalKind.NotApplicable ? Reason.NoSignal : estimate.Kind == SignalKind.Fault && estimate.Reason == Reason.NoSignal ? Reason.EvaluatorFault : estimate.Reason;
    }

    private Reason? Measure(TurnFeature feature, out double value)
    {
        value = double.NaN;
        switch (feature.Measure)
        {
            case <= TurnMeasure.LogTokenCount:
                return _sequence.Read(feature.Measure, feature.Parameter, out value);
            case <= TurnMeasure.AnswerTailMass:
                return Position(feature.Measure, (int)feature.Parameter, out value);
            case <= TurnMeasure.ForkingShare:
                return Answer(feature.Measure, feature.Parameter, out value);
            case TurnMeasure.ConfidenceLogOdds:
                return Confidence(out value);
            case TurnMeasure.VerifierScore:
                value = turn.VerifierScore ?? double.NaN;
                return turn.VerifierScore is not { } score ? Reason.NoSignal : double.IsFinite(score) ? null : Reason.ScoreUndefined;
            case <= TurnMeasure.ConfidentDisagreement:
                return SampleReading.Read(turn.Samples, feature.Measure, out value);
            case TurnMeasure.LogRequestLength:
                value = Math.Log(1.0 + turn.Request.Length);
                return null;
            default:
                value = Math.Log(1.0 + (turn.Answer?.Length ?? 0));
                return turn.Answer is null ? Reason.NoSignal : null;
        }
    }

    private readonly Reason? Confidence(out double value)
    {
        Estimate confidence = Estimate.Probability(turn.Confidence);
        double held = Math.Clamp(confidence.Value, LeastConfidence, 1.0 - LeastConfidence);
        value = Math.Log(held) - Math.Log(1.0 - held);
        return confidence.HasValue ? null : confidence.Reason;
    }

    private Reason? Position(TurnMeasure measure, int place, out double value)
    {
        value = double.NaN;
        if (turn.LogProbs is not { } tokens || place >= tokens.Count)
        {
            return Reason.NoSignal;
        }

        if (measure == TurnMeasure.AnswerLogProb)
        {
            return _sequence.At(place, out value);
        }

        if (_positionAt != place)
        {
            (_positionAt, _position) = (place, TopKDistribution.Of(tokens[place]));
        }

        value = measure switch
        {
            TurnMeasure.AnswerLogMargin => _position.LogMargin,
            TurnMeasure.AnswerEntropyLowerBound => _position.EntropyLowerBound,
            TurnMeasure.AnswerEntropyUpperBound => _position.EntropyUpperBound,
            _ => _position.TailMass,
        };
        return _position.Fault;
    }

    private Reason? Answer(TurnMeasure measure, double parameter, out double value)
    {
        if (!_hasAnswer)
        {
            (_hasAnswer, _answer) = (true, AnswerDistribution.Of(turn.LogProbs));
        }

        value = measure switch
        {
            TurnMeasure.MeanEntropyLowerBound => _answer.MeanEntropyLowerBound,
            TurnMeasure.MeanEntropyUpperBound => _answer.MeanEntropyUpperBound,
            TurnMeasure.MaximumEntropyLowerBound => _answer.MaximumEntropyLowerBound,
            TurnMeasure.MeanTailMass => _answer.MeanTailMass,
            _ => AnswerDistribution.ShareAbove(turn.LogProbs, parameter),
        };
        return _answer.Fault;
    }
}
