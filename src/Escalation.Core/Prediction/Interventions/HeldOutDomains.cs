using System.Globalization;
using Escalation.Statistics;

namespace Escalation.Prediction.Interventions;

/// <summary>Which domains are kept out of training: whole ones, so that no case of theirs has a sibling on the other side.</summary>
public static class HeldOutDomains
{
    /// <summary>Draws domains at random.</summary>
    /// <param name="domains">The domain of each case, in any order; at least two different ones.</param>
    /// <param name="share">The share of the domains to keep out, strictly between 0 and 1; at least one is kept out and at least one is left.</param>
    /// <param name="seed">The seed. The same domains and seed give the same draw, whatever the order and number of cases.</param>
    /// <returns>The domains kept out, in ordinal order.</returns>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="domains"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when there are fewer than two domains.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="share"/> is NaN or out of range.</exception>
    public static IReadOnlyList<string> Draw(IEnumerable<string> domains, double share, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(domains);
        Guard.OpenProbability(share);
        string[] different = [.. domains.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (different.Length < 2)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"It takes two domains to keep one out, but there is {different.Length}."), nameof(domains));
        }

        int count = Math.Clamp((int)Math.Round(share * different.Length), 1, different.Length - 1);
        return [.. SeededShuffle.Permutation(different.Length, seed).Take(count).Select(i => different[i]).Order(StringComparer.Ordinal)];
    }
}
