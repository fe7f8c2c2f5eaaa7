using System.Globalization;
using Escalation.Decisions;
using Escalation.Triggers.Confidence;
using Escalation.Uncertainty;

namespace Escalation.Triggers.Ambiguity.Scores;

/// <summary>A measure of disagreement of <see cref="AgentTurn.Samples"/>.</summary>
internal sealed class SampleScore : DirectedScore
{
    private readonly DisagreementMeasure _measure;
    private readonly int _least;
    private readonly bool _optional;

    internal SampleScore(DisagreementMeasure measure, int minimumSamples, bool optional)
        : base(NameOf(measure), ScoreDirection.HigherDelegates)
    {
        _measure = measure;
        _least = Guard.AtLeast(minimumSamples, 2) <= SelfConsistency.MaximumSamples
            ? minimumSamples
            : throw new ArgumentOutOfRangeException(nameof(minimumSamples), minimumSamples, string.Create(CultureInfo.InvariantCulture, $"minimumSamples must be at most {SelfConsistency.MaximumSamples}, but was {minimumSamples}."));
        _optional = optional;
    }

    public override string Configuration => string.Create(CultureInfo.InvariantCulture, $"{_least};{_optional}");

    public override Estimate Predict(AgentTurn turn)
    {
        if (turn.Samples is not { } samples)
        {
            return Absent(_optional, "samples");
        }

        int count = samples.Count;
        if (count < _least || count > SelfConsistency.MaximumSamples)
        {
            return Estimate.Missing(count < _least ? Reason.NoSignal : Reason.InputTooLarge, "samples");
        }

        Span<int> clusters = stackalloc int[count];
        Span<double> logs = stackalloc double[count];
        if (!SampleMeanings.TryRead(samples, clusters, out string? fault) || (_measure == DisagreementMeasure.Confident && !SampleMeanings.TryReadLogProbs(samples, logs, out fault)))
        {
            return Estimate.Missing(Reason.NoSignal, fault);
        }

        // Without log-probabilities every sample counts as sure, and all disagreement is confident.
        return _measure == DisagreementMeasure.NormalizedEntropy ? Estimate.Score(SampleAgreement.Of(clusters).NormalizedEntropy) : Read(ConfidentDisagreement.Of(clusters, logs));
    }

    private static string NameOf(DisagreementMeasure measure) => measure switch
    {
        DisagreementMeasure.Confident => "confident-disagreement",
        DisagreementMeasure.Pairs => "pair-disagreement",
        DisagreementMeasure.NormalizedEntropy => "normalized-semantic-entropy",
        DisagreementMeasure.Clusters => "meanings",
        DisagreementMeasure.RecurringClusters => "recurring-meanings",
        _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "Not a measure of disagreement."),
    };

    private Estimate Read(in ConfidentDisagreement read) => read.Fault is { } reason
        ? Estimate.Missing(reason, "sample-log-prob")
        : Estimate.Score(_measure switch
        {
            DisagreementMeasure.Clusters => read.Clusters,
            DisagreementMeasure.RecurringClusters => read.RecurringClusters,
            _ => read.Confident,
        });
}
