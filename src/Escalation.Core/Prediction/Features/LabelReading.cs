using Escalation.Decisions;
using Escalation.Uncertainty;

namespace Escalation.Prediction.Features;

/// <summary>Measures of the distribution over labels at one position, from logarithms throughout.</summary>
internal static class LabelReading
{
    internal static Reason? Read(TurnFeature feature, IReadOnlyList<TokenLogProb>? tokens, Span<double> columns)
    {
        int place = (int)feature.Parameter;
        if (tokens is null || place >= tokens.Count)
        {
            return Reason.NoSignal;
        }

        ReadOnlySpan<TokenAlternative> alternatives = tokens[place].Top.Span;
        var listed = ListedMass.Of(alternatives);
        if (listed.Fault is { } fault)
        {
            return fault;
        }

        LabelSet labels = feature.Labels!;
        Span<double> logs = stackalloc double[labels.Labels.Count];
        bool any = false;
        for (int y = 0; y < logs.Length; y++)
        {
            logs[y] = LogMass(labels.FormsOf(y), alternatives, listed, out bool found);
            any |= found;
        }

        if (!any)
        {
            return Reason.NoSignal;
        }

        Fill(feature.LabelMeasure, logs, columns);
        return null;
    }

    /// <summary>The log-mass of a label's listed forms; for one without any, the most that its forms can hold.</summary>
    private static double LogMass(ReadOnlySpan<string> forms, ReadOnlySpan<TokenAlternative> alternatives, in ListedMass listed, out bool found)
    {
        double mass = double.NegativeInfinity;
        foreach (TokenAlternative alternative in alternatives)
        {
            if (!LogProbability.IsSentinel(alternative.LogProb) && forms.Contains(alternative.Token))
            {
                mass = LogSumExp.Of([mass, Math.Min(alternative.LogProb, 0.0)]);
            }
        }

        found = mass > double.NegativeInfinity;
        double most = Math.Log(forms.Length) + listed.Smallest;
        return found ? mass : listed.Tail > 0.0 ? Math.Min(most, Math.Log(listed.Tail)) : most;
    }

    private static void Fill(LabelMeasure measure, ReadOnlySpan<double> logs, Span<double> columns)
    {
        int best = 0;
        for (int y = 1; y < logs.Length; y++)
        {
            best = logs[y] > logs[best] ? y : best;
        }

        double total = LogSumExp.Of(logs);
        switch (measure)
        {
            case LabelMeasure.LogMass:
                columns[0] = total;
                return;
            case LabelMeasure.Best:
                columns.Clear();
                columns[best] = 1.0;
                return;
            case LabelMeasure.LogShares:
                for (int y = 0; y < logs.Length; y++)
                {
                    columns[y] = logs[y] - total;
                }

                return;
            case LabelMeasure.Entropy:
                columns[0] = 0.0;
                foreach (double log in logs)
                {
                    columns[0] -= Math.Exp(log - total) * (log - total);
                }

                return;
            default:
                Span<double> others = stackalloc double[logs.Length - 1];
                logs[..best].CopyTo(others);
                logs[(best + 1)..].CopyTo(others[best..]);
                double second = double.NegativeInfinity;
                foreach (double other in others)
                {
                    second = Math.Max(second, other);
                }

                columns[0] = logs[best] - (measure == LabelMeasure.LogMargin ? second : LogSumExp.Of(others));
                return;
        }
    }
}
