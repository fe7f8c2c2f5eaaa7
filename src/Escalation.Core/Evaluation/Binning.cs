namespace Escalation.Evaluation;

/// <summary>Puts rows into bins, each as often as it counts. What depends on the confidences alone is prepared once.</summary>
internal sealed class Binning
{
    private readonly double[] _confidences;
    private readonly bool[] _correct;
    private readonly BinningRule _rule;
    private readonly int _bins;
    private readonly int[] _places;

    /// <param name="confidences">Probabilities.</param>
    /// <param name="correct">As many.</param>
    /// <param name="bins">At least 1.</param>
    /// <param name="rule">The rule.</param>
    internal Binning(double[] confidences, bool[] correct, int bins, BinningRule rule)
    {
        _confidences = confidences;
        _correct = correct;
        _bins = bins;
        _rule = rule;
        _places = rule switch
        {
            BinningRule.EqualWidth => [.. confidences.Select(p => Math.Min((int)(p * bins), bins - 1))],
            BinningRule.EqualWidthRightClosed => [.. confidences.Select(p => Math.Max((int)Math.Ceiling(p * bins) - 1, 0))],
            _ => StableOrder.Ascending(confidences),
        };
    }

    /// <summary>Fills the bins from how many times each row counts.</summary>
    internal void Fill(ReadOnlySpan<int> counts, Span<BinSums> bins)
    {
        bins.Clear();
        switch (_rule)
        {
            case BinningRule.EqualMass:
                FillRuns(counts, bins);
                break;
            case BinningRule.EqualMassWholeTies:
                FillBlocks(counts, bins);
                break;
            default:
                for (int i = 0; i < _places.Length; i++)
                {
                    bins[_places[i]].Add(_confidences[i], _correct[i], counts[i]);
                }

                break;
        }
    }

    private void FillRuns(ReadOnlySpan<int> counts, Span<BinSums> bins)
    {
        long total = Total(counts);
        int bin = 0;
        foreach (int row in _places)
        {
            int left = counts[row];
            while (left > 0)
            {
                long room = Size(total, bin) - bins[bin].Items;
                if (room == 0)
                {
                    bin++;
                    continue;
                }

                int taken = (int)Math.Min(room, left);
                bins[bin].Add(_confidences[row], _correct[row], taken);
                left -= taken;
            }
        }
    }

    private void FillBlocks(ReadOnlySpan<int> counts, Span<BinSums> bins)
    {
        long total = Total(counts);
        long before = 0;
        int end;
        for (int start = 0; start < _places.Length; start = end)
        {
            double confidence = _confidences[_places[start]];
            long size = 0;
            for (end = start; end < _places.Length && _confidences[_places[end]] == confidence; end++)
            {
                size += counts[_places[end]];
            }

            // The middle of the block in half items, so that it is a whole number; a block that nobody counts adds nothing anywhere.
            int bin = (int)Math.Min(((2 * before) + size) * _bins / Math.Max(1, 2 * total), _bins - 1);
            for (int i = start; i < end; i++)
            {
                bins[bin].Add(confidence, _correct[_places[i]], counts[_places[i]]);
            }

            before += size;
        }
    }

    private long Size(long total, int bin) => (total / _bins) + (bin < total % _bins ? 1 : 0);

    private static long Total(ReadOnlySpan<int> counts)
    {
        long total = 0;
        foreach (int count in counts)
        {
            total += count;
        }

        return total;
    }
}
