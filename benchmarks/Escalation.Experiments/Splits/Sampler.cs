using Escalation.Statistics;

namespace Escalation.Experiments.Splits;

/// <summary>Random orders of a pool, one after the other, that depend on a seed alone: the first n items of an order are a sample without replacement.</summary>
internal sealed class Sampler(int size, ulong seed)
{
    private readonly SplitMix64 _seeds = new(seed);
    private readonly int[] _order = new int[size];

    /// <summary>The next order; valid until the next call.</summary>
    internal ReadOnlySpan<int> Next()
    {
        // Each order starts from the file's, so that it can be repeated from its own seed.
        for (int i = 0; i < _order.Length; i++)
        {
            _order[i] = i;
        }

        SeededShuffle.Shuffle<int>(_order, _seeds.NextBits());
        return _order;
    }
}
