using System.Globalization;
using Escalation.Decisions;
using Escalation.Uncertainty;

namespace Escalation.Triggers.Ambiguity.Scores;

/// <summary>A measure of <see cref="AgentTurn.IntentScores"/>.</summary>
internal sealed class IntentScore : DirectedScore
{
    private readonly OutOfScopeMeasure _measure;
    private readonly bool _probabilities;
    private readonly double _temperature;
    private readonly bool _optional;

    internal IntentScore(OutOfScopeMeasure measure, bool probabilities, double temperature, bool optional)
        : base(NameOf(measure), measure is OutOfScopeMeasure.NormalizedEntropy or OutOfScopeMeasure.Energy ? ScoreDirection.HigherDelegates : ScoreDirection.LowerDelegates)
    {
        if (probabilities && measure is OutOfScopeMeasure.MaximumLogit or OutOfScopeMeasure.Energy)
        {
            throw new ArgumentException($"measure {measure} needs logits, but the scores are said to be probabilities.", nameof(measure));
        }

        _measure = measure;
        _probabilities = probabilities;
        _temperature = Guard.Positive(temperature);
        _optional = optional;
    }

    public override string Configuration => string.Create(CultureInfo.InvariantCulture, $"{_probabilities};{_temperature:R};{_optional}");

    public override Estimate Predict(AgentTurn turn)
    {
        ReadOnlySpan<double> scores = turn.IntentScores.Span;
        if (scores.IsEmpty)
        {
            return Absent(_optional, "intent-scores");
        }

        ClassScores read = _probabilities ? ClassScores.OfProbabilities(scores) : ClassScores.OfLogits(scores, _temperature);
        return read.Fault is { } fault
            ? Estimate.Missing(fault, "intent-scores")
            : Estimate.Score(_measure switch
            {
                OutOfScopeMeasure.MaximumProbability => read.MaximumProbability,
                OutOfScopeMeasure.Margin => read.Margin,
                OutOfScopeMeasure.NormalizedEntropy => read.NormalizedEntropy,
                OutOfScopeMeasure.MaximumLogit => read.MaximumLogit,
                _ => read.Energy,
            });
    }

    private static string NameOf(OutOfScopeMeasure measure) => measure switch
    {
        OutOfScopeMeasure.MaximumProbability => "intent-maximum-probability",
        OutOfScopeMeasure.Margin => "intent-margin",
        OutOfScopeMeasure.NormalizedEntropy => "intent-normalized-entropy",
        OutOfScopeMeasure.MaximumLogit => "intent-maximum-logit",
        OutOfScopeMeasure.Energy => "intent-energy",
        _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "Not a measure."),
    };
}
