using System.Numerics;

namespace Escalation.Learning.Calibrators;

/// <summary>Least squares under monotonicity by pooling adjacent violators (Ayer et al., 1955), for groups whose x are distinct and ascending.</summary>
/// <remarks>Linear time. Neighbours of equal mean are pooled too: the fitted values are the same and the blocks fewer. Pure.</remarks>
internal static class AdjacentViolators
{
    /// <summary>Pools counted successes; exact, since means are compared by whole numbers.</summary>
    /// <typeparam name="TCount">The counts.</typeparam>
    /// <typeparam name="TProduct">Holds the product of two counts.</typeparam>
    /// <param name="trials">Cumulative trials of the groups; every group has at least one.</param>
    /// <param name="successes">Cumulative successes; as many.</param>
    /// <param name="ends">Receives the last group of each block; as long as there are groups.</param>
    /// <returns>How many blocks there are. Their rates rise strictly.</returns>
    internal static int Pool<TCount, TProduct>(ReadOnlySpan<TCount> trials, ReadOnlySpan<TCount> successes, Span<int> ends)
        where TCount : struct, IBinaryInteger<TCount>
        where TProduct : struct, IBinaryInteger<TProduct>
    {
        int blocks = 0;
        for (int group = 0; group < trials.Length; group++)
        {
            // The start of the new block moves down as long as the block below has no lower rate.
            int start = blocks == 0 ? -1 : ends[blocks - 1];
            while (blocks > 0)
            {
                int before = blocks == 1 ? -1 : ends[blocks - 2];
                TProduct belowSuccesses = TProduct.CreateTruncating(At(successes, start) - At(successes, before));
                TProduct belowTrials = TProduct.CreateTruncating(At(trials, start) - At(trials, before));
                TProduct aboveSuccesses = TProduct.CreateTruncating(successes[group] - At(successes, start));
                TProduct aboveTrials = TProduct.CreateTruncating(trials[group] - At(trials, start));
                if (belowSuccesses * aboveTrials < aboveSuccesses * belowTrials)
                {
                    break;
                }

                blocks--;
                start = before;
            }

            ends[blocks++] = group;
        }

        return blocks;
    }

    /// <summary>Pools weighted means in place.</summary>
    /// <param name="weights">The weight of each group, above 0; afterwards those of the blocks, then leftovers.</param>
    /// <param name="means">The mean of each group; afterwards those of the blocks, then leftovers.</param>
    /// <param name="ends">Receives the last group of each block.</param>
    /// <returns>How many blocks there are. Their means rise strictly.</returns>
    internal static int Pool(Span<double> weights, Span<double> means, Span<int> ends)
    {
        int blocks = 0;
        for (int group = 0; group < means.Length; group++)
        {
            double weight = weights[group];
            double mean = means[group];
            while (blocks > 0 && means[blocks - 1] >= mean)
            {
                blocks--;
                double total = weights[blocks] + weight;

                // A step from the one mean towards the other stays between them, where a quotient of sums may leave by rounding.
                mean = Math.Clamp(means[blocks] + ((mean - means[blocks]) * (weight / total)), mean, means[blocks]);
                weight = total;
            }

            weights[blocks] = weight;
            means[blocks] = mean;
            ends[blocks++] = group;
        }

        return blocks;
    }

    private static TCount At<TCount>(ReadOnlySpan<TCount> cumulative, int index)
        where TCount : struct, IBinaryInteger<TCount> => index < 0 ? TCount.Zero : cumulative[index];
}
