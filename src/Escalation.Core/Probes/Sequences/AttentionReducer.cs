using Escalation.Probes.Pooling;

namespace Escalation.Probes.Sequences;

/// <summary>Sums the heads' softmax-weighted means in one pass: the largest attention score so far is taken out of the exponents.</summary>
/// <remarks>A token is the heads' scores before scaling, then their values. The state of each head is <c>m = max a</c>, <c>S = sum exp(a - m)</c>, <c>V = sum exp(a - m) v</c>.</remarks>
internal sealed class AttentionReducer(double divisor) : TokenReducer
{
    internal override int StateLength(int width) => 3 * (width / 2);

    internal override void Add(Span<double> state, long earlier, ReadOnlySpan<double> token)
    {
        int heads = token.Length / 2;
        Span<double> maxima = state[..heads], sums = state.Slice(heads, heads), values = state.Slice(2 * heads, heads);
        for (int h = 0; h < heads; h++)
        {
            double score = token[h] / divisor, value = token[heads + h];
            if (earlier == 0)
            {
                maxima[h] = score;
                sums[h] = 1.0;
                values[h] = value;
            }
            else if (score > maxima[h])
            {
                double factor = Math.Exp(maxima[h] - score);
                maxima[h] = score;
                sums[h] = (factor * sums[h]) + 1.0;
                values[h] = (factor * values[h]) + value;
            }
            else
            {
                double weight = Math.Exp(score - maxima[h]);
                sums[h] += weight;
                values[h] += weight * value;
            }
        }
    }

    internal override void Read(ReadOnlySpan<double> state, long count, Span<double> result)
    {
        int heads = state.Length / 3;
        double sum = 0.0;
        for (int h = 0; h < heads; h++)
        {
            sum += state[(2 * heads) + h] / state[heads + h];
        }

        result[0] = sum;
    }
}
