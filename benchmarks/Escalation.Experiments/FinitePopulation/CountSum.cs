using System.Numerics.Tensors;
using Escalation.Statistics;

namespace Escalation.Experiments.FinitePopulation;

/// <summary>The law of a sum of independent binomial counts with different probabilities, by convolution.</summary>
internal static class CountSum
{
    private const double Negligible = 1e-40;

    /// <summary>The exact central interval of the sum.</summary>
    /// <param name="trials">How many trials each count has.</param>
    /// <param name="probabilities">The probability of each count.</param>
    /// <param name="falseAlarm">The probability left out, half of it on each side.</param>
    internal static CountInterval Interval(int trials, IEnumerable<double> probabilities, double falseAlarm)
    {
        int first = 0;
        double[] masses = [1.0];
        foreach (double probability in probabilities)
        {
            var added = BinomialMass.Of(trials, probability);
            masses = Trim(Convolve(masses, added.Values), out int cut);
            first += added.First + cut;
        }

        int lower = 0;
        for (double below = masses[0]; below <= falseAlarm / 2 && lower + 1 < masses.Length; below += masses[lower])
        {
            lower++;
        }

        int upper = masses.Length - 1;
        for (double above = masses[upper]; above <= falseAlarm / 2 && upper > 0; above += masses[upper])
        {
            upper--;
        }

        return new CountInterval(first + lower, first + upper);
    }

    private static double[] Convolve(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double[] sum = new double[left.Length + right.Length - 1];
        for (int i = 0; i < right.Length; i++)
        {
            Span<double> part = sum.AsSpan(i, left.Length);
            TensorPrimitives.MultiplyAdd(left, right[i], part, part);
        }

        return sum;
    }

    private static double[] Trim(double[] masses, out int cut)
    {
        int end = masses.Length;
        for (cut = 0; masses[cut] < Negligible; cut++)
        {
        }

        while (masses[end - 1] < Negligible)
        {
            end--;
        }

        return masses[cut..end];
    }
}
