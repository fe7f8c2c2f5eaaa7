namespace Escalation.Probes.Pooling;

/// <summary>The mean under the weights <c>exp(x / T)</c>, in one pass: the largest value so far is taken out of the exponents and of the sum.</summary>
/// <remarks>
/// The state is <c>m = max x</c>, <c>S = sum exp((x - m) / T)</c> and <c>D = sum exp((x - m) / T) (x - m)</c>; the result is <c>m + D / S</c>. All exponents are
/// at most 0, and a large common offset of the values cancels before it can cost digits.
/// </remarks>
internal sealed class SoftmaxReducer(double temperature) : TokenReducer
{
    internal override int StateLength(int width) => 3 * width;

    internal override void Add(Span<double> state, long earlier, ReadOnlySpan<double> token)
    {
        int width = token.Length;
        Span<double> maxima = state[..width], sums = state.Slice(width, width), differences = state.Slice(2 * width, width);
        for (int i = 0; i < width; i++)
        {
            double value = token[i];
            if (earlier == 0)
            {
                maxima[i] = value;
                sums[i] = 1.0;
                differences[i] = 0.0;
            }
            else if (value > maxima[i])
            {
                double step = maxima[i] - value;
                double factor = Math.Exp(step / temperature);
                differences[i] = factor == 0.0 ? 0.0 : factor * (differences[i] + (sums[i] * step));
                sums[i] = (factor * sums[i]) + 1.0;
                maxima[i] = value;
            }
            else
            {
                double step = value - maxima[i];
                double weight = Math.Exp(step / temperature);
                differences[i] += weight == 0.0 ? 0.0 : weight * step;
                sums[i] += weight;
            }
        }
    }

    internal override void Read(ReadOnlySpan<double> state, long count, Span<double> result)
    {
        int width = result.Length;
        for (int i = 0; i < width; i++)
        {
            result[i] = state[i] + (state[(2 * width) + i] / state[width + i]);
        }
    }
}
