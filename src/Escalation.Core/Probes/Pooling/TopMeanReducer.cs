namespace Escalation.Probes.Pooling;

/// <summary>The mean of the <c>k</c> largest values; of all of them when there are fewer. They are summed from the largest down, so the order of the tokens cannot change a bit.</summary>
internal sealed class TopMeanReducer(int size) : TokenReducer
{
    internal override int StateLength(int width) => checked(size * width);

    internal override void Add(Span<double> state, long earlier, ReadOnlySpan<double> token)
    {
        int width = token.Length;
        int kept = (int)Math.Min(earlier, size);
        for (int i = 0; i < width; i++)
        {
            Insert(state[i..], width, kept, token[i]);
        }
    }

    internal override void Read(ReadOnlySpan<double> state, long count, Span<double> result)
    {
        int width = result.Length;
        int kept = (int)Math.Min(count, size);
        for (int i = 0; i < width; i++)
        {
            double sum = 0.0;
            for (int rank = 0; rank < kept; rank++)
            {
                sum += state[(rank * width) + i];
            }

            result[i] = sum / kept;
        }
    }

    private void Insert(Span<double> column, int width, int kept, double value)
    {
        int rank = kept;
        if (kept == size)
        {
            rank--;
            if (!(value > column[rank * width]))
            {
                return;
            }
        }

        while (rank > 0 && value > column[(rank - 1) * width])
        {
            column[rank * width] = column[(rank - 1) * width];
            rank--;
        }

        column[rank * width] = value;
    }
}
