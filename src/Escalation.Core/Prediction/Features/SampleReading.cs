using System.Buffers;
using Escalation.Decisions;
using Escalation.Uncertainty;

namespace Escalation.Prediction.Features;

/// <summary>Measures of the agreement among samples whose meanings somebody has clustered.</summary>
internal static class SampleReading
{
    internal static Reason? Read(IReadOnlyList<AnswerSample>? samples, TurnMeasure measure, out double value)
    {
        value = double.NaN;
        int count = samples?.Count ?? 0;
        if (count == 0)
        {
            return Reason.NoSignal;
        }

        int[] clusters = ArrayPool<int>.Shared.Rent(count);
        double[] logs = ArrayPool<double>.Shared.Rent(count);
        try
        {
            int clustered = 0, measured = 0;
            for (int i = 0; i < count; i++)
            {
                if (samples![i] is not { } sample)
                {
                    return Reason.ScoreUndefined;
                }

                clusters[i] = sample.Cluster ?? 0;
                logs[i] = sample.LogProb ?? 0.0;
                clustered += sample.Cluster is null ? 0 : 1;
                measured += sample.LogProb is null ? 0 : 1;
            }

            if (clustered == 0 || (measure == TurnMeasure.ConfidentDisagreement && measured == 0))
            {
                return Reason.NoSignal;
            }

            // Known for some samples only, a cluster or a log-probability says nothing of all.
            if (clustered < count || (measure == TurnMeasure.ConfidentDisagreement && measured < count))
            {
                return Reason.ScoreUndefined;
            }

            if (measure == TurnMeasure.ConfidentDisagreement)
            {
                var disagreement = ConfidentDisagreement.Of(clusters.AsSpan(0, count), logs.AsSpan(0, count));
                value = disagreement.Confident;
                return disagreement.Fault;
            }

            var agreement = SampleAgreement.Of(clusters.AsSpan(0, count));
            value = measure == TurnMeasure.SampleAgreement ? agreement.LargestShare : agreement.Entropy;
            return agreement.Fault;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(clusters);
            ArrayPool<double>.Shared.Return(logs);
        }
    }
}
