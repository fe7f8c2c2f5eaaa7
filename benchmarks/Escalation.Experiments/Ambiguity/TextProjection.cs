using Escalation.Statistics;

namespace Escalation.Experiments.Ambiguity;

/// <summary>Vectors of texts for distances: hashed words weighted by their rarity in the training texts, projected on random directions (Johnson and Lindenstrauss). No intent is seen.</summary>
internal sealed class TextProjection
{
    private readonly double[] _rarity;
    private readonly ulong _seed;

    internal TextProjection(SparseText[] training, int columns, int length, ulong seed)
    {
        double[] texts = new double[columns];
        foreach (int column in training.SelectMany(text => text.Columns))
        {
            texts[column]++;
        }

        _rarity = [.. texts.Select(count => Math.Log((training.Length + 1.0) / (count + 1.0)))];
        _seed = seed;
        Length = length;
    }

    /// <summary>The length of a vector, a multiple of 64.</summary>
    internal int Length { get; }

    internal float[] Of(SparseText text)
    {
        double[] vector = new double[Length];
        foreach (int column in text.Columns)
        {
            // One random sign a bit.
            var signs = new SplitMix64(_seed ^ ((ulong)column << 32));
            for (int i = 0; i < Length; i += 64)
            {
                ulong bits = signs.NextBits();
                for (int j = 0; j < 64; j++)
                {
                    vector[i + j] += ((bits >> j) & 1) == 0 ? _rarity[column] : -_rarity[column];
                }
            }
        }

        return [.. vector.Select(value => (float)value)];
    }
}
